/** What the door knows of a network: switches, points, and in which areas they lie. */

import { expect, it } from 'vitest';
import { knownIdsOf } from '../../server/knownIds.ts';
import { sketch } from '../support/sketch.ts';

const network = sketch({
  areas: [
    { id: 'city', level: 'city' },
    { id: 'north', level: 'district', parent: 'city' },
    { id: 'south', level: 'district', parent: 'city' },
  ],
  substations: [{ id: 'ss', area: 'north' }],
  branches: ['cb breaker n1 n2', 'l1 line n2 n3', 't1 transformer n3 n4', 'fu fuse n2 n5', 'off line n8 n9'],
  points: ['sp-1 n4'],
  feeders: ['f cb'],
});
const known = knownIdsOf({
  ...network,
  feeders: network.feeders.map((feeder) => ({ ...feeder, area: network.areaIndex.get('north') ?? -1 })),
});

it('[E17] a switch is a branch that can open, and nothing inherited is known', () => {
  expect(['cb', 'fu', 'l1', 't1', 'sp-1'].map(known.isSwitch)).toEqual([true, true, false, false, false]);
  for (const id of ['__proto__', 'constructor', 'CB', '']) {
    expect([known.isSwitch(id), known.isBranch(id), known.isNode(id), known.isServicePoint(id), known.isArea(id)]).not.toContain(true);
  }
});

it('a thing lies in the area of its feeder and in every area above it', () => {
  expect(['north', 'city', 'south', 'nowhere'].map((area) => known.areaHolds(area, 'branch', 'cb'))).toEqual([true, true, false, false]);
  expect(['north', 'south'].map((area) => known.areaHolds(area, 'node', 'n3'))).toEqual([true, false]);
});

it('a thing in no area is in no wrong one', () => {
  expect(known.areaHolds('south', 'branch', 'off')).toBe(true);
});
