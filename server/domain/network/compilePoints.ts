/** Lays out service points with their supplies as typed arrays. */

import type { NetworkFile } from '../../../shared/network.ts';
import type { FindingList } from './findings.ts';
import { ASSUMED, NONE, type Nodes, type ServicePoints, TRANSFERS } from './network.ts';
import { maskOf } from './phases.ts';
import { metresBetween } from './placing.ts';
import { sourceName } from './sourceName.ts';

// Rule N19: transferTime = 10 s.
const TRANSFER_S = 10;
// Rule N24: a service point with more customers, or farther from its node, is looked at by a person.
const MANY_CUSTOMERS = 5_000;
const FAR_METRES = 5_000;

export type PointContext = {
  readonly nodes: Nodes;
  readonly nodeIndex: ReadonlyMap<string, number>;
  readonly areaIndex: ReadonlyMap<string, number>;
  readonly areaAt: (lon: number, lat: number) => number;
};

/** Service points in file order; feeder, required phases and the area of those outside all polygons come after the trace. */
export function compilePoints(file: NetworkFile, context: PointContext, findings: FindingList): ServicePoints {
  const { nodes, nodeIndex, areaIndex, areaAt } = context;
  const list = file.servicePoints;
  const count = list.length;
  const points = {
    count,
    ids: list.map((point) => point.id),
    names: list.map((point) => point.name ?? null),
    sourceNames: list.map(sourceName),
    addresses: list.map((point) => point.address ?? null),
    key: list.map((point) => point.key ?? null),
    node: new Int32Array(count),
    phases: new Uint8Array(count),
    required: new Uint8Array(count),
    customers: new Int32Array(count),
    assumed: new Uint8Array(count),
    area: new Int32Array(count),
    feeder: new Int32Array(count).fill(NONE),
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    placed: new Uint8Array(count),
    kva: new Float64Array(count),
    supplyStart: new Int32Array(count + 1),
  };
  const supplies: { readonly node: number; readonly transfer: number; readonly ms: number }[] = [];
  list.forEach((point, p) => {
    const node = nodeIndex.get(point.node) ?? NONE;
    const located = point.lon != null && point.lat != null;
    points.node[p] = node;
    points.phases[p] = maskOf(point.phases ?? 'ABC');
    points.customers[p] = point.customers ?? 1;
    points.assumed[p] = (point.phases == null ? ASSUMED.phases : 0) | (point.customers == null ? ASSUMED.customers : 0);
    points.lon[p] = located ? point.lon! : nodes.lon[node]!;
    points.lat[p] = located ? point.lat! : nodes.lat[node]!;
    points.placed[p] = Number(!located && nodes.placed[node] === 1);
    points.kva[p] = point.kva ?? 0;
    points.area[p] = point.area == null ? areaAt(points.lon[p]!, points.lat[p]!) : (areaIndex.get(point.area) ?? NONE);
    for (const supply of point.supplies ?? []) {
      if (supply.node === point.node) continue;
      const transfer = TRANSFERS.indexOf(supply.transfer ?? 'none');
      supplies.push({ node: nodeIndex.get(supply.node) ?? NONE, transfer, ms: (supply.transferS ?? TRANSFER_S) * 1000 });
    }
    points.supplyStart[p + 1] = supplies.length;
    if (point.customers === 0 || points.customers[p]! > MANY_CUSTOMERS) {
      findings.add('customer-count', 'limit', 'a service point has no customer or more than 5,000; check the number', point.id, 1);
    }
    if (located && !nodes.placed[node] && metresBetween(point.lon!, point.lat!, nodes.lon[node]!, nodes.lat[node]!) > FAR_METRES) {
      findings.add('geo-far', 'warn', 'a service point lies more than 5 km from its node; check its coordinates', point.id);
    }
  });
  return {
    ...points,
    supplyNode: Int32Array.from(supplies, (supply) => supply.node),
    supplyTransfer: Uint8Array.from(supplies, (supply) => supply.transfer),
    supplyTransferMs: Float64Array.from(supplies, (supply) => supply.ms),
  };
}
