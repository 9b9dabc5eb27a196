/** How a sound part could get supply from a neighbour: a tie that may close and can carry it, if need be in part (rules F7 to F9). */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { BRANCH_KINDS } from '../network/network.ts';
import { type DarkZone, isClosed, isSwitchable } from './darkZone.ts';
import { loadOf, spareOf } from './spareCapacity.ts';

const TRANSFORMER = BRANCH_KINDS.indexOf('transformer');

export type PickUp = {
  readonly tie: number;
  /** Nodes that get supply. */
  readonly nodes: ReadonlySet<number>;
  /** Switch to open inside the part, so that the tie carries the rest; null when it carries all. */
  readonly split: number | null;
  readonly marginKva: number;
};

export type PickUpOptions = {
  readonly live: LiveEnergisation;
  readonly zone: DarkZone;
  readonly operable: (branch: number) => boolean;
  readonly utilisation: number;
  /** Factor for load that waited (rule F8). */
  readonly coldLoad: number;
  readonly marginKva: number;
};

export function pointsAt({ network }: LiveEnergisation, nodes: Iterable<number>): number[] {
  const { start, servicePoint } = network.pointsAtNode;
  const points: number[] = [];
  for (const node of nodes) for (let i = start[node]!; i < start[node + 1]!; i += 1) points.push(servicePoint[i]!);
  return points;
}

/** What stays together with `from` when a switch inside the part opens. */
function sideOf(live: LiveEnergisation, nodes: ReadonlySet<number>, from: number, without: number): Set<number> {
  const { adjacency } = live.network;
  const side = new Set([from]);
  for (const node of side)
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const [branch, next] = [adjacency.branch[i]!, adjacency.neighbour[i]!];
      if (branch !== without && nodes.has(next) && isClosed(live, branch)) side.add(next);
    }
  return side;
}

/** Supply from `entry` would run backwards through a transformer on its way to the rest of the part (rule F9). */
function isReverseFeed({ network }: LiveEnergisation, { feeding, before }: DarkZone, nodes: ReadonlySet<number>, entry: number): boolean {
  for (let node = entry; ; ) {
    const [above, branch] = [before.get(node), feeding.get(node)];
    if (above === undefined || branch === undefined || !nodes.has(above)) return false;
    if (network.branches.kind[branch] === TRANSFORMER) return true;
    node = above;
  }
}

/** Every way to pick the part up, the one with most customers first, then by margin. */
export function waysToPickUp(of: PickUpOptions, nodes: ReadonlySet<number>): PickUp[] {
  const { live, zone, operable, utilisation, coldLoad, marginKva } = of;
  const { network, positions } = live;
  const { adjacency, servicePoints, branches } = network;
  const inZone = new Set(zone.nodes);
  const points = pointsAt(live, nodes);
  const needed = points.reduce((mask, point) => mask | servicePoints.required[point]!, 0);
  const loadAt = (some: ReadonlySet<number>): number => loadOf(live, pointsAt(live, some), utilisation) * coldLoad;
  const customersAt = (some: ReadonlySet<number>): number => pointsAt(live, some).reduce((sum, p) => sum + servicePoints.customers[p]!, 0);
  const found: (PickUp & { readonly customers: number })[] = [];
  if (needed === 0) return [];
  for (const node of nodes) {
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const [tie, other] = [adjacency.branch[i]!, adjacency.neighbour[i]!];
      const open = (positions.open[tie]! & ~positions.unknown[tie]! & branches.phases[tie]!) === branches.phases[tie];
      if (tie === zone.device || !open || inZone.has(other) || !isSwitchable(live, tie) || !operable(tie)) continue;
      if ((live.live[other]! & branches.phases[tie]! & needed) !== needed) continue;
      if (isReverseFeed(live, zone, nodes, node)) continue;
      const spare = spareOf(live, tie, other, utilisation) - marginKva;
      const whole = loadAt(nodes);
      if (whole <= spare) {
        found.push({ tie, nodes, split: null, marginKva: spare - whole, customers: customersAt(nodes) });
        continue;
      }
      const splits = [...nodes].flatMap((each) => {
        const branch = zone.feeding.get(each);
        if (branch === undefined || !nodes.has(zone.before.get(each) ?? -1) || !isSwitchable(live, branch) || !operable(branch)) return [];
        const side = sideOf(live, nodes, node, branch);
        const load = loadAt(side);
        return load <= spare ? [{ tie, nodes: side, split: branch, marginKva: spare - load, customers: customersAt(side) }] : [];
      });
      const [best] = splits.filter(({ customers }) => customers > 0).sort((a, b) => b.customers - a.customers);
      if (best) found.push(best);
    }
  }
  return found.sort((a, b) => b.customers - a.customers || b.marginKva - a.marginKva || a.tie - b.tie);
}
