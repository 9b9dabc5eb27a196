/** Feed status: who speaks, who is silent, what was refused, and whether the sums are right. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import type { SourceRecord } from '../../../shared/records/source.ts';
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
import { Accounting } from './Accounting.tsx';
import { NoSources } from './NoSources.tsx';
import { Rejections } from './Rejections.tsx';
import { useSourceColumns } from './sourceColumns.tsx';
import { compareSources, stateOf } from './sourceOrder.ts';
import './sources.css';

const anyText = z.string().min(1).max(200);
const sortText = z.string().regex(/^-?(state|id|last|accepted|duplicates|rejected|gaps|points|stale|customers)$/);

const all = (table: ReadonlyMap<string, SourceRecord>) => [...table.values()];

export function SourceScreen() {
  const t = useTranslations('sources');
  const format = useFormat();
  const { store } = useLive();
  const [q, setQ] = useAddress('q', anyText);
  const [sortIn, setSortIn] = useAddress('sort', sortText);
  const [selection, select] = useSelection();
  const sources = useRecords('source', all);
  const columns = useSourceColumns();
  const sort = useMemo(() => {
    const text = sortIn ?? 'state';
    return text.startsWith('-') ? { key: text.slice(1), down: false } : { key: text, down: true };
  }, [sortIn]);
  const { rows, hidden } = useMemo(() => {
    const wanted = fold(q ?? '');
    const passed: SourceRecord[] = [];
    const held: SourceRecord[] = [];
    for (const source of sources) (fold(`${source.id} ${source.kinds.join(' ')}`).includes(wanted) ? passed : held).push(source);
    return { rows: passed.sort(compareSources(sort, format.locale)), hidden: held };
  }, [sources, q, sort, format.locale]);
  const still = useFrozenRows(
    useMemo(() => rows.map(({ id }) => id), [rows]),
    `${q}|${sort.key}|${sort.down}`,
  );
  const selected = selection?.kind === 'source' ? selection.id : null;
  const step = (by: number) => {
    const next = still.ids[Math.max(0, Math.min(still.ids.length - 1, (selected ? still.ids.indexOf(selected) : -1) + by))];
    if (next !== undefined) select({ kind: 'source', id: next });
  };
  useKeys([
    { keys: 'j', label: t('next'), run: () => void step(1) },
    { keys: 'k', label: t('previous'), run: () => void step(-1) },
    { keys: 'u', label: t('showAll'), run: () => void still.letIn() },
  ]);
  return (
    <section className="sources" aria-label={t('title')}>
      <Accounting />
      <div className="sources-main">
        <section className="sources-list" aria-label={t('list')}>
          <div className="filter-bar">
            <input
              className="field filter-text"
              type="search"
              aria-label={t('filter')}
              placeholder={t('filterPlaceholder')}
              value={q ?? ''}
              onChange={(event) => setQ(event.target.value === '' ? null : event.target.value.slice(0, 200))}
            />
            <p className="filter-words">
              <span>{t('online', { count: sources.filter((source) => stateOf(source) === 'online').length })}</span>
              <span>{t('staleCount', { count: sources.filter((source) => stateOf(source) !== 'online').length })}</span>
              {hidden.length > 0 && (
                <>
                  <strong>
                    {t('hidden', { count: hidden.length, silent: hidden.filter((source) => stateOf(source) !== 'online').length })}
                  </strong>
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
            rowOf={(id) => store.get('source', id)}
            sort={sort}
            onSort={({ key, down }) => setSortIn(`${down ? '' : '-'}${key}`)}
            selected={selected}
            onSelect={(id) => select({ kind: 'source', id })}
            holder={still.holder}
            empty={hidden.length > 0 ? <p className="empty">{t('emptyFilter')}</p> : <NoSources />}
          />
          <p className="sources-note muted">{t('what')}</p>
        </section>
        <Rejections />
      </div>
    </section>
  );
}
