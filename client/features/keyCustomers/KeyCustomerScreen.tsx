/** Key and life-support customers: those in trouble first, with the minutes of backup they have left (rules K5 to K7). */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import type { KeyCustomerRecord } from '../../../shared/records/keyCustomer.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useSelection } from '../../live/selection.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { LateTexts } from '../../ui/LateTexts.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Column, TableSort } from '../../ui/TableHead.tsx';
import { useTableView } from '../../ui/useTableView.ts';
import { KeyCard } from './KeyCard.tsx';
import { MinutesLeft } from './MinutesLeft.tsx';
import { keyCustomerMessages } from './messages.ts';
import '../../ui/card.css';
import '../../ui/split.css';
import '../../ui/table.css';

const sortText = z.string().regex(/^-?(alarm)$/);
const all = (table: ReadonlyMap<string, KeyCustomerRecord>) => [...table.values()];
const textOf = ({ id, reason, manager, area }: KeyCustomerRecord): string => `${id} ${reason} ${manager} ${area}`;

const ALARMS = ['shortfall', 'ten-minutes', 'thirty-minutes', 'off', 'redundancy-lost'];
/** Plans that nobody has taken on come before those somebody has. */
const urgency = ({ alarm, plan }: KeyCustomerRecord): number =>
  (plan === 'acknowledged' ? 20 : 0) + (alarm === null ? (plan === 'closed' ? 29 : 8) : ALARMS.indexOf(alarm));

const orderOf =
  ({ down }: TableSort) =>
  (a: KeyCustomerRecord, b: KeyCustomerRecord): number =>
    (down ? 1 : -1) * (urgency(a) - urgency(b)) || (a.id < b.id ? -1 : 1);

function useKeyColumns(): readonly Column<KeyCustomerRecord>[] {
  const t = useTranslations('keyCustomers');
  return useMemo<readonly Column<KeyCustomerRecord>[]>(
    () => [
      { key: 'id', title: t('column.id'), width: 110, grow: 1, cell: ({ id }) => <span className="cut">{id}</span> },
      {
        key: 'reason',
        title: t('column.reason'),
        width: 110,
        grow: 1,
        cell: ({ reason, lifeSupport }) => <span className="cut">{reason ?? (lifeSupport ? t('lifeSupport') : '–')}</span>,
      },
      { key: 'power', title: t('column.power'), width: 90, cell: ({ power }) => t(`power.${power}`) },
      { key: 'feeds', keep: 40, title: t('column.feeds'), width: 70, cell: ({ feeds, feedsTotal }) => `${feeds} / ${feedsTotal}` },
      { key: 'left', title: t('column.left'), width: 110, cell: ({ backupUntil }) => <MinutesLeft until={backupUntil} /> },
      {
        key: 'alarm',
        title: t('column.alarm'),
        width: 150,
        sortable: true,
        cell: ({ alarm }) => (alarm === null ? '' : <strong>{t(`alarm.${alarm}`)}</strong>),
      },
      { key: 'plan', keep: 50, title: t('column.plan'), width: 90, cell: ({ plan }) => t(`plan.${plan}`) },
      {
        key: 'attestation',
        keep: 30,
        title: t('column.attestation'),
        width: 110,
        cell: ({ attestation }) => t(`attestation.${attestation}`),
      },
    ],
    [t],
  );
}

function Inside() {
  const t = useTranslations('keyCustomers');
  const { store } = useLive();
  const [, select] = useSelection();
  const customers = useRecords('keyCustomer', all);
  const columns = useKeyColumns();
  const view = useTableView<KeyCustomerRecord>({
    kind: 'keyCustomer',
    rows: customers,
    sorts: sortText,
    usualSort: 'alarm',
    textOf,
    orderOf,
    words: { next: t('next'), previous: t('previous'), letIn: t('showAll') },
  });
  const trouble = customers.filter(({ alarm, plan }) => alarm !== null || plan !== 'closed').length;
  return (
    <div className="split" data-open={view.selected !== null || undefined}>
      <section className="places" aria-label={t('list')}>
        <div className="filter-bar">
          <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.text} onText={view.setText} />
          <p className="filter-words">
            <span>
              {customers.length > 0 && trouble === 0
                ? t('normal', { count: customers.length })
                : t('shown', { count: view.rows.length, trouble })}
            </span>
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
          rowOf={(id) => store.get('keyCustomer', id)}
          sort={view.sort}
          onSort={view.setSort}
          selected={view.selected}
          onSelect={view.select}
          changedAt={(id) => store.changedAt('keyCustomer', id)}
          holder={view.still.holder}
          empty={
            <div className="empty">
              <strong>{t('empty')}</strong>
              <span>{t('emptyWhat')}</span>
            </div>
          }
        />
      </section>
      {view.selected !== null && <KeyCard key={view.selected} id={view.selected} onClose={() => select(null)} />}
    </div>
  );
}

export const KeyCustomerScreen = () => (
  <LateTexts name="keyCustomers" pair={keyCustomerMessages}>
    <Inside />
  </LateTexts>
);
