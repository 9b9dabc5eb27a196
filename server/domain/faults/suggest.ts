/** Suggests how to bring back whoever can be, without the damaged stretch: advice only, nothing here operates anything (rules F1, F5 to F11). */

import { NONE } from '../network/network.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import type { View } from '../view.ts';
import { type DarkZone, darkZoneOf } from './darkZone.ts';
import { isolate, type SoundPart } from './isolation.ts';
import { type FaultSection, locateFault } from './locate.ts';
import { type PickUp, pointsAt, waysToPickUp } from './pickUp.ts';
import { rankSection } from './ranking.ts';
import { type FaultSettings, faultDefaults } from './settings.ts';

export type SwitchingStep = {
  readonly branch: number;
  readonly to: 'open' | 'closed';
  readonly remote: boolean;
  readonly minutes: number;
  readonly customers: number;
  readonly keyCustomers: number;
  readonly check: 'isolated' | 'side-clean' | 'load';
};

export type SwitchingPlan = {
  readonly steps: readonly SwitchingStep[];
  readonly customers: number;
  readonly keyCustomers: number;
  readonly manualSteps: number;
  readonly minutes: number;
  /** Smallest margin of the ties it closes, null without any. */
  readonly marginKva: number | null;
  /** Customers that stay dark until the repair, or for want of capacity. */
  readonly leftOut: number;
  /** Branches that would be live again. */
  readonly branches: readonly number[];
};

export type Suggestion = {
  readonly section: FaultSection | null;
  readonly plans: readonly SwitchingPlan[];
  /** Why there is no plan, null when there is one. */
  readonly none: 'not-open' | 'not-confirmed' | 'no-dark-side' | 'partial-phases' | 'hazard' | 'nothing-to-gain' | null;
};

/** Section of an outage that its device alone explains; null when nothing dark lies below it. */
export function faultSectionOf(view: View, id: string, settings: FaultSettings = faultDefaults): FaultSection | null {
  const outage = view.outage(id);
  if (!outage || !isOpen(outage) || outage.state === 'predicted' || outage.level === 'service') return null;
  const live = view.world.energisation;
  const zone = darkZoneOf(live, outage.device);
  return zone && sectionIn(view, zone, outage, settings);
}

function sectionIn(view: View, zone: DarkZone, outage: Outage, { indicatorMatchMs }: FaultSettings): FaultSection {
  const found = locateFault(view.world.energisation, zone, view.indicators, outage.startedAt, indicatorMatchMs);
  const hints = outage.hintsBelow.flatMap((id) => view.network.branchIndex.get(id) ?? []);
  return rankSection(zone, found, { hazards: hazardNodes(view, outage.startedAt), hints });
}

/** `section` null asks the indicators. */
export function suggest(view: View, id: string, section: FaultSection | null = null, settings: FaultSettings = faultDefaults): Suggestion {
  const outage = view.outage(id);
  const refused = (none: Suggestion['none']): Suggestion => ({ section, plans: [], none });
  if (!outage || !isOpen(outage)) return refused('not-open');
  if (outage.state === 'predicted') return refused('not-confirmed');
  const { energisation: live, points: readings } = view.world;
  const phases = view.network.branches.phases[outage.device]!;
  if ((live.positions.open[outage.device]! & phases) !== phases && live.positions.open[outage.device] !== 0)
    return refused('partial-phases');
  const zone = darkZoneOf(live, outage.device);
  if (!zone) return refused('no-dark-side');
  const found = section ?? sectionIn(view, zone, outage, settings);
  const operable = (branch: number): boolean => live.positions.unknown[branch] === 0 && !readings.isStale(branch);
  const isolation = isolate(live, zone, new Set(found.branches), operable);
  const hazards = hazardNodes(view, outage.startedAt);
  const isSafe = ({ nodes }: { readonly nodes: ReadonlySet<number> }): boolean => !hazards.some((node) => nodes.has(node));
  const dark = view.now() - outage.startedAt;
  const [short, long] = settings.coldLimitsMs;
  const coldLoad = settings.coldLoad[dark < short ? 0 : dark < long ? 1 : 2];
  const options = { live, zone, operable, utilisation: settings.utilisation, coldLoad, marginKva: settings.capacityMarginKva };
  const ways = isolation.downstream
    .map((part) => ({ part, ways: waysToPickUp(options, part.nodes).filter(isSafe) }))
    .filter((each) => each.ways.length > 0);
  const upstream = isolation.upstream && isSafe(isolation.upstream) && operable(zone.device) ? isolation.upstream : null;
  const pick = (place: number) => ways.map(({ part, ways: all }) => ({ part, way: all[Math.min(place, all.length - 1)]! }));
  const drafts = [pick(0), ...(ways.some((each) => each.ways.length > 1) ? [pick(1)] : []), ...(ways.length > 0 && upstream ? [[]] : [])];
  const upBound = isolation.upstream?.bound ?? null;
  const plans = drafts
    .map((draft) => planOf(view, zone, settings, { upstream, upBound, draft, memberSlot: outage.slot, dark: outage.customersOut }))
    .filter((plan) => plan.customers > 0);
  const worth = (plan: SwitchingPlan): number => plan.customers + settings.keyWeight * plan.keyCustomers;
  plans.sort((a, b) => worth(b) - worth(a) || a.manualSteps - b.manualSteps || (b.marginKva ?? 0) - (a.marginKva ?? 0));
  const none = plans.length > 0 ? null : hazards.some((node) => zone.nodes.includes(node)) ? 'hazard' : 'nothing-to-gain';
  return { section: found, plans: plans.slice(0, settings.mostPlans), none };
}

/** Nodes at which people reported danger since the outage began, or within the hour before (rule F9). */
function hazardNodes({ forecast, network }: View, startedAt: number): number[] {
  return forecast.calls
    .recent(5_000)
    .filter(({ status, point, at }) => status === 'hazard' && point !== NONE && at >= startedAt - 3_600_000)
    .map(({ point }) => network.servicePoints.node[point]!);
}

type Draft = {
  readonly upstream: SoundPart | null;
  readonly upBound: number | null;
  readonly draft: readonly { readonly part: SoundPart; readonly way: PickUp }[];
  readonly memberSlot: number;
  readonly dark: number;
};

function planOf(view: View, zone: DarkZone, settings: FaultSettings, { upstream, upBound, draft, memberSlot, dark }: Draft): SwitchingPlan {
  const { network, world } = view;
  const { branches, servicePoints } = network;
  const steps: SwitchingStep[] = [];
  const again = new Set<number>();

  function step(branch: number, to: 'open' | 'closed', check: SwitchingStep['check'], nodes: ReadonlySet<number> | null): void {
    const remote = branches.telemetered[branch] === 1;
    const points = nodes ? pointsAt(world.energisation, nodes).filter((point) => world.ledger.outageOf[point] === memberSlot) : [];
    for (const node of nodes ?? []) again.add(node);
    steps.push({
      branch,
      to,
      remote,
      minutes: remote ? settings.remoteStepMinutes : settings.manualStepMinutes,
      customers: points.reduce((sum, point) => sum + servicePoints.customers[point]!, 0),
      keyCustomers: points.filter((point) => servicePoints.key[point] !== null).length,
      check,
    });
  }

  const gains =
    upstream !== null && pointsAt(world.energisation, upstream.nodes).some((point) => world.ledger.outageOf[point] === memberSlot);
  if (upBound !== null && (gains || draft.length > 0)) step(upBound, 'open', 'isolated', null);
  for (const { part, way } of draft) {
    step(part.bound, 'open', 'isolated', null);
    if (way.split !== null) step(way.split, 'open', 'isolated', null);
  }
  if (gains) step(zone.device, 'closed', 'side-clean', upstream.nodes);
  for (const { way } of draft) step(way.tie, 'closed', 'load', way.nodes);

  const customers = steps.reduce((sum, each) => sum + each.customers, 0);
  const { from, to } = branches;
  const live = [...zone.farEnd.keys()].filter((branch) => again.has(from[branch]!) && again.has(to[branch]!));
  return {
    steps,
    customers,
    keyCustomers: steps.reduce((sum, each) => sum + each.keyCustomers, 0),
    manualSteps: steps.filter(({ remote }) => !remote).length,
    minutes: steps.reduce((sum, each) => sum + each.minutes, 0),
    marginKva: draft.length === 0 ? null : Math.min(...draft.map(({ way }) => way.marginKva)),
    leftOut: Math.max(0, dark - customers),
    branches: live,
  };
}
