/** Weather severity of an area, for early warning only: `grid/v1/{area}/weather/{area}`. */

import * as z from 'zod';
import { envelope, type Heard } from './envelope.ts';

export const weatherPayload = envelope.extend({ severity: z.number().min(0).max(5), text: z.string().optional() });

export type WeatherMessage = Heard & { readonly kind: 'weather'; readonly severity: number; readonly text: string | null };
