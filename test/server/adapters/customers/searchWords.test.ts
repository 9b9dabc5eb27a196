/** What was written and what was typed become the same words. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberOf, numbersNear, typedWords, withinOneEdit, wordsOf } from '../../../../server/adapters/customers/searchWords.ts';

it('[I4] accents, case and width do not matter', () => {
  expect(wordsOf('José ÑANDÚ', true)).toEqual(['jose', 'nandu']);
  expect(typedWords('ｊｏｓé')).toEqual(['jose']);
});

it.each([
  ['王小明', 'wxm', 'wangxiaoming'],
  ['单雄信', 'sxx', 'shanxiongxin'],
  ['曾国藩', 'zgf', 'zengguofan'],
  ['欧阳修', 'oyx', 'ouyangxiu'],
] as const)('[I4] %s is found by the initials %s', (name, initials, reading) => {
  const words = wordsOf(name, true);
  expect(words).toContain(initials);
  expect(words).toContain(reading);
  expect(words).toEqual(expect.arrayContaining([...name]));
});

it('[I4] each place of a Chinese address is found by its initials', () => {
  expect(wordsOf('上海市黄浦区中山路12号', false)).toEqual(expect.arrayContaining(['zsl', 'hpq', '中', '山', '路', '12']));
});

it('[C3] numbers are compared by letters and digits alone', () => {
  expect(numberOf('+999 (200) 000-001')).toBe('999200000001');
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 0, maxLength: 6 });

/** Optimal string alignment, the slow way. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_row, i) =>
    Array.from({ length: b.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
      const row = table[i];
      if (row) row[j] = best;
    }
  return at(a.length, b.length);
}

it('[C3] one wrong, missing, added or exchanged letter, and no more', () => {
  fc.assert(fc.property(word, word, (a, b) => withinOneEdit(a, b) === distance(a, b) <= 1));
});

it('[C3] the neighbours of a number are those one digit away', () => {
  const near = numbersNear('7041');
  for (const value of near) expect(distance(value, '7041')).toBe(1);
  for (const value of ['704', '7014', '7941', '70415', '17041']) expect(near).toContain(value);
});
