/** Customers out, partly supplied and unknown: in total, by feeder and by area, kept with every single change (rules E30, V2). */

import { type Network, NONE } from '../network/network.ts';

export type Counts = {
  readonly out: Int32Array;
  readonly predicted: Int32Array;
  readonly partial: Int32Array;
  readonly unknown: Int32Array;
  readonly total: Int32Array;
};

export type Tally = {
  readonly feeders: Counts;
  /** An area counts what lies in it and below it. */
  readonly areas: Counts;
  /** One place: everything. */
  readonly all: Counts;
  servicePointsOut(): number;
  /** Adds `sign` times one service point to what it counts as. */
  add(servicePoint: number, as: 'out' | 'predicted' | 'partial' | 'unknown', sign: 1 | -1): void;
  addPoint(sign: 1 | -1): void;
};

const counts = (size: number): Counts => ({
  out: new Int32Array(size),
  predicted: new Int32Array(size),
  partial: new Int32Array(size),
  unknown: new Int32Array(size),
  total: new Int32Array(size),
});

export function createTally(network: Network, changed: (kind: 'feeder' | 'area', index: number) => void): Tally {
  const { servicePoints } = network;
  const feeders = counts(network.feeders.length);
  const areas = counts(network.areas.length);
  const all = counts(1);
  let servicePointsOut = 0;

  function put(point: number, as: keyof Counts, sign: 1 | -1): void {
    const customers = sign * servicePoints.customers[point]!;
    all[as][0] = all[as][0]! + customers;
    const feeder = servicePoints.feeder[point]!;
    if (feeder !== NONE) {
      feeders[as][feeder] = feeders[as][feeder]! + customers;
      changed('feeder', feeder);
    }
    for (let area = servicePoints.area[point]!; area !== NONE; area = network.areas[area]!.parent) {
      areas[as][area] = areas[as][area]! + customers;
      changed('area', area);
    }
  }

  const inArea = new Int32Array(network.areas.length);
  for (let point = 0; point < servicePoints.count; point += 1) {
    const customers = servicePoints.customers[point]!;
    const feeder = servicePoints.feeder[point]!;
    const area = servicePoints.area[point]!;
    all.total[0] = all.total[0]! + customers;
    if (feeder !== NONE) feeders.total[feeder] = feeders.total[feeder]! + customers;
    if (area !== NONE) inArea[area] = inArea[area]! + customers;
  }
  inArea.forEach((customers, own) => {
    for (let area = own; area !== NONE; area = network.areas[area]!.parent) areas.total[area] = areas.total[area]! + customers;
  });
  return {
    feeders,
    areas,
    all,
    servicePointsOut: () => servicePointsOut,
    add: put,
    addPoint(sign) {
      servicePointsOut += sign;
    },
  };
}
