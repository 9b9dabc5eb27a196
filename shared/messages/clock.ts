/** Simulated time, heard only with `RELIGHT_CLOCK=simulated`: `grid/v1/{area}/clock/{simulator}`. */

import { envelope, type Heard } from './envelope.ts';

export const clockPayload = envelope;

export type ClockMessage = Heard & { readonly kind: 'clock' };
