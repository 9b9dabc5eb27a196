/** Writes a branch that differs from normal, as the map draws it. */

import type { DeviceRecord } from '../../shared/records/device.ts';
import { formatTimeOrNull } from '../../shared/time.ts';
import { BRANCH_KINDS, NONE, SWITCH_KINDS } from '../domain/network/network.ts';
import { lettersOf } from '../domain/network/phases.ts';
import type { View } from '../domain/view.ts';
import { feederIdOf } from './outageRecord.ts';

type Position = NonNullable<DeviceRecord['position']>;

/** A switch as a whole: what it says of itself, else what its evidence makes of it. */
export function switchPositionOf(view: View, branch: number): Position {
  const { positions } = view.world.energisation;
  const phases = view.network.branches.phases[branch]!;
  const point = view.world.points.get(branch);
  if (view.world.points.isTravelling(branch)) return 'intermediate';
  if (positions.unknown[branch]! & phases) return 'unknown';
  if (point.reported?.quality === 'good' && (point.reported.position === 'open' || point.reported.position === 'closed')) {
    const whole = (point.reported.phases & phases) === phases;
    if (whole) return point.reported.position;
  }
  return positions.open[branch]! & phases ? 'open' : 'closed';
}

export function deviceRecordOf(view: View, branch: number): DeviceRecord {
  const { network, world } = view;
  const { branches } = network;
  const isSwitch = branches.kind[branch] === 1;
  const point = world.points.get(branch);
  const { dead, unknown, normal } = view.supplyOf(branch);
  const outage = world.ledger.openOn(branch);
  const fedBy = world.energisation.feederOfNode(Math.max(branches.from[branch]!, branches.to[branch]!));
  const lastGood = [...point.sources.values()].reduce<number | null>(
    (last, { lastGoodAt }) => Math.max(last ?? lastGoodAt, lastGoodAt),
    null,
  );
  return {
    id: branches.ids[branch]!,
    kind: BRANCH_KINDS[branches.kind[branch]!] ?? 'line',
    switchKind: SWITCH_KINDS[branches.switchKind[branch]!] ?? null,
    feeder: feederIdOf(view, branch),
    position: isSwitch ? switchPositionOf(view, branch) : null,
    openPhases: lettersOf(world.energisation.positions.open[branch]! & branches.phases[branch]!),
    normallyOpen: branches.normallyOpen[branch] === 1,
    supply: dead !== 0 ? (dead === normal ? 'off' : 'partial') : unknown !== 0 ? 'unknown' : 'on',
    deadPhases: lettersOf(dead),
    predicted: view.forecast.predicted.isPredicted(branch),
    planned: false,
    stale: world.points.isStale(branch),
    lastGoodAt: formatTimeOrNull(lastGood),
    fedBy: fedBy !== NONE && fedBy !== branches.feeder[branch] ? network.feeders[fedBy]!.id : null,
    outage: outage?.id ?? null,
    since: formatTimeOrNull(outage?.startedAt ?? point.openedAt),
  };
}
