/** The kept table of ids answers as a map of the same ids does. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexBy, tableOf } from '../../../../server/domain/network/idIndex.ts';

it('[N1] [P9] an id is found at its place, and one that is not there is not', () => {
  const id = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('__proto__', 'constructor', ''));
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (ids, asked) => {
      const index = indexBy(ids, tableOf(ids));
      const map = new Map(ids.map((each, place) => [each, place]));
      for (const each of [...ids, ...asked]) {
        expect(index.get(each)).toBe(map.get(each));
        expect(index.has(each)).toBe(map.has(each));
      }
    }),
  );
});

it('[N1] two hundred thousand ids that differ in their last places are all found', () => {
  const ids = Array.from({ length: 200_000 }, (_, i) => `sp-montevideo-${String(i).padStart(7, '0')}`);
  const index = indexBy(ids, tableOf(ids));
  expect(ids.every((each, place) => index.get(each) === place)).toBe(true);
  expect(index.has('sp-montevideo-0200000')).toBe(false);
});
