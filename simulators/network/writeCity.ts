/** Writes a planned city into the draft: areas, feeders, transformers with their service points, ties. */

import type { NetworkServicePoint } from '../../shared/network.ts';
import { createRandom, type Random } from '../random.ts';
import type { CityPlan } from './cityPlan.ts';
import type { Draft } from './draft.ts';
import type { Placing } from './placing.ts';
import { units } from './projection.ts';
import { writeAreas } from './writeAreas.ts';
import { deviceName, NOMINAL_KV, type WrittenFeeder, writeFeeders } from './writeFeeders.ts';

const SINGLE_PHASE_KVA = [10, 15, 25, 37.5, 50, 75, 100, 167];
const THREE_PHASE_KVA = [30, 45, 75, 112.5, 150, 225, 300, 500, 750, 1000];
const TIE_KVA = [3000, 4500, 6000];
const TRANSFER_S = 10;
/** Half the gap an open tie leaves in its street. */
const TIE_HALF_GAP = units(3);

export function writeCity(
  draft: Draft,
  plan: CityPlan,
  placing: Placing,
  options: { readonly seed: number; readonly everyCorner: boolean },
): void {
  const { graph, customers, districts, phases } = plan;
  const places = writeAreas(draft, plan, placing);
  const at = byNode(plan.transformers);
  const secondAt = byNode(plan.second);
  const stands = new Uint8Array(graph.count);
  for (const node of [...at.keys(), ...secondAt.keys()]) stands[node] = 1;
  const dual = new Map<number, NetworkServicePoint>();
  const secondNode = new Map<number, string>();
  const turn = new Map<string, number>();

  const writeTransformer = (name: string, from: string, position: [number, number], kva: number, own: string): string => {
    const to = draft.addNode(position);
    draft.branches.push({
      id: draft.nextId('t'),
      name: draft.uniqueName(name),
      kind: 'transformer',
      from,
      to,
      phases: own,
      ratingKva: nextSize(own === 'ABC' ? THREE_PHASE_KVA : SINGLE_PHASE_KVA, kva),
      nominalKv: NOMINAL_KV,
    });
    return to;
  };

  const phaseOf = (point: number, own: string, feeder: WrittenFeeder): string => {
    if (own !== 'ABC' || customers.threePhase[point]) return own;
    const next = turn.get(feeder.id) ?? 0;
    turn.set(feeder.id, (next + 1) % 3);
    return 'ABC'.charAt(next);
  };

  const writePoint = (point: number, node: string, own: string, feeder: WrittenFeeder): void => {
    const [lon, lat] = placing.position(customers.x[point]!, customers.y[point]!);
    const key = customers.key[point];
    const record: NetworkServicePoint = {
      id: draft.nextId('sp'),
      name: key ? (customers.name[point] ?? `${key}, ${customers.address[point]}`) : undefined,
      node,
      phases: phaseOf(point, own, feeder),
      customers: customers.customers[point],
      address: customers.address[point],
      area: places.districts[districts.ofDoor[point]!],
      lon,
      lat,
      kva: customers.kva[point],
      key: key ?? undefined,
    };
    draft.servicePoints.push(record);
    if (key === 'hospital') dual.set(point, record);
  };

  const written = writeFeeders(draft, plan, placing, places, {
    stands,
    everyCorner: options.everyCorner,
    onNode(streetNode, id, feeder) {
      const own = phases[streetNode] ?? 'ABC';
      const position = placing.position(graph.x[streetNode]!, graph.y[streetNode]!);
      for (const { points } of at.get(streetNode) ?? []) {
        const kva = points.reduce((sum, point) => sum + customers.kva[point]!, 0);
        const node = writeTransformer(`${feeder.name} / transformer ${customers.address[points[0] ?? 0]}`, id, position, kva, own);
        for (const point of points) writePoint(point, node, own, feeder);
      }
      for (const { point } of secondAt.get(streetNode) ?? []) {
        const name = `${feeder.name} / second supply of ${customers.name[point] ?? customers.address[point]}`;
        secondNode.set(point, writeTransformer(name, id, position, customers.kva[point]!, own));
      }
    },
  });

  for (const [point, record] of dual) {
    const node = secondNode.get(point);
    if (node) record.supplies = [{ node, transfer: 'automatic', transferS: TRANSFER_S }];
  }
  writeTies(draft, plan, placing, written, createRandom(options.seed, 'ties'));
}

function writeTies(
  draft: Draft,
  { graph, ties }: CityPlan,
  placing: Placing,
  written: { readonly feeders: readonly WrittenFeeder[]; readonly nodeIds: readonly string[] },
  random: Random,
): void {
  for (const { piece, feeders } of ties) {
    const a = graph.pieces.a[piece]!;
    const b = graph.pieces.b[piece]!;
    const gap = Math.min(0.4, TIE_HALF_GAP / Math.max(1, Math.hypot(graph.x[b]! - graph.x[a]!, graph.y[b]! - graph.y[a]!)));
    const between = (share: number): [number, number] =>
      placing.position(graph.x[a]! + (graph.x[b]! - graph.x[a]!) * share, graph.y[a]! + (graph.y[b]! - graph.y[a]!) * share);
    const from = draft.addNode(between(0.5 - gap));
    const to = draft.addNode(between(0.5 + gap));
    const ratingKva = random.pick(TIE_KVA) ?? 3000;
    const stub = { kind: 'line' as const, phases: 'ABC', nominalKv: NOMINAL_KV, ratingKva: 6000, emergencyKva: 7200 };
    const names = feeders.map((feeder) => written.feeders[feeder]?.name ?? '').join(' – ');
    draft.branches.push({ id: draft.nextId('l'), from: written.nodeIds[a] ?? '', to: from, ...stub });
    draft.branches.push({
      id: draft.nextId('tie'),
      name: draft.uniqueName(deviceName(names, 'tie', graph.pieces.name[piece] || 'camino')),
      kind: 'switch',
      switchKind: 'tie',
      from,
      to,
      phases: 'ABC',
      normallyOpen: true,
      ratingKva,
      emergencyKva: ratingKva * 1.2,
      nominalKv: NOMINAL_KV,
    });
    draft.branches.push({ id: draft.nextId('l'), from: to, to: written.nodeIds[b] ?? '', ...stub });
  }
}

const nextSize = (sizes: readonly number[], kva: number): number => sizes.find((size) => size >= kva) ?? Math.ceil(kva / 500) * 500;

function byNode<T extends { readonly node: number }>(things: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.node);
    if (group) group.push(thing);
    else groups.set(thing.node, [thing]);
  }
  return groups;
}
