/** The queue behind all shortest ways, and where copies of a city stand. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrontier } from '../../../simulators/network/frontier.ts';
import { placeCopy } from '../../../simulators/network/placing.ts';

describe('the frontier', () => {
  it('gives back nodes by distance, among equals the smaller first, whatever room it was given', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(20))), fc.nat(10), (entries, expected) => {
        const frontier = createFrontier(expected);
        for (const [node, distance] of entries) frontier.push(node, distance);
        const sorted = [...entries].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([node]) => node);
        expect(entries.map(() => frontier.pop())).toEqual(sorted);
        expect(frontier.pop()).toBe(-1);
      }),
    );
  });
});

describe('copies of the city', () => {
  it('stand half a degree apart under names of their own', () => {
    const [first, second] = [placeCopy(0), placeCopy(1)];
    const [lon, lat] = first.position(0, 0);
    expect(second.position(0, 0)).toEqual([expect.closeTo(lon + 0.5, 5), lat]);
    expect([first.cityName, second.cityName]).toEqual(['Montevideo', 'Montevideo 2']);
    expect(second.suffix).not.toBe(first.suffix);
  });
});
