/** The energisation of the current state: switch positions come in one by one, and exactly what changed comes out. */

import { normalState, type SwitchState } from './energisation.ts';
import { createLayer, type Layer } from './layer.ts';
import { type Network, NONE } from './network.ts';
import { firstPhase } from './phases.ts';
import { ON, supplyState } from './supply.ts';

/** What one operation changed. Masks and states after it are read from the energisation itself. */
export type Change = {
  readonly nodes: Int32Array;
  /** Certainly live phases of those nodes before. */
  readonly liveBefore: Uint8Array;
  /** Perhaps live phases of those nodes before. */
  readonly hopeBefore: Uint8Array;
  /** Service points of which a phase, the state or the supply in use changed. */
  readonly servicePoints: Int32Array;
  /** Their states before, places in SUPPLY_STATES. */
  readonly stateBefore: Uint8Array;
  /** Their certainly live phases before, among those they require. */
  readonly phasesBefore: Uint8Array;
};

/** What would be lost if a device opened now (rule N22). */
export type Loss = {
  readonly nodes: Int32Array;
  /** Service points that lose a phase for good, automatic transfer taken into account. */
  readonly servicePoints: Int32Array;
  readonly customers: number;
  /** True when the far side stays live another way: the device lies in a closed ring and has no single downstream (rule N15). */
  readonly inRing: boolean;
};

export type Position = { readonly branch: number; readonly open: number; readonly unknown: number };

export type LiveEnergisation = {
  readonly network: Network;
  /** Certainly live phases of each node: unknown positions count as open. */
  readonly live: Uint8Array;
  /** Perhaps live phases of each node: unknown positions count as closed. */
  readonly hope: Uint8Array;
  /** Positions in force; see SwitchState. */
  readonly positions: SwitchState;
  /** State of each service point, a place in SUPPLY_STATES. */
  readonly states: Uint8Array;
  /** Certainly live phases of each service point at the supply in use, among those it requires. */
  readonly livePhases: Uint8Array;
  /** Supply in use: 0 the preferred node, k the k-th of its further supplies (rules N19, N20: above 0 means redundancy lost). */
  readonly supplyInUse: Uint8Array;
  readonly certain: Layer;
  /** Sets one branch. `open` and `unknown` are phase masks; see SwitchState. */
  setOpen(branch: number, open: number, unknown?: number): Change;
  /** Sets several at once, as one change: a branch that opens while another closes drops nobody in between. */
  setMany(positions: readonly Position[]): Change;
  /** Live phases of a source, for the loss of what feeds it. */
  setSource(source: number, phases: number): Change;
  /** A manual transfer that was reported, null to go back to what is automatic (rule N19). */
  setTransfer(servicePoint: number, supply: number | null): Change;
  /** What opening the given phases (default all) of a branch would take from whom; changes nothing. */
  lossIfOpened(branch: number, phases?: number): Loss;
  /** Feeder that certainly feeds a node now, through its lowest live phase or the one given; NONE when dark or fed by no feeder (rule N17). */
  feederOfNode(node: number, phase?: number): number;
  feederOfServicePoint(servicePoint: number): number;
};

/** Starts from the normal state, or from the positions given. */
export function createLiveEnergisation(network: Network, start: SwitchState = normalState(network)): LiveEnergisation {
  const { servicePoints, pointsAtNode, alternatesAtNode } = network;
  const positions = { open: start.open.slice(), unknown: start.unknown.slice() };
  const certain = createLayer(
    network,
    positions.open.map((open, b) => open | positions.unknown[b]!),
  );
  const possible = createLayer(
    network,
    positions.open.map((open, b) => open & ~positions.unknown[b]!),
  );
  const { live } = certain;
  const hope = possible.live;
  const states = new Uint8Array(servicePoints.count);
  const livePhases = new Uint8Array(servicePoints.count);
  const supplyInUse = new Uint8Array(servicePoints.count);
  const reportedSupply = new Map<number, number>();
  const nodeSeen = new Uint32Array(network.nodes.count);
  const pointSeen = new Uint32Array(servicePoints.count);
  let generation = 0;

  const supplyNode = (point: number, supply: number): number =>
    supply === 0 ? servicePoints.node[point]! : servicePoints.supplyNode[servicePoints.supplyStart[point]! + supply - 1]!;
  const stateAt = (point: number, node: number): number => supplyState(servicePoints.required[point]!, live[node]!, hope[node]!);

  /** The supply in use: a reported one, else the preferred one while it is on, else the first automatic one that is. */
  function chooseSupply(point: number): number {
    const reported = reportedSupply.get(point);
    if (reported !== undefined) return reported;
    const first = servicePoints.supplyStart[point]!;
    const last = servicePoints.supplyStart[point + 1]!;
    if (first === last || stateAt(point, servicePoints.node[point]!) === ON) return 0;
    for (let i = first; i < last; i += 1) {
      if (servicePoints.supplyTransfer[i] === 2 && stateAt(point, servicePoints.supplyNode[i]!) === ON) return i - first + 1;
    }
    return 0;
  }

  function judge(point: number): void {
    const supply = chooseSupply(point);
    const node = supplyNode(point, supply);
    supplyInUse[point] = supply;
    states[point] = stateAt(point, node);
    livePhases[point] = live[node]! & servicePoints.required[point]!;
  }

  function changedNodes(): number[] {
    const nodes: number[] = [];
    for (const layer of [certain, possible]) {
      for (let i = 0; i < layer.touched.count; i += 1) {
        const node = layer.touched.nodes[i]!;
        if (nodeSeen[node] === generation || layer.touched.before[i] === layer.live[node]) continue;
        nodeSeen[node] = generation;
        nodes.push(node);
      }
    }
    return nodes;
  }

  function pointsOf(nodes: Iterable<number>): number[] {
    const points: number[] = [];
    for (const node of nodes) {
      for (const group of [pointsAtNode, alternatesAtNode]) {
        for (let i = group.start[node]!; i < group.start[node + 1]!; i += 1) {
          const point = group.servicePoint[i]!;
          if (pointSeen[point] === generation) continue;
          pointSeen[point] = generation;
          points.push(point);
        }
      }
    }
    return points;
  }

  function maskBefore(layer: Layer, nodes: readonly number[]): Uint8Array {
    const before = Uint8Array.from(nodes, (node) => layer.live[node]!);
    const place = new Map(nodes.map((node, i) => [node, i]));
    for (let i = 0; i < layer.touched.count; i += 1) {
      const at = place.get(layer.touched.nodes[i]!);
      if (at !== undefined) before[at] = layer.touched.before[i]!;
    }
    return before;
  }

  /** Judges the given points again and reports what changed. */
  function report(nodes: readonly number[], points: readonly number[]): Change {
    const changed: number[] = [];
    const stateBefore: number[] = [];
    const phasesBefore: number[] = [];
    for (const point of points) {
      const state = states[point]!;
      const phases = livePhases[point]!;
      const supply = supplyInUse[point]!;
      judge(point);
      if (state === states[point] && phases === livePhases[point] && supply === supplyInUse[point]) continue;
      changed.push(point);
      stateBefore.push(state);
      phasesBefore.push(phases);
    }
    return {
      nodes: Int32Array.from(nodes),
      liveBefore: maskBefore(certain, nodes),
      hopeBefore: maskBefore(possible, nodes),
      servicePoints: Int32Array.from(changed),
      stateBefore: Uint8Array.from(stateBefore),
      phasesBefore: Uint8Array.from(phasesBefore),
    };
  }

  function change(operate: () => void): Change {
    generation += 1;
    certain.begin();
    possible.begin();
    operate();
    const nodes = changedNodes();
    return report(nodes, pointsOf(nodes));
  }

  function place({ branch, open, unknown }: Position): void {
    positions.open[branch] = open;
    positions.unknown[branch] = unknown;
    certain.setBlocked(branch, open | unknown);
    possible.setBlocked(branch, open & ~unknown);
  }

  /** Closing before opening, so that what moves from one way to another is never walked as lost. */
  function placeAll(list: readonly Position[]): void {
    const closing = (p: Position): boolean => ((p.open | p.unknown) & ~certain.blocked[p.branch]!) === 0;
    for (const position of list) if (closing(position)) place(position);
    for (const position of list) place(position);
  }

  function lossIfOpened(branch: number, phases = network.branches.phases[branch]!): Loss {
    generation += 1;
    const { from, to } = network.branches;
    const carried = phases & ~certain.blocked[branch]!;
    const through = carried & live[from[branch]!]! & live[to[branch]!]!;
    certain.begin();
    certain.setBlocked(branch, certain.blocked[branch]! | carried);
    const nodes = changedNodes();
    const lost: number[] = [];
    for (const point of pointsOf(nodes)) {
      const after = live[supplyNode(point, chooseSupply(point))]! & servicePoints.required[point]!;
      if (livePhases[point]! & ~after) lost.push(point);
    }
    const kept = through & live[from[branch]!]! & live[to[branch]!]!;
    certain.undo();
    const customers = lost.reduce((sum, point) => sum + servicePoints.customers[point]!, 0);
    return { nodes: Int32Array.from(nodes), servicePoints: Int32Array.from(lost), customers, inRing: kept !== 0 };
  }

  function feederOfNode(node: number, phase = firstPhase(live[node]!)): number {
    if (phase < 0) return NONE;
    const origin = certain.origin[3 * node + phase]!;
    return origin < network.sources.length ? NONE : origin - network.sources.length;
  }

  for (let point = 0; point < servicePoints.count; point += 1) judge(point);

  return {
    network,
    live,
    hope,
    positions,
    states,
    livePhases,
    supplyInUse,
    certain,
    setOpen: (branch, open, unknown = 0) => change(() => place({ branch, open, unknown })),
    setMany: (list) => change(() => placeAll(list)),
    setSource: (source, phases) =>
      change(() => {
        certain.setSource(source, phases);
        possible.setSource(source, phases);
      }),
    setTransfer(servicePoint, supply) {
      if (supply === null) reportedSupply.delete(servicePoint);
      else reportedSupply.set(servicePoint, supply);
      generation += 1;
      certain.begin();
      possible.begin();
      return report([], [servicePoint]);
    },
    lossIfOpened,
    feederOfNode,
    feederOfServicePoint(servicePoint) {
      const node = supplyNode(servicePoint, supplyInUse[servicePoint]!);
      return feederOfNode(node, firstPhase(live[node]! & (servicePoints.required[servicePoint]! || 7)));
    },
  };
}
