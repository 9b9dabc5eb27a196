/** One thing a crew did while in or out of reach, as it lies on the shelf of the phone. */

import * as z from 'zod';
import { repairCommand } from '../../../shared/commands/repairCommands.ts';
import { jobPhoto, jobStatus } from '../../../shared/records/job.ts';

const base = {
  /** Place in the queue. */
  seq: z.number().int(),
  /** The person signed in. */
  user: z.string(),
  /** Epoch milliseconds by the server's clock, as known when it happened. */
  at: z.number().int(),
  job: z.string().nullable(),
  /** The server said no; kept until the person has seen it. */
  conflict: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The server has it, the record that shows it has not come yet: until then the phone must not fall back to the step before. */
  sent: z.boolean().default(false),
};

export const outboxItem = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('command'), command: repairCommand }),
  z.object({
    ...base,
    kind: z.literal('photo'),
    photo: z.string(),
    step: jobStatus,
    moment: jobPhoto.shape.moment,
    lon: z.number().nullable(),
    lat: z.number().nullable(),
    picture: z.instanceof(Blob),
  }),
]);
