/** A branch whose state differs from normal: what the map draws darker, dotted or doubled. */

import * as z from 'zod';

export const supplyState = z.enum(['on', 'partial', 'off', 'unknown']);
export const switchPosition = z.enum(['open', 'closed', 'intermediate', 'unknown']);

export const deviceRecord = z.object({
  id: z.string(),
  kind: z.enum(['line', 'switch', 'transformer']),
  switchKind: z.string().nullable(),
  feeder: z.string().nullable(),
  /** Whole-device position of a switch, null for lines and transformers. */
  position: switchPosition.nullable(),
  /** Phases standing open, "" when none. */
  openPhases: z.string(),
  normallyOpen: z.boolean(),
  /** Supply of the branch itself on the phases it carries. */
  supply: supplyState,
  deadPhases: z.string(),
  /** Lies under a predicted outage. */
  predicted: z.boolean(),
  planned: z.boolean(),
  /** Its telemetry is silent; shown with the time it was last good. */
  stale: z.boolean(),
  lastGoodAt: z.string().nullable(),
  /** Feeder it is fed from now, when that is not its normal one. */
  fedBy: z.string().nullable(),
  outage: z.string().nullable(),
  since: z.string().nullable(),
});
export type DeviceRecord = z.infer<typeof deviceRecord>;
