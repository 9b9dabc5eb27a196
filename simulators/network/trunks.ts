/** Marks the backbone of each feeder, sets its switches, and ties it to the neighbours. */

import type { SwitchKind } from '../../shared/network.ts';
import type { Random } from '../random.ts';
import type { Feeders } from './feeders.ts';
import type { Forest } from './regions.ts';
import { groupBy, type StreetGraph } from './streetGraph.ts';

/** A switch or fuse at the beginning of the way from the parent to a node. */
export type Device = { readonly kind: SwitchKind; readonly telemetered: boolean };

export type Trunks = {
  /** 1 where a node and its way to the parent belong to the backbone. */
  readonly on: Uint8Array;
  readonly devices: Map<number, Device>;
};

const KINDS: readonly SwitchKind[] = ['load-break', 'load-break', 'sectionaliser', 'disconnector'];

const MAIN_SHARE = 0.2;
const BRANCH_SHARE = 0.3;

export type TrunkRules = {
  /** Customers between two switches. */
  readonly switchEach: number;
};

/** Children of each node inside its own feeder: `members[start[n] .. start[n + 1])`. */
export function childrenInFeeder(forest: Forest, feeders: Feeders): { readonly start: Int32Array; readonly members: Int32Array } {
  const parents = forest.parent.map((parent, node) => (parent >= 0 && feeders.ofNode[parent] === feeders.ofNode[node] ? parent : -1));
  return groupBy(parents, parents.length);
}

export function layTrunks(forest: Forest, feeders: Feeders, rules: TrunkRules, random: Random): Trunks {
  const { start, members } = childrenInFeeder(forest, feeders);
  const on = new Uint8Array(forest.parent.length);
  const devices = new Map<number, Device>();

  for (let feeder = 0; feeder < feeders.count; feeder++) {
    const size = feeders.size[feeder]!;
    let hasRecloser = false;
    const waiting = [{ node: feeders.root[feeder]!, sinceSwitch: size }];
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { node, sinceSwitch } = next;
      on[node] = 1;
      const children = [...members.subarray(start[node]!, start[node + 1]!)].sort((a, b) => feeders.below[b]! - feeders.below[a]! || a - b);
      for (const [rank, child] of children.entries()) {
        const here = feeders.below[child]!;
        if (here < size * (rank === 0 ? MAIN_SHARE : BRANCH_SHARE)) break;
        const switched = sinceSwitch - here >= rules.switchEach && here >= rules.switchEach / 3;
        if (switched) {
          devices.set(
            child,
            hasRecloser ? { kind: random.pick(KINDS) ?? 'load-break', telemetered: false } : { kind: 'recloser', telemetered: true },
          );
          hasRecloser = true;
        }
        waiting.push({ node: child, sinceSwitch: switched ? here : sinceSwitch });
      }
    }
  }
  return { on, devices };
}

export type Tie = { readonly piece: number; readonly feeders: readonly [number, number] };

export type TieRules = { readonly perFeeder: number; readonly longestRunM: number };

/** Another substation is worth a longer way, because it helps when the own one is lost. */
const OTHER_SUBSTATION = 0.5;

/** Chooses open ties between feeders and makes the ways to them backbone, so that a tie can pick up more than one lateral. */
export function chooseTies(graph: StreetGraph, forest: Forest, feeders: Feeders, trunks: Trunks, rules: TieRules): Tie[] {
  const run = runsToTrunk(graph, forest, feeders, trunks);
  const best = new Map<number, { piece: number; cost: number }>();
  for (let piece = 0; piece < graph.pieces.count; piece++) {
    const a = graph.pieces.a[piece]!;
    const b = graph.pieces.b[piece]!;
    const one = feeders.ofNode[a]!;
    const two = feeders.ofNode[b]!;
    if (one < 0 || two < 0 || one === two || graph.pieces.ramp[piece]) continue;
    const length = run[a]! + run[b]! + graph.pieces.lengthM[piece]!;
    if (length > rules.longestRunM) continue;
    const cost = length * (feeders.site[one] === feeders.site[two] ? 1 : OTHER_SUBSTATION);
    const pair = Math.min(one, two) * feeders.count + Math.max(one, two);
    const known = best.get(pair);
    if (!known || cost < known.cost) best.set(pair, { piece, cost });
  }

  const ties = new Int32Array(feeders.count);
  const pairs = [...best].sort(([a, { cost: first }], [b, { cost: second }]) => first - second || a - b);
  const chosen: Tie[] = [];
  const taken = new Set<number>();
  // First one for each feeder, then a second one where it is cheap.
  for (const wanted of [1, rules.perFeeder]) {
    for (const [pair, { piece }] of pairs) {
      const one = Math.floor(pair / feeders.count);
      const two = pair % feeders.count;
      const enough = wanted === 1 ? Math.min(ties[one]!, ties[two]!) >= 1 : Math.max(ties[one]!, ties[two]!) >= wanted;
      if (taken.has(pair) || enough || Math.max(ties[one]!, ties[two]!) > rules.perFeeder) continue;
      taken.add(pair);
      chosen.push({ piece, feeders: [one, two] });
      ties[one]! += 1;
      ties[two]! += 1;
    }
  }
  for (const tie of chosen) {
    for (const end of [graph.pieces.a[tie.piece]!, graph.pieces.b[tie.piece]!]) {
      for (let node = end; !trunks.on[node]; node = forest.parent[node]!) trunks.on[node] = 1;
    }
  }
  return chosen.sort((a, b) => a.feeders[0] - b.feeders[0] || a.feeders[1] - b.feeders[1]);
}

/** Metres from each node up to the backbone of its feeder. */
function runsToTrunk(graph: StreetGraph, forest: Forest, feeders: Feeders, trunks: Trunks): Float64Array {
  const run = new Float64Array(graph.count).fill(Number.POSITIVE_INFINITY);
  for (const node of forest.order) {
    const parent = forest.parent[node]!;
    if (trunks.on[node]) run[node] = 0;
    else if (parent >= 0 && feeders.ofNode[parent] === feeders.ofNode[node]) {
      run[node] = run[parent]! + graph.pieces.lengthM[forest.parentPiece[node]!]!;
    }
  }
  return run;
}
