/** The whole city, as far as it is grown along the streets: sizes of feeders, ties and fuses. */

import { describe, expect, it } from 'vitest';
import { growCity } from '../../../simulators/network/cityPlan.ts';
import { readFixture } from '../../../simulators/network/fixture.ts';
import { presetFor } from '../../../simulators/network/presets.ts';

describe('the demo city', () => {
  const plan = growCity(
    readFixture(() => true),
    { preset: presetFor('city'), seed: 7, european: false },
  );
  const { feeders, forest, ties, customers, transformers, districts } = plan;

  it('serves each door once', () => {
    expect(customers.count).toBe(320_543);
    expect(plan.droppedDoors).toBe(60);
    const served = new Uint8Array(customers.count);
    for (const transformer of transformers) for (const point of transformer.points) served[point]! += 1;
    expect(served.every((times) => times === 1)).toBe(true);
  });

  it('has feeders of 500 to 3,000 service points from 24 substations', () => {
    expect(plan.sites).toHaveLength(24);
    expect(feeders.count).toBeGreaterThanOrEqual(137);
    expect(Math.min(...feeders.size)).toBeGreaterThanOrEqual(500);
    expect(Math.max(...feeders.size)).toBeLessThanOrEqual(3000);
    expect(feeders.size.reduce((sum, size) => sum + size, 0)).toBe(customers.count);
  });

  it('ties every feeder to one to three others, on the backbone of both', () => {
    const count = new Int32Array(feeders.count);
    for (const { piece, feeders: pair } of ties) {
      expect(pair[0]).not.toBe(pair[1]);
      for (const feeder of pair) count[feeder]! += 1;
      for (const end of [plan.graph.pieces.a[piece]!, plan.graph.pieces.b[piece]!]) expect(plan.trunks.on[end]).toBe(1);
    }
    expect(Math.min(...count)).toBe(1);
    expect(Math.max(...count)).toBeLessThanOrEqual(3);
    expect(ties.filter(({ feeders: [a, b] }) => feeders.site[a] !== feeders.site[b]).length).toBeGreaterThan(25);
  });

  it('hangs 250 service points at most on a fuse, and keeps backbones free of fuses', () => {
    for (const [node, device] of plan.trunks.devices) {
      if (device.kind !== 'fuse') continue;
      expect(feeders.below[node]).toBeLessThanOrEqual(250);
      expect(plan.trunks.on[node]).toBe(0);
    }
  });

  it('hangs 100 service points at most on a transformer, and never reaches across a feeder', () => {
    expect(Math.max(...transformers.map(({ points }) => points.length))).toBeLessThanOrEqual(100);
    const feederOf = (point: number): number | undefined => feeders.ofNode[customers.node[point]!];
    expect(transformers.filter(({ node, points }) => points.some((point) => feederOf(point) !== feeders.ofNode[node]))).toEqual([]);
  });

  it('numbers parents before children', () => {
    const place = new Int32Array(forest.order.length);
    forest.order.forEach((node, index) => {
      place[node] = index;
    });
    expect(forest.parent.every((parent, node) => parent < 0 || place[parent]! < place[node]!)).toBe(true);
  });

  it('draws 64 districts in eight counties, dense ones urban', () => {
    expect(districts.districts).toHaveLength(64);
    expect(districts.counties).toHaveLength(8);
    expect(districts.districts.reduce((sum, district) => sum + district.doors, 0)).toBe(customers.count);
    expect(districts.districts.find((district) => district.name === 'Pocitos')?.class).toBe('urban');
    expect(districts.districts.find((district) => district.name === 'Pajas Blancas')?.class).not.toBe('urban');
  });

  it('finds the hospitals, and a second feeder near each', () => {
    expect(customers.key.filter((key) => key === 'hospital')).toHaveLength(35);
    expect(plan.second.length).toBeGreaterThan(30);
    for (const { point, node } of plan.second) expect(feeders.ofNode[node]).not.toBe(feeders.ofNode[customers.node[point]!]);
  });
});
