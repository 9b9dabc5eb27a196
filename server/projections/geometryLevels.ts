/** Tells trunks from laterals and spurs by what hangs on them, so that imported networks are drawn like our own (rule V6). */

import { DRAWING_LEVELS, type DrawingLevel } from '../../shared/geometry.ts';
import { ALL_PHASES, BRANCH_KINDS, type Network, NONE, SWITCH_KINDS } from '../domain/network/network.ts';
import type { NormalTree } from './geometryTree.ts';

/** A trunk carries at least this share of its feeder's customers, or leads to a tie. */
const TRUNK_SHARE = 0.2;
const LATERAL_SHARE = 0.01;
/** A transformer with more of its feeder behind it than this feeds a network, not a street. */
const DISTRIBUTION_MOST = 0.5;

const SWITCH = BRANCH_KINDS.indexOf('switch');
const TRANSFORMER = BRANCH_KINDS.indexOf('transformer');
const FUSE = SWITCH_KINDS.indexOf('fuse');

const indexOf = (level: DrawingLevel): number => DRAWING_LEVELS.indexOf(level);
const TRUNK = indexOf('trunk');
const LATERAL = indexOf('lateral');
const SPUR = indexOf('spur');
const AT_TRANSFORMER = indexOf('transformer');
const SERVICE = indexOf('service');

/** Index into DRAWING_LEVELS of each branch. */
export function drawingLevels(network: Network, tree: NormalTree): Uint8Array {
  const { nodes, branches } = network;
  const { feedingBranch, parent } = tree;
  const below = customersBelow(network, tree);
  const { devices, ties } = devicesBelow(network, tree);
  const fullest = branches.phases.reduce((most, phases) => Math.max(most, phases), 0) === ALL_PHASES;

  const levels = new Uint8Array(branches.count);
  const decided = new Uint8Array(branches.count);
  /** Level of the way to each node; a child is never coarser than what feeds it. */
  const reached = new Uint8Array(nodes.count).fill(TRUNK);
  for (let node = 0; node < nodes.count; node++) {
    const branch = feedingBranch[node]!;
    if (branch === NONE) continue;
    const feeder = branches.feeder[branch]!;
    const share = below.customers[node]! / Math.max(1, below.ofFeeder(feeder));
    const before = reached[parent[node]!]!;
    const wide = branches.switchKind[branch] !== FUSE && (!fullest || branches.phases[branch] === ALL_PHASES);
    let level = share >= LATERAL_SHARE ? LATERAL : SPUR;
    if (wide && (share >= TRUNK_SHARE || ties[node])) level = TRUNK;
    // What stands before all feeders belongs to the substation.
    if (feeder === NONE && network.feeders.length > 0) level = TRUNK;
    else if (before >= AT_TRANSFORMER) level = SERVICE;
    else if (branches.kind[branch] === TRANSFORMER && devices[node] === 0 && share <= DISTRIBUTION_MOST) level = AT_TRANSFORMER;
    levels[branch] = Math.max(level, before);
    reached[node] = levels[branch]!;
    decided[branch] = 1;
  }
  // Open ties and closed rings stand on no tree: they are drawn with the finer of their ends.
  for (let branch = 0; branch < branches.count; branch++) {
    if (!decided[branch]) levels[branch] = Math.max(reached[branches.from[branch]!]!, reached[branches.to[branch]!]!);
  }
  return levels;
}

function customersBelow(
  { nodes, feeders, servicePoints }: Network,
  { parent }: NormalTree,
): { readonly customers: Float64Array; ofFeeder(feeder: number): number } {
  const customers = new Float64Array(nodes.count);
  const feederTotals = new Float64Array(feeders.length);
  let total = 0;
  for (let point = 0; point < servicePoints.count; point++) {
    const here = servicePoints.customers[point]!;
    const feeder = servicePoints.feeder[point]!;
    customers[servicePoints.node[point]!]! += here;
    if (feeder !== NONE) feederTotals[feeder]! += here;
    total += here;
  }
  for (let node = nodes.count - 1; node >= 0; node--) if (parent[node] !== NONE) customers[parent[node]!]! += customers[node]!;
  return { customers, ofFeeder: (feeder) => (feeder === NONE ? total : feederTotals[feeder]!) };
}

/** Switches and transformers behind each node; and whether a normally open switch is reached from it without passing a fuse. */
function devicesBelow(
  { nodes, branches }: Network,
  { parent, feedingBranch }: NormalTree,
): { readonly devices: Int32Array; readonly ties: Uint8Array } {
  const devices = new Int32Array(nodes.count);
  const ties = new Uint8Array(nodes.count);
  for (let branch = 0; branch < branches.count; branch++) {
    if (branches.kind[branch] !== SWITCH || !branches.normallyOpen[branch]) continue;
    for (const end of [branches.from[branch]!, branches.to[branch]!]) {
      ties[end] = 1;
      devices[end]! += 1;
    }
  }
  for (let node = nodes.count - 1; node >= 0; node--) {
    const up = parent[node]!;
    const branch = feedingBranch[node]!;
    if (up === NONE) continue;
    const device = branches.kind[branch] === SWITCH || branches.kind[branch] === TRANSFORMER ? 1 : 0;
    devices[up]! += devices[node]! + device;
    if (ties[node] && branches.switchKind[branch] !== FUSE) ties[up] = 1;
  }
  return { devices, ties };
}
