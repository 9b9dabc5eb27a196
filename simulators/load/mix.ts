/** The mix of a load run: meters, positions, currents and calls, with a known share of repeats. */

import type { Grid } from '../grid.ts';
import type { Post } from '../post.ts';
import type { Random } from '../random.ts';

export const LOAD_SOURCES = ['load-ami', 'load-scada', 'load-calls'] as const;

export type Mix = {
  /** Posts one message, sometimes one that was sent before. */
  next(at: number): void;
  /** Posts the closings and power-ups still owed. */
  settle(at: number): void;
  /** Repeats posted so far: each must be counted as a duplicate. */
  readonly repeated: number;
};

const REPEAT_SHARE = 0.02;
const SWITCH_SHARE = 0.15;
const MEASUREMENT_SHARE = 0.25;
const CALL_SHARE = 0.02;

/** A trip is followed by its reclose and a gasp by its power-up: after `settle` the network is as it was. */
export function createMix(grid: Grid, post: Post, random: Random): Mix {
  const telemetered = [...grid.telemetered.keys()].filter((branch) => grid.telemetered[branch] === 1 && grid.normallyOpen[branch] === 0);
  const open = new Set<number>();
  const gasping: number[] = [];
  let last: ReturnType<Post['send']> | null = null;
  let repeated = 0;
  let calls = 0;

  function turn(at: number): void {
    const branch = random.pick(telemetered);
    if (branch === undefined) return meter(at);
    const opens = !open.has(branch) && random.chance(0.1);
    if (opens) open.add(branch);
    else open.delete(branch);
    const fields = opens ? { position: 'open', cause: 'trip' } : { position: 'closed', cause: 'reclose' };
    last = post.send('load-scada', 'switch', grid.branchIds[branch]!, at, fields);
  }

  function measure(at: number): void {
    const branch = random.pick(telemetered);
    if (branch === undefined) return meter(at);
    const fields = { quantity: 'current', value: Math.round(random.between(5, 300)), unit: 'A' };
    last = post.send('load-scada', 'measurement', grid.branchIds[branch]!, at, fields);
  }

  function meter(at: number): void {
    const back = gasping.length > 0 && random.chance(0.5) ? gasping.shift() : undefined;
    const point = back ?? random.below(grid.pointIds.length);
    if (back === undefined) gasping.push(point);
    last = post.send('load-ami', 'meter', grid.pointIds[point]!, at, { event: back === undefined ? 'last-gasp' : 'power-up' });
  }

  function call(at: number): void {
    calls += 1;
    const servicePoint = grid.pointIds[random.below(grid.pointIds.length)];
    last = post.send('load-calls', 'call', `${post.epoch}-load-${calls}`, at, { kind: 'flicker', servicePoint, channel: 'phone' });
  }

  return {
    next(at) {
      const draw = random.next();
      if (last && draw < REPEAT_SHARE) {
        repeated += 1;
        post.put(last);
      } else if (draw < REPEAT_SHARE + SWITCH_SHARE) turn(at);
      else if (draw < REPEAT_SHARE + SWITCH_SHARE + MEASUREMENT_SHARE) measure(at);
      else if (draw < REPEAT_SHARE + SWITCH_SHARE + MEASUREMENT_SHARE + CALL_SHARE) call(at);
      else meter(at);
    },
    settle(at) {
      for (const branch of open) post.send('load-scada', 'switch', grid.branchIds[branch]!, at, { position: 'closed', cause: 'reclose' });
      for (const point of gasping) post.send('load-ami', 'meter', grid.pointIds[point]!, at, { event: 'power-up' });
      open.clear();
      gasping.length = 0;
    },
    get repeated() {
      return repeated;
    },
  };
}
