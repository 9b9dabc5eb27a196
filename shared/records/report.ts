/** An outage that another system reported: shown with its origin, opening nothing here. */

import * as z from 'zod';

export const reportRecord = z.object({
  id: z.string(),
  status: z.enum(['open', 'restored', 'absent']),
  customers: z.number().int().nullable(),
  cause: z.string().nullable(),
  crewStatus: z.string().nullable(),
  estimatedRestoration: z.string().nullable(),
  area: z.string().nullable(),
  source: z.string(),
  firstAt: z.string(),
  updatedAt: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type ReportRecord = z.infer<typeof reportRecord>;
