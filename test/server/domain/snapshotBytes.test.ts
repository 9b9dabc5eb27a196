/** State goes to bytes in slices and comes back as it was at the first of them. */

import { expect, it } from 'vitest';
import { readState, writeState } from '../../../server/domain/snapshotBytes.ts';

it('[P9] [E29] what JSON cannot say comes back as it was', () => {
  const now = { horizon: [null, { t: Number.NEGATIVE_INFINITY }], groups: new Map([['__proto__', new Set([1, 2])]]) };
  const later = { dark: { points: Int32Array.of(3, -1), since: Float64Array.of(1.5) }, nothing: undefined };
  expect(readState(Buffer.concat([...writeState(now, later)]))).toEqual({ ...now, ...later });
});

it('[P9] long lists come in parts, and what is added to them later is not among them', () => {
  const list = Array.from({ length: 2_500 }, (_, i) => ({ i }));
  const names = new Map([['rtu', 1]]);
  const parts = writeState({ names }, { deep: { down: { list } }, short: [1] });
  const first = parts.next();
  list.push({ i: -1 });
  names.set('late', 2);
  const rest = [...parts];
  expect(rest.length).toBe(3);
  expect(Math.max(...rest.map(({ length }) => length))).toBeLessThan(50_000);
  const read = readState(Buffer.concat([first.value ?? Buffer.alloc(0), ...rest]));
  expect(read).toEqual({ names: new Map([['rtu', 1]]), deep: { down: { list: list.slice(0, 2_500) } }, short: [1] });
});
