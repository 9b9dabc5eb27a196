/** Times on the wire. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatTime, parseTime } from '../../shared/time.ts';

it('[E11] a time without a zone, an impossible date and text that is no time are refused', () => {
  for (const text of ['2026-01-05T10:00:00', '2026-02-30T10:00:00Z', '2026-01-05T25:61:00Z', '2026-01-05', '1767607200000', '']) {
    expect(parseTime(text)).toEqual({ ok: false, problem: 'time-format' });
  }
});

it('[E11] seconds and microseconds are out of range, never silently corrected', () => {
  expect(parseTime(1_767_607_200)).toEqual({ ok: false, problem: 'time-range' });
  expect(parseTime(1_767_607_200_000_000)).toEqual({ ok: false, problem: 'time-range' });
});

it('a zone offset is applied and what leaves is UTC with three decimals', () => {
  const parsed = parseTime('2026-01-05T10:00:00.5+08:00');
  expect(parsed.ok && formatTime(parsed.ms)).toBe('2026-01-05T02:00:00.500Z');
});

it('[E11] the usual form reads as any other spelling of the same moment', () => {
  const part = (most: number, size: number) => fc.nat(most).map((number) => String(number).padStart(size, '0'));
  const text = fc
    .tuple(part(2110, 4), part(13, 2), part(32, 2), part(25, 2), part(61, 2), part(61, 2), fc.option(part(999, 3)))
    .map(([y, m, d, h, min, s, ms]) => `${y}-${m}-${d}T${h}:${min}:${s}${ms === null ? '' : `.${ms}`}`);
  const same = (moment: string): void => expect(parseTime(`${moment}Z`)).toEqual(parseTime(`${moment}+00:00`));
  fc.assert(
    fc.property(text, (moment) => void same(moment)),
    { numRuns: 2_000 },
  );
});
