/** Planned outages: the list, the card of the selected one, and the form for a new one. */

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import type { PlannedRecord } from '../../../shared/records/planned.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useSelection } from '../../live/selection.ts';
import { useMay } from '../../live/useCommand.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { LateTexts } from '../../ui/LateTexts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Column, TableSort } from '../../ui/TableHead.tsx';
import { useTableView } from '../../ui/useTableView.ts';
import { plannedMessages } from './messages.ts';
import { PlanCard } from './PlanCard.tsx';
import { SubmitForm } from './SubmitForm.tsx';
import '../../ui/card.css';
import '../../ui/split.css';
import '../../ui/table.css';

const sortText = z.string().regex(/^-?(start|customers)$/);
const all = (table: ReadonlyMap<string, PlannedRecord>) => [...table.values()];
const textOf = ({ id, work, open, areas }: PlannedRecord): string => `${id} ${work} ${open.join(' ')} ${areas.join(' ')}`;

function orderOf({ key, down }: TableSort): (a: PlannedRecord, b: PlannedRecord) => number {
  const sign = down ? 1 : -1;
  return (a, b) => sign * (key === 'customers' ? b.customers - a.customers : b.start.localeCompare(a.start)) || (a.id < b.id ? -1 : 1);
}

function usePlanColumns(): readonly Column<PlannedRecord>[] {
  const t = useTranslations('planned');
  const format = useFormat();
  return useMemo<readonly Column<PlannedRecord>[]>(
    () => [
      { key: 'work', title: t('column.work'), width: 140, grow: 2, cell: ({ work }) => <span className="cut">{work}</span> },
      { key: 'kind', keep: 40, title: t('column.kind'), width: 100, cell: ({ kind }) => t(`kind.${kind}`) },
      { key: 'state', title: t('column.state'), width: 130, cell: ({ state }) => t(`state.${state}`) },
      { key: 'start', title: t('column.start'), width: 130, sortable: true, cell: ({ start }) => <Moment at={start} show="clock" /> },
      { key: 'end', keep: 50, title: t('column.end'), width: 130, cell: ({ end }) => <Moment at={end} show="clock" /> },
      {
        key: 'customers',
        title: t('column.customers'),
        width: 90,
        end: true,
        sortable: true,
        cell: ({ customers }) => <strong>{format.number(customers)}</strong>,
      },
      {
        key: 'told',
        keep: 60,
        title: t('column.told'),
        width: 100,
        end: true,
        cell: ({ customers, compliance }) => (customers === 0 ? '–' : format.percent(compliance.inTime / customers)),
      },
      {
        key: 'alarm',
        title: t('column.alarm'),
        width: 140,
        cell: ({ alarm }) => (alarm === null ? '' : <strong>{t(`alarm.${alarm}`)}</strong>),
      },
    ],
    [t, format],
  );
}

function Inside() {
  const t = useTranslations('planned');
  const { store } = useLive();
  const may = useMay();
  const [, select] = useSelection();
  const [submitting, setSubmitting] = useState(false);
  const plans = useRecords('planned', all);
  const columns = usePlanColumns();
  const view = useTableView<PlannedRecord>({
    kind: 'planned',
    rows: plans,
    sorts: sortText,
    usualSort: 'start',
    textOf,
    orderOf,
    words: { next: t('next'), previous: t('previous'), letIn: t('showAll') },
  });
  const open = submitting || view.selected !== null;
  return (
    <div className="split" data-open={open || undefined}>
      <section className="places" aria-label={t('list')}>
        <div className="filter-bar">
          <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.text} onText={view.setText} />
          {may('planned.submit') && (
            <Button strong pressed={submitting} onPress={() => setSubmitting(!submitting)}>
              {t('submit')}
            </Button>
          )}
          <p className="filter-words">
            <span>{t('shown', { count: view.rows.length })}</span>
            {view.hidden.length > 0 && (
              <Button plain onPress={() => view.setText(null)}>
                {t('hidden', { count: view.hidden.length })} · {t('showAll')}
              </Button>
            )}
          </p>
        </div>
        <Table
          label={t('list')}
          columns={columns}
          ids={view.still.ids}
          rowOf={(id) => store.get('planned', id)}
          sort={view.sort}
          onSort={view.setSort}
          selected={view.selected}
          onSelect={(id) => {
            setSubmitting(false);
            view.select(id);
          }}
          changedAt={(id) => store.changedAt('planned', id)}
          isEnded={({ state }) => state === 'completed' || state === 'cancelled'}
          holder={view.still.holder}
          empty={
            <div className="empty">
              <strong>{t('empty')}</strong>
              <span>{t('emptyWhat')}</span>
            </div>
          }
        />
      </section>
      {submitting && <SubmitForm onDone={() => setSubmitting(false)} />}
      {!submitting && view.selected !== null && <PlanCard key={view.selected} id={view.selected} onClose={() => select(null)} />}
    </div>
  );
}

export const PlannedScreen = () => (
  <LateTexts name="planned" pair={plannedMessages}>
    <Inside />
  </LateTexts>
);
