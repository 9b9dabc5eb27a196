/** Load or voltage beyond a device without telemetry proves that it is closed again (rule E31). */

import type { World } from '../world.ts';
import { ALL_PHASES } from './assess.ts';
import type { Statement } from './statement.ts';

/** null when no confirmed outage stands on the device, when it began later, or when telemetry itself says where the device is. */
export function measuredLive({ ledger, network, points }: World, branch: number, at: number): Statement | null {
  const outage = ledger.openOn(branch);
  const telemetered = network.branches.telemetered[branch] === 1 || points.get(branch).sources.size > 0;
  if (!outage || telemetered || at <= outage.startedAt) return null;
  return { type: 'closed', branch, phases: ALL_PHASES, at, by: 'meters', prior: null, parent: null };
}
