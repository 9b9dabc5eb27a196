/** How well the repair promises were kept, by month and area class: `GET /api/v1/repairs/compliance` (rules R5 to R7). */

import * as z from 'zod';

const clockFigures = z.object({
  /** Clocks stopped or broken in this month. */
  jobs: z.number().int(),
  /** Reported first: by the clock on the wall, pauses counted as time. */
  metUnpaused: z.number().int(),
  met: z.number().int(),
  breached: z.number().int(),
  shareUnpaused: z.number().nullable(),
  share: z.number().nullable(),
  /** Mean minutes of the stopped clocks, without and with pauses taken off. */
  meanMinutesUnpaused: z.number().nullable(),
  meanMinutes: z.number().nullable(),
  pausedMinutes: z.number(),
  limitMinutes: z.number(),
});

export const compliance = z.object({
  months: z.array(
    z.object({
      /** "2026-03" in the zone of the network. */
      month: z.string(),
      areaClass: z.enum(['urban', 'rural', 'remote']),
      arrival: clockFigures,
      restore: clockFigures,
    }),
  ),
  breaches: z.object({ open: z.number().int(), county: z.number().int(), city: z.number().int(), province: z.number().int() }),
  reminders: z.object({ received: z.number().int(), answered: z.number().int(), answeredInTime: z.number().int() }),
  /** Rule R10. */
  trips: z.object({ saved: z.number().int(), wasted: z.number().int() }),
});
export type Compliance = z.infer<typeof compliance>;
