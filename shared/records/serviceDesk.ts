/** The service desk in one record on the live feed: only numbers, so that pages know when to ask for more. */

import * as z from 'zod';

export const serviceDeskRecord = z.object({
  id: z.literal('service'),
  callsUnresolved: z.number().int(),
  callsOverdue: z.number().int(),
  callBacks: z.number().int(),
  remindersOpen: z.number().int(),
  complaintsOpen: z.number().int(),
  complaintsWarning: z.number().int(),
  complaintsBreached: z.number().int(),
  /** Chases of the last hour (rule C10). */
  chases: z.number().int(),
  /** Grows with every change of a contact or complaint. */
  version: z.number().int(),
});
export type ServiceDeskRecord = z.infer<typeof serviceDeskRecord>;
