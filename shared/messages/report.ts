/** An outage known only from another system: `grid/v1/{area}/report/{externalOutage}`. */

import * as z from 'zod';
import { envelope, type Heard, wireTime } from './envelope.ts';

export const reportStatus = z.enum(['open', 'restored', 'absent']);

export const reportPayload = envelope.extend({
  status: reportStatus,
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
  customers: z.number().int().nonnegative().optional(),
  cause: z.string().optional(),
  crewStatus: z.string().optional(),
  estimatedRestoration: wireTime.nullable().optional(),
  area: z.string().max(200).optional(),
  feedAt: wireTime.optional().describe('when this state of the other system was seen'),
  startedAt: wireTime.optional().describe("begin by the other system's own clock"),
  updatedAt: wireTime.optional().describe("last change by the other system's own clock"),
});

export type ReportMessage = Heard & {
  readonly kind: 'report';
  readonly status: z.infer<typeof reportStatus>;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly customers: number | null;
  readonly cause: string | null;
  readonly crewStatus: string | null;
  readonly estimatedRestorationAt: number | null;
  readonly reportedArea: string | null;
};
