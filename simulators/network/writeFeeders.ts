/** Writes breakers, lines, switches and fuses of each feeder into the draft, from the substation outwards. */

import type { SwitchKind } from '../../shared/network.ts';
import type { CityPlan } from './cityPlan.ts';
import { type Draft, ID_OF_SWITCH } from './draft.ts';
import type { Placing } from './placing.ts';
import { units } from './projection.ts';
import { childrenInFeeder } from './trunks.ts';
import type { Places } from './writeAreas.ts';

export const NOMINAL_KV = 15;
const TRUNK_KVA = 6000;
const TRUNK_EMERGENCY_KVA = 7200;
const LATERAL_KVA = 2000;

/** A device is drawn this far along the way it begins. */
const DEVICE_OFFSET = units(8);

const WORD: Readonly<Record<SwitchKind, string>> = {
  breaker: 'breaker',
  recloser: 'recloser',
  sectionaliser: 'sectionaliser',
  fuse: 'fuse',
  disconnector: 'disconnector',
  'load-break': 'load-break switch',
  tie: 'tie',
};

export const deviceName = (feeder: string, kind: SwitchKind, place: string): string => `${feeder} / ${WORD[kind]} ${place}`.trimEnd();

export type WrittenFeeder = { readonly id: string; readonly name: string };

export type FeederWriter = {
  readonly feeders: readonly WrittenFeeder[];
  /** Id of the network node at a street node; empty where no medium voltage passes. */
  readonly nodeIds: readonly string[];
};

/** `stands` is 1 at street nodes where a transformer stands; `onNode` is told each node as it is written. */
export function writeFeeders(
  draft: Draft,
  plan: CityPlan,
  placing: Placing,
  places: Places,
  options: {
    readonly stands: Uint8Array;
    readonly everyCorner: boolean;
    onNode(streetNode: number, id: string, feeder: WrittenFeeder): void;
  },
): FeederWriter {
  const { graph, forest, feeders, trunks, phases } = plan;
  const { parent, parentPiece } = forest;
  const { start, members } = childrenInFeeder(forest, feeders);
  const { needed, kept } = neededNodes(plan, options.stands, options.everyCorner);
  const nodeIds: string[] = new Array(graph.count).fill('');
  const counts = new Map<number, number>();

  const at = (node: number): [number, number] => placing.position(graph.x[node]!, graph.y[node]!);
  const line = (from: string, to: string, node: number, corners: readonly number[]): void => {
    const trunk = trunks.on[node] === 1;
    draft.branches.push({
      id: draft.nextId('l'),
      kind: 'line',
      from,
      to,
      phases: phases[node],
      nominalKv: NOMINAL_KV,
      ...(trunk && { ratingKva: TRUNK_KVA, emergencyKva: TRUNK_EMERGENCY_KVA }),
      ...(corners.length > 0 && { path: corners.map(at) }),
    });
  };

  const written = Array.from(feeders.root, (root, feeder): WrittenFeeder => {
    const site = feeders.site[feeder]!;
    const substation = places.substations[site];
    const count = (counts.get(site) ?? 0) + 1;
    counts.set(site, count);
    const id = draft.nextId('f');
    const head = draft.nextId('cb');
    const name = `${substation?.name ?? ''} ${count}`;
    draft.feeders.push({ id, name, substation: substation?.id, head });

    const express = wayUp(parent, root);
    const rootId = draft.addNode(at(root));
    const bus = substation?.bus ?? rootId;
    const first = express.length > 1 ? draft.addNode(at(express.at(-1) ?? root)) : rootId;
    draft.branches.push({
      id: head,
      name: deviceName(name, 'breaker', ''),
      kind: 'switch',
      switchKind: 'breaker',
      from: bus,
      to: first,
      phases: 'ABC',
      telemetered: true,
      ratingKva: TRUNK_KVA,
      emergencyKva: TRUNK_EMERGENCY_KVA,
      nominalKv: NOMINAL_KV,
    });
    if (first !== rootId) line(first, rootId, root, express.slice(1, -1).reverse());
    nodeIds[root] = rootId;
    return { id, name };
  });

  const writeDevice = (node: number, feeder: WrittenFeeder): string => {
    const device = trunks.devices.get(node);
    const above = parent[node]!;
    if (!device) return nodeIds[above] ?? '';
    const street = graph.pieces.name[parentPiece[node]!] || 'camino';
    const length = Math.hypot(graph.x[node]! - graph.x[above]!, graph.y[node]! - graph.y[above]!) || 1;
    const share = Math.min(0.4, DEVICE_OFFSET / length);
    const behind = draft.addNode(
      placing.position(
        graph.x[above]! + (graph.x[node]! - graph.x[above]!) * share,
        graph.y[above]! + (graph.y[node]! - graph.y[above]!) * share,
      ),
    );
    draft.branches.push({
      id: draft.nextId(ID_OF_SWITCH[device.kind]),
      name: draft.uniqueName(deviceName(feeder.name, device.kind, street)),
      kind: 'switch',
      switchKind: device.kind,
      from: nodeIds[above] ?? '',
      to: behind,
      phases: phases[node],
      ...(device.telemetered && { telemetered: true }),
      ...(device.kind !== 'fuse' && { ratingKva: trunks.on[node] ? TRUNK_KVA : LATERAL_KVA }),
      nominalKv: NOMINAL_KV,
    });
    return behind;
  };

  for (const [feeder, root] of feeders.root.entries()) {
    const here = written[feeder];
    if (!here) continue;
    const waiting = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (kept[node] && node !== root) {
        const corners: number[] = [];
        let top = node;
        while (!trunks.devices.has(top) && !kept[parent[top]!]) {
          top = parent[top]!;
          corners.push(top);
        }
        const from = writeDevice(top, here);
        const id = draft.addNode(at(node));
        nodeIds[node] = id;
        line(from, id, node, corners.reverse());
      }
      if (kept[node]) options.onNode(node, nodeIds[node] ?? '', here);
      for (const child of members.subarray(start[node]!, start[node + 1]!)) if (needed[child]) waiting.push(child);
    }
  }
  return { feeders: written, nodeIds };
}

/** Street nodes from one up to the substation, both included. */
function wayUp(parent: Int32Array, node: number): number[] {
  const way = [node];
  for (let next = parent[node]!; next >= 0; next = parent[next]!) way.push(next);
  return way;
}

/** Nodes that medium voltage has to reach, and those of them that are more than a bend in a line. */
function neededNodes(plan: CityPlan, stands: Uint8Array, everyCorner: boolean): { readonly needed: Uint8Array; readonly kept: Uint8Array } {
  const { graph, forest, feeders, trunks, ties } = plan;
  const kept = stands.slice();
  for (const tie of ties) for (const end of [graph.pieces.a[tie.piece]!, graph.pieces.b[tie.piece]!]) kept[end] = 1;
  for (const root of feeders.root) kept[root] = 1;
  const needed = kept.slice();
  const branches = new Int32Array(graph.count);
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    const parent = forest.parent[node]!;
    if (!needed[node] || parent < 0 || feeders.ofNode[parent] !== feeders.ofNode[node]) continue;
    needed[parent] = 1;
    branches[parent]! += trunks.devices.has(node) ? 2 : 1;
  }
  for (let node = 0; node < graph.count; node++) if (needed[node] && (everyCorner || branches[node]! > 1)) kept[node] = 1;
  return { needed, kept };
}
