/** Outages known only from other systems, shown as theirs. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import * as z from 'zod';
import type { ReportRecord } from '../../../shared/records/report.ts';
import { fold } from '../../live/fold.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useSelection } from '../../live/selection.ts';
import { useAddress } from '../../live/useAddress.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Table } from '../../ui/Table.tsx';
import { useFrozenRows } from '../../ui/useFrozenRows.ts';
import { useKeys } from '../../ui/useKeys.ts';
import { useReportColumns } from './reportColumns.tsx';
import '../../ui/table.css';

const anyText = z.string().min(1).max(200);
const sortText = z.string().regex(/^-?(customers|first|updated)$/);

const ORDERS: Readonly<Record<string, (a: ReportRecord, b: ReportRecord) => number>> = {
  customers: (a, b) => (b.customers ?? -1) - (a.customers ?? -1),
  first: (a, b) => b.firstAt.localeCompare(a.firstAt),
  updated: (a, b) => b.updatedAt.localeCompare(a.updatedAt),
};

const all = (table: ReadonlyMap<string, ReportRecord>) => [...table.values()];

export function ReportScreen() {
  const t = useTranslations('reports');
  const format = useFormat();
  const { store } = useLive();
  const [, navigate] = useLocation();
  const [q, setQ] = useAddress('q', anyText);
  const [sortIn, setSortIn] = useAddress('sort', sortText);
  const [selection, select] = useSelection();
  const reports = useRecords('report', all);
  const columns = useReportColumns();
  const sort = useMemo(() => {
    const text = sortIn ?? 'customers';
    return text.startsWith('-') ? { key: text.slice(1), down: false } : { key: text, down: true };
  }, [sortIn]);
  const { rows, hidden } = useMemo(() => {
    const wanted = fold(q ?? '');
    const passed = reports.filter(({ id, cause, area, source }) => fold(`${id} ${cause} ${area} ${source}`).includes(wanted));
    const compare = ORDERS[sort.key];
    const sign = sort.down ? 1 : -1;
    if (compare) passed.sort((a, b) => sign * compare(a, b) || a.id.localeCompare(b.id));
    return { rows: passed, hidden: reports.length - passed.length };
  }, [reports, q, sort]);
  const still = useFrozenRows(
    useMemo(() => rows.map(({ id }) => id), [rows]),
    `${q}|${sort.key}|${sort.down}`,
  );
  const selected = selection?.kind === 'report' ? selection.id : null;
  const step = (by: number) => {
    const next = still.ids[Math.max(0, Math.min(still.ids.length - 1, (selected ? still.ids.indexOf(selected) : -1) + by))];
    if (next !== undefined) select({ kind: 'report', id: next });
  };
  useKeys([
    { keys: 'j', label: t('next'), run: () => void step(1) },
    { keys: 'k', label: t('previous'), run: () => void step(-1) },
    { keys: 'u', label: t('showAll'), run: () => void still.letIn() },
  ]);
  const customers = rows.reduce((sum, report) => sum + (report.status === 'open' ? (report.customers ?? 0) : 0), 0);
  return (
    <section className="places" aria-label={t('list')}>
      <div className="filter-bar">
        <input
          className="field filter-text"
          type="search"
          aria-label={t('filter')}
          placeholder={t('filterPlaceholder')}
          value={q ?? ''}
          onChange={(event) => setQ(event.target.value === '' ? null : event.target.value.slice(0, 200))}
        />
        <span className="muted">{t('note')}</span>
        {selected !== null && (
          <Button onPress={() => navigate(`/map?sel=${encodeURIComponent(`report/${selected}`)}`)}>{t('onMap')}</Button>
        )}
        <p className="filter-words">
          <span>{t('shown', { count: rows.length, customers: format.number(customers) })}</span>
          {hidden > 0 && (
            <>
              <strong>{t('hidden', { count: hidden })}</strong>
              <Button plain onPress={() => setQ(null)}>
                {t('showAll')}
              </Button>
            </>
          )}
        </p>
      </div>
      <Table
        label={t('list')}
        columns={columns}
        ids={still.ids}
        rowOf={(id) => store.get('report', id)}
        sort={sort}
        onSort={({ key, down }) => setSortIn(`${down ? '' : '-'}${key}`)}
        selected={selected}
        onSelect={(id) => select({ kind: 'report', id })}
        onOpen={(id) => navigate(`/map?sel=${encodeURIComponent(`report/${id}`)}`)}
        changedAt={(id) => store.changedAt('report', id)}
        isEnded={({ status }) => status !== 'open'}
        holder={still.holder}
        empty={
          <div className="empty">
            <strong>{hidden > 0 ? t('emptyFilter') : t('empty')}</strong>
            <span>{hidden > 0 ? '' : t('emptyWhat')}</span>
          </div>
        }
      />
    </section>
  );
}
