/** Times that people type, in zones with jumps. */

import { describe, expect, it } from 'vitest';
import { createFormatter } from '../../client/ui/format.ts';
import { parseTypedTime } from '../../client/ui/zoneTime.ts';

const utc = (text: string) => Date.parse(text);

describe('[T4] a typed time', () => {
  const now = utc('2026-11-21T21:00:00Z');

  it('means the next such time of the utility’s day', () => {
    expect(parseTypedTime('18:30', 'America/Montevideo', now)).toEqual({ kind: 'one', ms: utc('2026-11-21T21:30:00Z') });
    expect(parseTypedTime('06:00', 'America/Montevideo', now)).toEqual({ kind: 'one', ms: utc('2026-11-22T09:00:00Z') });
  });

  it('may carry a day, a year, or be any ISO time with a zone', () => {
    expect(parseTypedTime('11-25 06:00', 'Asia/Shanghai', now)).toEqual({ kind: 'one', ms: utc('2026-11-24T22:00:00Z') });
    expect(parseTypedTime('2027-01-02 00:00', 'UTC', now)).toEqual({ kind: 'one', ms: utc('2027-01-02T00:00:00Z') });
    expect(parseTypedTime('2026-11-21T22:00:00+01:00', 'UTC', now)).toEqual({ kind: 'one', ms: now });
  });

  it('that does not exist is answered with the two nearest', () => {
    const typed = parseTypedTime('2026-03-08 02:30', 'America/New_York', now);
    expect(typed).toEqual({ kind: 'gap', before: utc('2026-03-08T06:30:00Z'), after: utc('2026-03-08T07:30:00Z') });
  });

  it('that exists twice asks which one', () => {
    const typed = parseTypedTime('2026-11-01 01:30', 'America/New_York', now);
    expect(typed).toEqual({ kind: 'twice', first: utc('2026-11-01T05:30:00Z'), second: utc('2026-11-01T06:30:00Z') });
    expect(parseTypedTime('2026-04-05 01:45', 'Australia/Lord_Howe', now).kind).toBe('twice');
  });

  it.each(['25:00', '12:60', '02-30 10:00', 'soon', '', '12'])('%j is not a time', (text) => {
    expect(parseTypedTime(text, 'UTC', now)).toEqual({ kind: 'bad' });
  });
});

describe('figures and durations', () => {
  const english = createFormatter('en', 'America/Montevideo');
  const chinese = createFormatter('zh-CN', 'Asia/Shanghai');

  it('[I3] are written the same in both languages, with the words of each', () => {
    expect(english.number(1_234_567)).toBe('1,234,567');
    expect(chinese.number(1_234_567)).toBe('1,234,567');
    expect(english.duration(125 * 60_000)).toBe('2 h 05 min');
    expect(chinese.duration(125 * 60_000)).toBe('2小时05分');
    expect(english.duration(27 * 3_600_000)).toBe('1 d 03 h');
    expect(english.duration(4_000)).toBe('4 s');
  });

  it('[T1] print the offset of the utility’s zone, never letters', () => {
    expect(english.offset(utc('2026-11-21T12:00:00Z'))).toBe('UTC−03:00');
    expect(chinese.offset(utc('2026-11-21T12:00:00Z'))).toBe('UTC+08:00');
    expect(createFormatter('en', 'UTC').offset(0)).toBe('UTC+00:00');
  });

  it('name the day when it is not today', () => {
    const now = utc('2026-11-21T12:00:00Z');
    expect(english.clock(utc('2026-11-21T11:05:00Z'), now)).toBe('08:05');
    expect(english.clock(utc('2026-11-20T11:05:00Z'), now)).toMatch(/20.*08:05/);
  });
});
