/** Finds the protective devices of the normal state, and which stands above which (rules N1, P5). */

import { normalState } from './energisation.ts';
import { supporterOf } from './feedPath.ts';
import { createLayer, type Layer } from './layer.ts';
import { BRANCH_KINDS, type Network, NONE, SWITCH_KINDS } from './network.ts';
import { firstPhase } from './phases.ts';

export type ProtectiveClass = 'transformer' | 'fuse' | 'sectionaliser' | 'recloser' | 'breaker';

/** Devices are numbered from 0; a parent's number says nothing about its children's. */
export type Protection = {
  readonly count: number;
  /** Branch of each device. */
  readonly branch: Int32Array;
  /** Next device towards the source, NONE at the top. */
  readonly parent: Int32Array;
  readonly deviceClass: readonly ProtectiveClass[];
  /** Devices directly below each: `children[childStart[d] .. childStart[d + 1])`. */
  readonly childStart: Int32Array;
  readonly children: Int32Array;
  /** Nearest device above each service point, NONE where there is none. */
  readonly deviceOfPoint: Int32Array;
  /** The device that a branch is, NONE for all others. */
  readonly deviceOfBranch: Int32Array;
  /** Nearest device that opens when a fault lies on the branch: the device above it, NONE where there is none. */
  readonly deviceAboveBranch: Int32Array;
  /** Service points and customers below each device, also those behind smaller devices. */
  readonly pointsBelow: Int32Array;
  readonly customersBelow: Int32Array;
};

const PROTECTIVE_SWITCHES: ReadonlyMap<number, ProtectiveClass> = new Map(
  (['fuse', 'sectionaliser', 'recloser', 'breaker'] as const).map((kind) => [SWITCH_KINDS.indexOf(kind), kind]),
);
const TRANSFORMER = BRANCH_KINDS.indexOf('transformer');

type Above = {
  /** Nearest device branch above each node and phase, NONE where there is none. */
  readonly at: Int32Array;
  /** Next device branch above each device branch. */
  readonly parent: Map<number, number>;
};

/** Climbs from every live node and phase, each step taken once. */
function devicesAbove(network: Network, layer: Layer, isDevice: Uint8Array): Above {
  const UNSEEN = -2;
  const at = new Int32Array(3 * network.nodes.count).fill(UNSEEN);
  const parent = new Map<number, number>();
  const path: { readonly place: number; readonly branch: number }[] = [];
  for (let first = 0; first < at.length; first += 1) {
    let place = first;
    let device = NONE;
    for (;;) {
      if (at[place] !== UNSEEN) {
        device = at[place]!;
        break;
      }
      const supporter = supporterOf(network, layer, Math.floor(place / 3), place % 3);
      if (!supporter) {
        at[place] = NONE;
        break;
      }
      path.push({ place, branch: supporter.branch });
      place = 3 * supporter.node + supporter.phase;
    }
    for (let step = path.pop(); step; step = path.pop()) {
      if (isDevice[step.branch]) {
        if (!parent.has(step.branch)) parent.set(step.branch, device);
        device = step.branch;
      }
      at[step.place] = device;
    }
  }
  return { at, parent };
}

/** Transformers with no protective device and no transformer below them: the last on the way to the customer. */
function lastTransformers(network: Network, layer: Layer, isSwitch: Uint8Array): Uint8Array {
  const candidates = isSwitch.map((yes, b) => (yes || network.branches.kind[b] === TRANSFORMER ? 1 : 0));
  const { parent } = devicesAbove(network, layer, candidates);
  const isLast = candidates.slice();
  for (const above of parent.values()) if (above !== NONE && !isSwitch[above]) isLast[above] = 0;
  return isLast;
}

/** Takes tens of milliseconds for a city; compute once a network. */
export function findProtection(network: Network): Protection {
  const { branches, servicePoints } = network;
  const layer = createLayer(network, normalState(network).open);
  const isSwitch = branches.switchKind.map((kind) => (PROTECTIVE_SWITCHES.has(kind) ? 1 : 0));
  const isDevice = lastTransformers(network, layer, isSwitch);
  const { at, parent } = devicesAbove(network, layer, isDevice);

  const branch = Int32Array.from([...parent.keys()].sort((a, b) => a - b));
  const deviceOfBranch = new Int32Array(branches.count).fill(NONE);
  branch.forEach((b, device) => {
    deviceOfBranch[b] = device;
  });
  const numberOf = (b: number): number => (b === NONE ? NONE : deviceOfBranch[b]!);
  const parents = branch.map((b) => numberOf(parent.get(b) ?? NONE));
  cutCircles(parents);
  const nearest = (node: number, among: number): number => {
    const phase = firstPhase(layer.live[node]! & among);
    return phase < 0 ? NONE : numberOf(at[3 * node + phase]!);
  };
  const deviceOfPoint = servicePoints.node.map((node, point) => nearest(node, servicePoints.required[point]!));
  const { childStart, children } = childrenOf(parents);
  return {
    count: branch.length,
    branch,
    parent: parents,
    deviceClass: [...branch].map((b) => PROTECTIVE_SWITCHES.get(branches.switchKind[b]!) ?? 'transformer'),
    childStart,
    children,
    deviceOfPoint,
    deviceOfBranch,
    deviceAboveBranch: Int32Array.from(branches.from, (from, b) => {
      const own = deviceOfBranch[b]!;
      return own !== NONE ? parents[own]! : nearest(Math.min(from, branches.to[b]!), branches.phases[b]!);
    }),
    pointsBelow: sumsBelow(parents, deviceOfPoint, () => 1),
    customersBelow: sumsBelow(parents, deviceOfPoint, (point) => servicePoints.customers[point]!),
  };
}

/** A device that feeds phases in both directions could stand above itself; the walk upwards must end. */
function cutCircles(parents: Int32Array): void {
  for (let device = 0; device < parents.length; device += 1) {
    let above = parents[device]!;
    for (let steps = 0; above !== NONE && above !== device && steps < parents.length; steps += 1) above = parents[above]!;
    if (above === device) parents[device] = NONE;
  }
}

function childrenOf(parents: Int32Array): { readonly childStart: Int32Array; readonly children: Int32Array } {
  const childStart = new Int32Array(parents.length + 1);
  for (const parent of parents) if (parent !== NONE) childStart[parent + 1] = childStart[parent + 1]! + 1;
  for (let device = 0; device < parents.length; device += 1) childStart[device + 1] = childStart[device + 1]! + childStart[device]!;
  const children = new Int32Array(childStart[parents.length]!);
  const next = childStart.slice(0, parents.length);
  parents.forEach((parent, device) => {
    if (parent === NONE) return;
    children[next[parent]!] = device;
    next[parent] = next[parent]! + 1;
  });
  return { childStart, children };
}

function sumsBelow(parents: Int32Array, deviceOfPoint: Int32Array, amount: (point: number) => number): Int32Array {
  const sums = new Int32Array(parents.length);
  deviceOfPoint.forEach((device, point) => {
    for (let above = device; above !== NONE; above = parents[above]!) sums[above] = sums[above]! + amount(point);
  });
  return sums;
}
