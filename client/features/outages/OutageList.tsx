/** The outage list: holds still under the pointer, follows the live feed otherwise, says what it hides. */

import { useCallback, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { isOpen } from '../../live/openOutages.ts';
import { useSelection } from '../../live/selection.ts';
import { useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Table } from '../../ui/Table.tsx';
import { useFrozenRows } from '../../ui/useFrozenRows.ts';
import { useKeys } from '../../ui/useKeys.ts';
import { GroupHeading } from './GroupHeading.tsx';
import { OutageFilterBar } from './OutageFilterBar.tsx';
import { useOutageColumns } from './outageColumns.tsx';
import { useAcknowledgeAll } from './useAcknowledgeAll.ts';
import { useEndedOutages } from './useEndedOutages.ts';
import { useNames } from './useNames.ts';
import { isHeading, useOutageGroups } from './useOutageGroups.ts';
import { useOutageView } from './useOutageView.ts';
import './outages.css';

const isOutage = (id: string): boolean => !isHeading(id);

export function OutageList({ onOpen }: { onOpen?(id: string): void }) {
  const t = useTranslations('outages');
  const { store } = useLive();
  const names = useNames();
  const ended = useEndedOutages();
  const view = useOutageView(names, ended.rows);
  const [selection, select] = useSelection();
  const live = useIsLive();
  const may = useMay();
  const mayAcknowledge = live && may('outage.acknowledge') && !ended.chosen;
  const columns = useOutageColumns(names);
  const groups = useOutageGroups(view.rows);
  const rows = useFrozenRows(groups.ids, `${view.arrangement} ${groups.arrangement}`, isOutage);
  const bulk = useAcknowledgeAll();

  // Rows that ended stay in place with what was last known of them (rule L1).
  const lastKnown = useRef(new Map<string, OutageRecord>());
  useMemo(() => {
    for (const row of view.rows) lastKnown.current.set(row.id, row);
  }, [view.rows]);
  const rowOf = useCallback((id: string) => store.get('outage', id) ?? lastKnown.current.get(id), [store]);

  const selected = selection?.kind === 'outage' ? selection.id : null;
  const choose = useCallback((id: string) => select({ kind: 'outage', id }), [select]);
  const open = useCallback(
    (id: string) => {
      choose(id);
      onOpen?.(id);
    },
    [choose, onOpen],
  );
  const headingOf = useCallback(
    (id: string) => {
      const group = groups.groups.get(id);
      return group ? <GroupHeading group={group} name={names.feeder(group.feeder)} onFold={groups.fold} /> : null;
    },
    [groups, names],
  );
  const step = (by: number) => {
    const found = rows.ids.filter(isOutage);
    const next = found[Math.max(0, Math.min(found.length - 1, (selected ? found.indexOf(selected) : -1 + (by < 0 ? 1 : 0)) + by))];
    if (next !== undefined) choose(next);
  };
  useKeys([
    { keys: 'j', label: t('next'), run: () => void step(1) },
    { keys: 'k', label: t('previous'), run: () => void step(-1) },
    { keys: 'u', label: t('letIn'), run: () => void rows.letIn() },
    { keys: 'Shift A', label: t('bulk.all'), run: () => void (mayAcknowledge && bulk.run(view.rows)) },
    ...[1, 2, 3, 4].map((priority) => ({
      keys: String(priority),
      label: t('priority', { priority }),
      run: () => void view.togglePriority(priority),
    })),
    { keys: '0', label: t('allPriorities'), run: () => void view.clear() },
  ]);

  const nothing = ended.failure
    ? [t('endedFailed', { message: ended.failure }), '']
    : ended.loading
      ? [t('loading'), '']
      : view.hidden.length > 0
        ? [t('emptyFilter'), t('emptyFilterWhat', { count: view.hidden.length })]
        : ended.chosen
          ? [t('emptyEnded'), '']
          : [t('emptyOpen'), t('emptyOpenWhat')];
  return (
    <section className="outage-list" aria-label={t('list')}>
      <OutageFilterBar view={view} ended={ended} names={names} groups={groups} bulk={bulk} mayAcknowledge={mayAcknowledge} />
      {rows.waiting > 0 && (
        <button type="button" className="waiting-bar" onClick={rows.letIn}>
          {t('waiting', { count: rows.waiting })} <kbd>u</kbd>
        </button>
      )}
      <Table
        label={t('list')}
        columns={columns}
        ids={rows.ids}
        rowOf={rowOf}
        sort={view.sort}
        onSort={view.setSort}
        selected={selected}
        onSelect={choose}
        onOpen={open}
        changedAt={(id) => store.changedAt('outage', id)}
        isEnded={(outage) => !isOpen(outage)}
        headingOf={headingOf}
        holder={rows.holder}
        empty={
          <div className="empty">
            <strong>{nothing[0]}</strong>
            <span>{nothing[1]}</span>
          </div>
        }
      />
    </section>
  );
}
