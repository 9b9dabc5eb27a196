/** A smart meter speaks of its supply: `grid/v1/{area}/meter/{servicePoint}`. */

import * as z from 'zod';
import { envelope, type Heard } from './envelope.ts';

export const meterEvent = z.enum(['last-gasp', 'power-up', 'ping-on', 'ping-off']);

export const meterPayload = envelope.extend({ event: meterEvent, voltage: z.number().optional().describe('V') });

export type MeterMessage = Heard & {
  readonly kind: 'meter';
  readonly event: z.infer<typeof meterEvent>;
  /** V */
  readonly voltage: number | null;
};
