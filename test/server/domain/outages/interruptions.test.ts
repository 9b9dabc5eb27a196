/** Dark times of customers, whatever outages they were in. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { darkTimes, joinDarkTimes } from '../../../../server/domain/outages/interruptions.ts';
import { readPoints, writePoints } from '../../../../server/domain/outages/pointRanges.ts';
import { compiled, moment, type Stage, stage, switched, twoFeeders } from '../stage.ts';

const network = compiled(twoFeeders());

/** Joined dark times of one service point, in seconds. */
function darkOf({ core }: Stage, id: string): [number, number | null][] {
  const point = network.servicePointIndex.get(id) ?? -1;
  const own = [...darkTimes(core.view)].filter(({ servicePoints, counted }) => counted && servicePoints.includes(point));
  const seconds = (at: number): number => (at - moment(0)) / 1000;
  return joinDarkTimes(own).map(({ start, end }) => [seconds(start), end === null ? null : seconds(end)]);
}

describe('interruptions', () => {
  it('[O12][I1] a reclose sequence that locks out is one interruption from the first opening', () => {
    const on = stage(network);
    on.hear([switched('r1', 0, 'open'), switched('r1', 2, 'closed'), switched('r1', 4, 'open', { cause: 'lockout' })]);
    expect(darkOf(on, 'sa3')).toEqual([[0, null]]);
    on.hear(switched('r1', 2700, 'closed'));
    expect(darkOf(on, 'sa3')).toEqual([[0, 2700]]);
  });

  it('[O12][I5] a successful sequence is two spells', () => {
    const on = stage(network);
    on.hear([switched('r1', 0, 'open'), switched('r1', 2, 'closed'), switched('r1', 5, 'open'), switched('r1', 7, 'closed')]);
    on.wait(600);
    expect(darkOf(on, 'sa3')).toEqual([
      [0, 2],
      [5, 7],
    ]);
    expect(on.core.view.momentary()).toEqual({ events: 1, customers: 1110 });
  });

  it('[O17][I1] a nested outage goes on without a break', () => {
    const on = stage(network);
    on.hear([switched('cb1', 0, 'open', { cause: 'lockout' }), switched('r1', 10, 'open'), switched('cb1', 600, 'closed')]);
    expect(darkOf(on, 'sa1')).toEqual([[0, 600]]);
    on.hear(switched('r1', 1800, 'closed'));
    expect(darkOf(on, 'sa3')).toEqual([[0, 1800]]);
  });

  it('[I17] the facts alone say who was dark, and from when to when', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'lockout' }));
    const facts = on.hear(switched('r1', 900, 'closed'));
    const ended = facts.filter(({ type }) => type === 'interruption.ended').map(({ body }) => body);
    expect(ended).toMatchObject([{ start: moment(0), end: moment(900), customers: 1110 }]);
    const points = [...readPoints(String(ended[0]?.servicePoints))].map((point) => network.servicePoints.ids[point]);
    expect(points).toEqual(['sa2', 'sa3', 'sa4']);
  });

  it('[I17] any set of service points can be written and read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(100_000)), (points) => {
        expect([...readPoints(writePoints(Int32Array.from(points)))]).toEqual([...points].sort((a, b) => a - b));
      }),
    );
  });
});
