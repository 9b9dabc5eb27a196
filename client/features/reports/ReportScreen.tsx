/** Outages known only from other systems, shown as theirs. */

import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import * as z from 'zod';
import type { ReportRecord } from '../../../shared/records/report.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Table } from '../../ui/Table.tsx';
import type { TableSort } from '../../ui/TableHead.tsx';
import { useTableView } from '../../ui/useTableView.ts';
import { useReportColumns } from './reportColumns.tsx';
import '../../ui/table.css';

const sortText = z.string().regex(/^-?(customers|first|updated)$/);

const ORDERS: Readonly<Record<string, (a: ReportRecord, b: ReportRecord) => number>> = {
  customers: (a, b) => (b.customers ?? -1) - (a.customers ?? -1),
  first: (a, b) => b.firstAt.localeCompare(a.firstAt),
  updated: (a, b) => b.updatedAt.localeCompare(a.updatedAt),
};

const byId = (a: ReportRecord, b: ReportRecord): number => (a.id < b.id ? -1 : 1);
const textOf = ({ id, cause, area, source }: ReportRecord): string => `${id} ${cause} ${area} ${source}`;

function orderOf({ key, down }: TableSort): (a: ReportRecord, b: ReportRecord) => number {
  const compare = ORDERS[key] ?? byId;
  return (a, b) => (down ? 1 : -1) * compare(a, b) || byId(a, b);
}

const all = (table: ReadonlyMap<string, ReportRecord>) => [...table.values()];

export function ReportScreen() {
  const t = useTranslations('reports');
  const format = useFormat();
  const { store } = useLive();
  const [, navigate] = useLocation();
  const reports = useRecords('report', all);
  const columns = useReportColumns();
  const view = useTableView<ReportRecord>({
    kind: 'report',
    rows: reports,
    sorts: sortText,
    usualSort: 'customers',
    textOf,
    orderOf,
    words: { next: t('next'), previous: t('previous'), letIn: t('showAll') },
  });
  const { rows, selected } = view;
  const hidden = view.hidden.length;
  const customers = rows.reduce((sum, report) => sum + (report.status === 'open' ? (report.customers ?? 0) : 0), 0);
  return (
    <section className="places" aria-label={t('list')}>
      <div className="filter-bar">
        <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.text} onText={view.setText} />
        <span className="muted">{t('note')}</span>
        {selected !== null && (
          <Button onPress={() => navigate(`/map?sel=${encodeURIComponent(`report/${selected}`)}`)}>{t('onMap')}</Button>
        )}
        <p className="filter-words">
          <span>{t('shown', { count: rows.length, customers: format.number(customers) })}</span>
          {hidden > 0 && (
            <>
              <strong>{t('hidden', { count: hidden })}</strong>
              <Button plain onPress={() => view.setText(null)}>
                {t('showAll')}
              </Button>
            </>
          )}
        </p>
      </div>
      <Table
        label={t('list')}
        columns={columns}
        ids={view.still.ids}
        rowOf={(id) => store.get('report', id)}
        sort={view.sort}
        onSort={view.setSort}
        selected={selected}
        onSelect={view.select}
        onOpen={(id) => navigate(`/map?sel=${encodeURIComponent(`report/${id}`)}`)}
        changedAt={(id) => store.changedAt('report', id)}
        isEnded={({ status }) => status !== 'open'}
        holder={view.still.holder}
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
