/** Traces the normal state once: feeders, areas and phases that follow from it, and what it shows to be wrong (rules N10, N17, N24). */

import type { NetworkFile } from '../../../shared/network.ts';
import { energise, normalState, type SwitchState } from './energisation.ts';
import type { FindingList } from './findings.ts';
import { createLayer, type Layer } from './layer.ts';
import { ASSUMED, type Network, NONE, SWITCH_KINDS } from './network.ts';
import { firstPhase } from './phases.ts';
import { findRings } from './rings.ts';

const TIE = SWITCH_KINDS.indexOf('tie');
const LINE = 0;
const SWITCH = 1;

/** Fills in what only a trace can tell: feeder heads, normal feeders, required phases, missing areas. */
export function findNormalStateProblems(file: NetworkFile, network: Network, findings: FindingList): void {
  network.feeders.forEach(({ head }, feeder) => {
    if (head === NONE) return;
    const { from, to } = network.branches;
    network.branches.headOf[head] = feeder;
    // Nodes are numbered from the sources outwards.
    network.branches.headNode[head] = Math.min(from[head]!, to[head]!);
  });
  const layer = createLayer(network, normalState(network).open);
  const possible = energise(network, allClosed(network));
  assignFeeders(file, network, layer);
  checkServicePoints(network, layer.live, possible, findings);
  checkNodes(network, layer.live, findings);
  checkSwitches(network, findings);
  checkVoltages(network, findings);
  checkAreas(network, findings);
  checkAssumptions(file, network, findings);
  findRings(network, findings);
}

function allClosed(network: Network): SwitchState {
  return { open: new Uint8Array(network.branches.count), unknown: new Uint8Array(network.branches.count) };
}

function feederAt(network: Network, layer: Layer, node: number, among: number): number {
  const phase = firstPhase(layer.live[node]! & among);
  const origin = phase < 0 ? NONE : layer.origin[3 * node + phase]!;
  return origin < network.sources.length ? NONE : origin - network.sources.length;
}

function assignFeeders(file: NetworkFile, network: Network, layer: Layer): void {
  const { branches, servicePoints, feeders, substations } = network;
  for (let b = 0; b < branches.count; b += 1) {
    const far = Math.max(branches.from[b]!, branches.to[b]!);
    const near = Math.min(branches.from[b]!, branches.to[b]!);
    const beyond = feederAt(network, layer, far, 7);
    const before = feederAt(network, layer, near, 7);
    branches.feeder[b] =
      branches.headOf[b] !== NONE ? branches.headOf[b]! : before !== NONE ? before : branches.normallyOpen[b] ? beyond : NONE;
  }
  for (let p = 0; p < servicePoints.count; p += 1) {
    const traced = feederAt(network, layer, servicePoints.node[p]!, servicePoints.phases[p]!);
    const told = file.servicePoints[p]!.feeder;
    const feeder = traced !== NONE || told == null ? traced : (network.feederIndex.get(told) ?? NONE);
    servicePoints.feeder[p] = feeder;
    if (servicePoints.area[p] !== NONE) continue;
    const substation = feeders[feeder]?.substation ?? (network.substations.length === 1 ? 0 : NONE);
    servicePoints.area[p] = substations[substation]?.area ?? feeders[feeder]?.area ?? NONE;
  }
}

function checkServicePoints(network: Network, live: Uint8Array, possible: Uint8Array, findings: FindingList): void {
  const { servicePoints } = network;
  for (let p = 0; p < servicePoints.count; p += 1) {
    const node = servicePoints.node[p]!;
    const wanted = servicePoints.phases[p]!;
    let reachable = possible[node]!;
    for (let i = servicePoints.supplyStart[p]!; i < servicePoints.supplyStart[p + 1]!; i += 1) {
      reachable |= possible[servicePoints.supplyNode[i]!]!;
    }
    servicePoints.required[p] = wanted & reachable;
    const assumed = (servicePoints.assumed[p]! & ASSUMED.phases) !== 0;
    if (reachable !== 0 && wanted & ~reachable && !assumed) {
      const message = 'a service point is on a phase that its branch does not carry; it can never be supplied there';
      findings.add('network-phase', 'limit', message, servicePoints.ids[p]!, 1);
    } else if ((live[node]! & servicePoints.required[p]!) === 0 && reachable !== 0) {
      findings.add('network-island', 'limit', 'a service point has no supply in the normal state', servicePoints.ids[p]!, 1);
    } else if (reachable === 0) {
      findings.add(
        'network-island',
        'limit',
        'a service point is on a part without any source; it counts as unknown',
        servicePoints.ids[p]!,
        1,
      );
    }
  }
}

function checkNodes(network: Network, live: Uint8Array, findings: FindingList): void {
  for (let n = 0; n < network.nodes.count; n += 1) {
    if (live[n] === 0) findings.add('network-island', 'limit', 'a node has no path to a source in the normal state', network.nodes.ids[n]!);
  }
}

function checkSwitches(network: Network, findings: FindingList): void {
  const { branches, servicePoints } = network;
  for (let b = 0; b < branches.count; b += 1) {
    const id = branches.ids[b]!;
    if (branches.switchKind[b] !== TIE) continue;
    if (branches.normalAssumed[b]) findings.add('switch-no-normal', 'warn', 'a tie without a normal position is read as closed', id);
    if (!branches.normallyOpen[b]) continue;
    if (branches.ratingKva[b] === 0) findings.add('tie-no-rating', 'warn', 'a tie without a rating is never usable capacity', id);
    if (network.feeders.length < 2 || servicePoints.count === 0) continue;
    if (joinsOneFeeder(network, b)) findings.add('tie-same-feeder', 'warn', 'a tie joins a feeder with itself', id);
  }
}

/** Both ends of the tie belong to the feeder that the lines around them belong to. */
function joinsOneFeeder(network: Network, tie: number): boolean {
  const { branches, adjacency } = network;
  const feedersAt = (node: number): Set<number> => {
    const feeders = new Set<number>();
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const b = adjacency.branch[i]!;
      if (b !== tie && !branches.normallyOpen[b] && branches.feeder[b] !== NONE) feeders.add(branches.feeder[b]!);
    }
    return feeders;
  };
  const ends = [...feedersAt(branches.from[tie]!), ...feedersAt(branches.to[tie]!)];
  return ends.length > 1 && new Set(ends).size === 1;
}

function checkVoltages(network: Network, findings: FindingList): void {
  const { branches, nodes } = network;
  const voltage = new Float64Array(nodes.count);
  for (let b = 0; b < branches.count; b += 1) {
    const kv = branches.nominalKv[b]!;
    if (kv === 0 || (branches.kind[b] !== LINE && branches.kind[b] !== SWITCH)) continue;
    for (const node of [branches.from[b]!, branches.to[b]!]) {
      if (voltage[node] === 0) voltage[node] = kv;
      else if (voltage[node] !== kv)
        findings.add('voltage-step', 'warn', 'lines of two nominal voltages meet without a transformer', nodes.ids[node]!);
    }
  }
}

function checkAreas(network: Network, findings: FindingList): void {
  if (network.areas.length === 0) return;
  const { servicePoints } = network;
  for (let p = 0; p < servicePoints.count; p += 1) {
    if (servicePoints.area[p] === NONE) findings.add('area-unknown', 'warn', 'a service point lies in no area', servicePoints.ids[p]!);
  }
}

function checkAssumptions(file: NetworkFile, network: Network, findings: FindingList): void {
  file.servicePoints.forEach((point) => {
    if (point.phases == null) findings.add('phase-assumed', 'warn', 'service points without phases are read as ABC', point.id);
    if (point.customers == null)
      findings.add('customers-assumed', 'warn', 'service points without a number of customers are read as 1', point.id);
  });
  network.branches.ids.forEach((id, b) => {
    if (network.branches.phaseAssumed[b]) findings.add('phase-assumed', 'warn', 'branches without phases are read as ABC', id);
  });
}
