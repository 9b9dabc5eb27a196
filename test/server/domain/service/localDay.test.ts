/** Working days ahead, over weekends, holidays and the change of clocks. */

import { expect, it } from 'vitest';
import { localDaysIn } from '../../../../server/domain/service/localDay.ts';

const at = (text: string): number => Date.parse(text);

it('[C9] five working days from Friday end on Friday', () => {
  const days = localDaysIn('Asia/Shanghai', []);
  expect(days.addWorkingDays(at('2026-01-09T10:00:00+08:00'), 5)).toBe(at('2026-01-16T10:00:00+08:00'));
});

it('[C9] holidays do not count', () => {
  const days = localDaysIn('Asia/Shanghai', ['2026-10-01', '2026-10-02']);
  expect(days.addWorkingDays(at('2026-09-30T10:00:00+08:00'), 1)).toBe(at('2026-10-05T10:00:00+08:00'));
});

it('[C9] the local time of day stays when clocks change', () => {
  const days = localDaysIn('Europe/Berlin', []);
  expect(days.addWorkingDays(at('2026-03-27T10:00:00+01:00'), 1)).toBe(at('2026-03-30T10:00:00+02:00'));
});

it('[C14] the day of a moment is that of the zone', () => {
  expect(localDaysIn('America/Montevideo', []).dayOf(at('2026-02-01T02:00:00Z'))).toBe('2026-01-31');
});
