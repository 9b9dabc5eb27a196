/** Where a crew is and what it does: `grid/v1/{area}/crew/{crew}`. */

import * as z from 'zod';
import { envelope, type Heard, wireId, wireTime } from './envelope.ts';

export const crewStatus = z.enum(['available', 'assigned', 'en-route', 'arrived', 'working', 'complete', 'off-duty']);

export const crewPayload = envelope.extend({
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  status: crewStatus.optional(),
  job: wireId.optional(),
  estimate: z.object({ at: wireTime }).optional(),
  note: z.string().optional(),
});

export type CrewMessage = Heard & {
  readonly kind: 'crew';
  readonly lat: number | null;
  readonly lon: number | null;
  readonly status: z.infer<typeof crewStatus> | null;
  readonly job: string | null;
  readonly estimateAt: number | null;
  readonly note: string | null;
};
