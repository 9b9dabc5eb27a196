/** Writes feeders, areas and the summary: the same counts, seen from different sides. */

import type { AreaRecord, FeederRecord } from '../../shared/records/places.ts';
import type { RecordOf } from '../../shared/records/record.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { NONE } from '../domain/network/network.ts';
import type { Counts } from '../domain/outages/tally.ts';
import type { View } from '../domain/view.ts';
import { switchPositionOf } from './deviceRecord.ts';

const countsAt = ({ total, out, predicted, partial, unknown }: Counts, index: number) => ({
  customersTotal: total[index] ?? 0,
  customersOut: out[index] ?? 0,
  customersPredicted: predicted[index] ?? 0,
  customersPartial: partial[index] ?? 0,
  customersUnknown: unknown[index] ?? 0,
});

export function feederRecordOf(view: View, index: number): FeederRecord {
  const { network, world } = view;
  const { id, name, substation, head, area } = network.feeders[index]!;
  const home = area !== NONE ? area : (network.substations[substation]?.area ?? NONE);
  return {
    id,
    name,
    substation: network.substations[substation]?.id ?? null,
    area: network.areas[home]?.id ?? null,
    ...countsAt(world.ledger.tally.feeders, index),
    outagesOpen: view.openOutages().filter(({ device }) => network.branches.feeder[device] === index).length,
    headPosition: head === NONE ? null : switchPositionOf(view, head),
    stale: head !== NONE && world.points.isStale(head),
  };
}

/** `outagesOpen` counts outages with customers in the area or below it; one that crosses a border is seen on both sides (rule V4). */
export function areaRecordOf(view: View, index: number): AreaRecord {
  const { network, world } = view;
  const area = network.areas[index]!;
  const lies = (smallest: number): boolean => {
    for (let at = smallest; at !== NONE; at = network.areas[at]!.parent) if (at === index) return true;
    return false;
  };
  return {
    id: area.id,
    name: area.name,
    parent: network.areas[area.parent]?.id ?? null,
    level: area.level,
    class: area.class,
    ...countsAt(world.ledger.tally.areas, index),
    outagesOpen: view.openOutages().filter(({ areas }) => [...areas.keys()].some(lies)).length,
  };
}

function stormModeOf({ forecast }: View): RecordOf<'summary'>['stormMode'] {
  const { on, since, by, reason, proposal } = forecast.storm.state();
  const meters = forecast.storm.thinned();
  if (since === null && proposal === null && meters === null) return null;
  const proposed = proposal && { on: proposal.on, reason: proposal.reason, since: formatTime(proposal.since) };
  return { on, since: formatTimeOrNull(since), by, reason, proposal: proposed, meters };
}

export function summaryRecordOf(view: View): RecordOf<'summary'> {
  const sources = [...view.sources()];
  return {
    id: 'summary',
    ...countsAt(view.world.ledger.tally.all, 0),
    servicePointsOut: view.world.ledger.tally.servicePointsOut(),
    outagesOpen: view.openOutages().length,
    jobsOpen: view.desks.repairs.openCount(),
    messages: { received: 0, accepted: 0, duplicates: 0, rejected: 0 },
    meters: view.forecast.desk.account.totals(),
    stormMode: stormModeOf(view),
    sources: { online: sources.filter(({ online }) => online).length, stale: sources.filter(({ online }) => !online).length },
  };
}
