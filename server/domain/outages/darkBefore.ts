/** Service points that a device had darkened before a larger outage took them go on in an outage of their own, with their own start (rules O16, O22). */

import type { World } from '../world.ts';
import { type Beginning, openOutage } from './beginning.ts';
import { downstreamMembers } from './dividing.ts';
import { isOpen } from './outage.ts';

/** Does nothing when the larger outage has ended or holds nobody below the device. */
export function takeDarkBefore(world: World, larger: string, device: number, beginning: Beginning): void {
  const { ledger } = world;
  const from = ledger.outages.get(larger);
  if (!from || !isOpen(from) || from.device === device || beginning.at >= from.startedAt) return;
  const { required } = world.network.servicePoints;
  const points = downstreamMembers(world, device, from.slot).filter((point) => (required[point]! & ~beginning.phases) === 0);
  if (points.length === 0 || points.length === from.members || ledger.openOn(device)) return;
  const earlier = openOutage(world, device, beginning);
  const customers = points.reduce((sum, point) => sum + world.network.servicePoints.customers[point]!, 0);
  for (const point of points) ledger.setPoint(point, earlier.slot, beginning.at, ledger.dead[point]!);
  ledger.settle(beginning.commit);
  const { at, commit } = beginning;
  const left = ledger.outages.get(larger) ?? from;
  const hints = left.hintsBelow.filter((hint) => hint !== world.network.branches.ids[device]);
  const values = { to: earlier.id, customers };
  world.note(
    { ...left, hintsBelow: hints, customersPeak: left.customersOut },
    { at, what: 'dark-before', values, commit, by: null },
    commit,
  );
}
