/** The notification centre: every notice with its coverage, and the card of the selected one. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import type { NotificationRecord } from '../../../shared/records/notification.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useSelection } from '../../live/selection.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { LateTexts } from '../../ui/LateTexts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Table } from '../../ui/Table.tsx';
import type { Column, TableSort } from '../../ui/TableHead.tsx';
import { useTableView } from '../../ui/useTableView.ts';
import { notificationMessages } from './messages.ts';
import { NoticeCard } from './NoticeCard.tsx';
import '../../ui/card.css';
import '../../ui/split.css';
import '../../ui/table.css';

const sortText = z.string().regex(/^-?(affected|opened)$/);
const all = (table: ReadonlyMap<string, NotificationRecord>) => [...table.values()];
const textOf = ({ id, about, kind, areas }: NotificationRecord): string => `${id} ${about} ${kind} ${areas.join(' ')}`;

function orderOf({ key, down }: TableSort): (a: NotificationRecord, b: NotificationRecord) => number {
  const sign = down ? 1 : -1;
  return (a, b) => sign * (key === 'affected' ? b.affected - a.affected : b.openedAt.localeCompare(a.openedAt)) || (a.id < b.id ? -1 : 1);
}

function useNoticeColumns(): readonly Column<NotificationRecord>[] {
  const t = useTranslations('notifications');
  const format = useFormat();
  return useMemo<readonly Column<NotificationRecord>[]>(
    () => [
      { key: 'kind', title: t('column.kind'), width: 130, cell: ({ kind }) => t(`kind.${kind}`) },
      { key: 'about', title: t('column.about'), width: 120, grow: 1, cell: ({ about }) => <span className="cut">{about}</span> },
      { key: 'state', title: t('column.state'), width: 150, cell: ({ state }) => t(`state.${state}`) },
      {
        key: 'affected',
        title: t('column.affected'),
        width: 90,
        end: true,
        sortable: true,
        cell: ({ affected }) => <strong>{format.number(affected)}</strong>,
      },
      {
        key: 'covered',
        title: t('column.covered'),
        width: 90,
        end: true,
        cell: ({ affected, covered }) => (affected === 0 ? '–' : format.percent(covered / affected)),
      },
      {
        key: 'sent',
        keep: 30,
        title: t('column.sent'),
        width: 80,
        end: true,
        cell: ({ sent }) => format.number(sent.sms + sent.voice + sent.email),
      },
      { key: 'opened', keep: 50, title: t('column.opened'), width: 140, sortable: true, cell: ({ openedAt }) => <Moment at={openedAt} /> },
    ],
    [t, format],
  );
}

function Inside() {
  const t = useTranslations('notifications');
  const format = useFormat();
  const { store } = useLive();
  const [, select] = useSelection();
  const notices = useRecords('notification', all);
  const columns = useNoticeColumns();
  const view = useTableView<NotificationRecord>({
    kind: 'notification',
    rows: notices,
    sorts: sortText,
    usualSort: 'opened',
    textOf,
    orderOf,
    words: { next: t('next'), previous: t('previous'), letIn: t('showAll') },
  });
  const affected = view.rows.reduce((sum, notice) => sum + notice.affected, 0);
  return (
    <div className="split" data-open={view.selected !== null || undefined}>
      <section className="places" aria-label={t('list')}>
        <div className="filter-bar">
          <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.text} onText={view.setText} />
          <p className="filter-words">
            <span>{t('shown', { count: view.rows.length, affected: format.number(affected) })}</span>
            {view.hidden.length > 0 && (
              <>
                <strong>{t('hidden', { count: view.hidden.length })}</strong>
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
          rowOf={(id) => store.get('notification', id)}
          sort={view.sort}
          onSort={view.setSort}
          selected={view.selected}
          onSelect={view.select}
          changedAt={(id) => store.changedAt('notification', id)}
          isEnded={({ state }) => state === 'done'}
          holder={view.still.holder}
          empty={
            <div className="empty">
              <strong>{t('empty')}</strong>
              <span>{t('emptyWhat')}</span>
            </div>
          }
        />
      </section>
      {view.selected !== null && <NoticeCard key={view.selected} id={view.selected} onClose={() => select(null)} />}
    </div>
  );
}

export const NotificationScreen = () => (
  <LateTexts name="notifications" pair={notificationMessages}>
    <Inside />
  </LateTexts>
);
