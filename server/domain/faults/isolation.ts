/** The switches that bound a suspected stretch, and what lies sound on each side of it (rule F5). */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { type DarkZone, isSwitchable } from './darkZone.ts';

export type SoundPart = {
  /** Switch to open between it and the stretch; null on the side of the tripped device when that device is the bound. */
  readonly bound: number;
  readonly nodes: ReadonlySet<number>;
};

export type Isolation = {
  /** Nodes that stay dark until the repair. */
  readonly suspected: ReadonlySet<number>;
  /** Between the tripped device and the stretch; null when no switch lies there. */
  readonly upstream: SoundPart | null;
  readonly downstream: readonly SoundPart[];
};

/** `operable` says of a switch whether people may switch it now (tags, stale positions …). */
export function isolate(
  live: LiveEnergisation,
  zone: DarkZone,
  section: ReadonlySet<number>,
  operable: (branch: number) => boolean,
): Isolation {
  const bounds = (branch: number): boolean => !section.has(branch) && isSwitchable(live, branch) && operable(branch);
  const near = new Map<number, number[]>();
  for (const [branch, far] of zone.farEnd) {
    const at = zone.before.get(far)!;
    near.set(at, [...(near.get(at) ?? []), branch]);
  }
  const suspected = new Set<number>();
  const queue: number[] = [];
  const suspect = (node: number | undefined): void => {
    if (node === undefined || suspected.has(node)) return;
    suspected.add(node);
    queue.push(node);
  };
  if (section.has(zone.device)) suspect(zone.root);
  for (const branch of section) {
    const far = zone.farEnd.get(branch);
    if (far === undefined) continue;
    suspect(far);
    suspect(zone.before.get(far));
  }
  const edges = new Set<number>();
  let upstreamBound: number | null = null;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const up = zone.feeding.get(node);
    if (up !== undefined && bounds(up) && !suspected.has(zone.before.get(node)!)) upstreamBound = up;
    else if (up !== undefined && !bounds(up)) suspect(zone.before.get(node));
    for (const branch of near.get(node) ?? []) {
      if (bounds(branch)) edges.add(branch);
      else suspect(zone.farEnd.get(branch));
    }
  }
  const below = (first: number, stop: (branch: number) => boolean): Set<number> => {
    const nodes = new Set([first]);
    for (const node of nodes)
      for (const branch of near.get(node) ?? []) {
        const far = zone.farEnd.get(branch)!;
        if (!stop(branch) && !suspected.has(far)) nodes.add(far);
      }
    return nodes;
  };
  const downstream = [...edges]
    .filter((branch) => !suspected.has(zone.farEnd.get(branch)!))
    .sort((a, b) => a - b)
    .map((bound) => ({ bound, nodes: below(zone.farEnd.get(bound)!, () => false) }));
  const upstream =
    upstreamBound === null || suspected.has(zone.root)
      ? null
      : { bound: upstreamBound, nodes: below(zone.root, (b) => b === upstreamBound) };
  return { suspected, upstream, downstream };
}
