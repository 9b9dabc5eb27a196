/** Callers: about one in ten of those in the dark, over many minutes; some give a wrong address, some call again. */

import { jsonConnection } from '../connection.ts';
import { DARK, ON } from '../supply.ts';
import type { Fault } from '../worldEvent.ts';
import type { View } from './view.ts';

export const CALL_CENTRE = 'call-centre';

// Between 8 and 12 % of dark customers call; some of those who would have supply again before they do.
const CALLER_SHARE = 0.1;
const FLICKER_SHARE = 0.02;
const REPEAT_SHARE = 0.06;
const WRONG_SHARE = 0.03;
const ODD_MEAN_MS = 75 * 60_000;
const MINUTE = 60_000;

export const callers: View = ({ world, post }) => {
  const { grid, supply } = world;
  let carry = 0.5;
  let calls = 0;

  function call(point: number, kind: string, random: ReturnType<typeof world.random>): void {
    calls += 1;
    const channel = random.chance(0.7) ? 'phone' : (random.pick(['web', 'app', 'sms'] as const) ?? 'web');
    const where = random.chance(WRONG_SHARE) ? wrongPlace(point, random) : place(point, random);
    const text = kind === 'wire-down' ? { text: 'A wire is down in the street' } : {};
    post.send(CALL_CENTRE, 'call', `${post.epoch}-${calls}`, world.now(), { kind, ...where, ...text, channel });
  }

  /** Most are known by their number; one in twelve says an address. */
  function place(point: number, random: ReturnType<typeof world.random>): Readonly<Record<string, string>> {
    const address = grid.addresses[point]!;
    return address !== '' && random.chance(1 / 12) ? { address } : { servicePoint: grid.pointIds[point]! };
  }

  /** Half are somewhere else in the neighbourhood, half nowhere. */
  function wrongPlace(point: number, random: ReturnType<typeof world.random>): Readonly<Record<string, string>> {
    const other = (point + 1 + random.below(400)) % grid.pointIds.length;
    return random.chance(0.5) ? { servicePoint: grid.pointIds[other]! } : { address: `${1 + random.below(9_999)} Nowhere Street` };
  }

  function gather(fault: Fault, points: readonly number[]): void {
    const random = world.random(`callers ${fault.id}`);
    const momentary = fault.kind === 'temporary';
    const customers = points.reduce((sum, point) => sum + grid.customers[point]!, 0);
    // What is left over goes to the next outage, so that many small ones call like one large one.
    const exact = customers * (momentary ? FLICKER_SHARE : CALLER_SHARE) + (momentary ? 0 : carry);
    const count = Math.floor(exact);
    if (!momentary) carry = exact - count;
    for (const point of sample(points, count, random)) {
      world.after(20_000 + random.wait(4 * MINUTE), () => {
        if (momentary) call(point, 'flicker', random);
        else if (supply.state[point] === DARK) call(point, random.chance(0.01) ? 'wire-down' : 'no-power', random);
        else if (supply.state[point] !== ON) call(point, 'partial', random);
        else return;
        if (!momentary && random.chance(REPEAT_SHARE)) {
          world.after(random.between(8, 40) * MINUTE, () => {
            if (supply.state[point] === DARK) call(point, 'no-power', random);
          });
        }
      });
    }
  }

  world.listen((event) => {
    if (event.type === 'supply') {
      const points = event.changes.filter((change) => change.before === ON).map((change) => change.point);
      if (points.length > 0) gather(event.fault, points);
    } else if (event.type === 'private') {
      const random = world.random(`private ${event.point} ${world.now()}`);
      world.after(random.between(1, 10) * MINUTE, () => call(event.point, 'no-power', random));
    }
  });

  /** Every day somebody reports a flicker or something else. */
  const odd = world.random('odd calls');
  const oddCall = (): void => {
    call(odd.below(grid.pointIds.length), odd.pick(['flicker', 'low-voltage', 'other'] as const) ?? 'other', odd);
    world.after(odd.wait(ODD_MEAN_MS), oddCall);
  };
  world.after(odd.wait(ODD_MEAN_MS), oddCall);
  return [jsonConnection(CALL_CENTRE)];
};

function sample(points: readonly number[], count: number, random: { below(count: number): number }): number[] {
  const pool = points.slice();
  const taken: number[] = [];
  while (taken.length < count && pool.length > 0) {
    const at = random.below(pool.length);
    taken.push(pool[at]!);
    pool[at] = pool[pool.length - 1]!;
    pool.pop();
  }
  return taken;
}
