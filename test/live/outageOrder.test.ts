/** Order, filter and export of the outage list, and rows that hold still. */

import { describe, expect, it } from 'vitest';
import { csvOf } from '../../client/features/outages/csv.ts';
import { type Names, type OutageFilter, orderOf, passes } from '../../client/features/outages/outageOrder.ts';
import { isInView } from '../../client/live/openOutages.ts';
import { parseSelection } from '../../client/live/selection.ts';
import { visibleColumns } from '../../client/ui/TableHead.tsx';
import { holdStill } from '../../client/ui/useFrozenRows.ts';
import { townOutage } from '../support/fakeTown.ts';

const NOW = Date.UTC(2026, 10, 21);
const names: Names = { feeder: (id) => (id === 'f-1' ? 'Córdoba Norte' : (id ?? '')), area: (id) => id, cause: (code) => code ?? '' };
const none: OutageFilter = { priorities: new Set(), text: '', feeder: null, area: null };

describe('outage list', () => {
  it('stands by harm: priority, then customers, then age', () => {
    const rows = [
      townOutage(1, NOW, { priority: 2, customersOut: 500 }),
      townOutage(2, NOW, { priority: 1, customersOut: 10 }),
      townOutage(3, NOW, { priority: 1, customersOut: 90 }),
    ];
    const order = orderOf({ key: 'priority', down: true }, names, 'en');
    expect(rows.sort(order).map(({ id }) => id)).toEqual(['outage:3', 'outage:2', 'outage:1']);
  });

  it('[I4] finds without accents, width and case', () => {
    expect(passes(townOutage(1, NOW), { ...none, text: 'ＣＯＲＤＯＢＡ' }, names)).toBe(true);
    expect(passes(townOutage(2, NOW), { ...none, text: 'cordoba' }, names)).toBe(false);
  });

  it('shows what was restored for five minutes and then no more', () => {
    const back = townOutage(1, NOW, { state: 'restored', restoredAt: new Date(NOW).toISOString() });
    expect(isInView(back, NOW + 299_000)).toBe(true);
    expect(isInView(back, NOW + 301_000)).toBe(false);
  });

  it('[I5] is saved with a byte-order mark and without cells that become formulas', () => {
    const text = csvOf([
      ['名称', 'n'],
      ['=1+1', -5],
      ['a,"b"', 2],
    ]);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text.slice(1).split('\r\n')).toEqual(['名称,n', "'=1+1,-5", '"a,""b""",2', '']);
  });
});

describe('[L1] rows', () => {
  it('keep their places while held still, and new ones are only counted', () => {
    expect(holdStill(['a', 'b', 'c'], ['x', 'c', 'a', 'y'])).toEqual({ ids: ['a', 'b', 'c'], waiting: 2 });
  });
});

describe('columns', () => {
  it('leave by importance until the rest has room', () => {
    const columns = [
      { key: 'a', title: '', width: 100, cell: () => null },
      { key: 'b', title: '', width: 100, keep: 2, cell: () => null },
      { key: 'c', title: '', width: 100, keep: 1, cell: () => null },
    ];
    expect(visibleColumns(columns, 400).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(visibleColumns(columns, 240).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(visibleColumns(columns, 10).map(({ key }) => key)).toEqual(['a']);
  });
});

describe('[L13] a selection in the address', () => {
  it('is read by kind and id, and anything else is no selection', () => {
    expect(parseSelection('device/cb/31')).toEqual({ kind: 'device', id: 'cb/31' });
    expect(parseSelection('outage/outage:7')).toEqual({ kind: 'outage', id: 'outage:7' });
    for (const text of [null, '', 'device/', 'person/7', '__proto__/x', 'device']) expect(parseSelection(text)).toBeNull();
  });
});
