/** Feed status: who speaks, who is silent, what was refused, and whether the sums are right. */

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import type { SourceRecord } from '../../../shared/records/source.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Table } from '../../ui/Table.tsx';
import type { TableSort } from '../../ui/TableHead.tsx';
import { useTableView } from '../../ui/useTableView.ts';
import { Accounting } from './Accounting.tsx';
import { NoSources } from './NoSources.tsx';
import { Rejections } from './Rejections.tsx';
import { useSourceColumns } from './sourceColumns.tsx';
import { compareSources, stateOf } from './sourceOrder.ts';
import './sources.css';

const sortText = z.string().regex(/^-?(state|id|last|accepted|duplicates|rejected|gaps|points|stale|customers)$/);

const textOf = ({ id, kinds }: SourceRecord): string => `${id} ${kinds.join(' ')}`;
const all = (table: ReadonlyMap<string, SourceRecord>) => [...table.values()];

export function SourceScreen() {
  const t = useTranslations('sources');
  const format = useFormat();
  const { store } = useLive();
  const sources = useRecords('source', all);
  const columns = useSourceColumns();
  const orderOf = useCallback((sort: TableSort) => compareSources(sort, format.locale), [format.locale]);
  const view = useTableView<SourceRecord>({
    kind: 'source',
    rows: sources,
    sorts: sortText,
    usualSort: 'state',
    textOf,
    orderOf,
    words: { next: t('next'), previous: t('previous'), letIn: t('showAll') },
  });
  const { hidden } = view;
  return (
    <section className="sources" aria-label={t('title')}>
      <Accounting />
      <div className="sources-main">
        <section className="sources-list" aria-label={t('list')}>
          <div className="filter-bar">
            <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.text} onText={view.setText} />
            <p className="filter-words">
              <span>{t('online', { count: sources.filter((source) => stateOf(source) === 'online').length })}</span>
              <span>{t('staleCount', { count: sources.filter((source) => stateOf(source) !== 'online').length })}</span>
              {hidden.length > 0 && (
                <>
                  <strong>
                    {t('hidden', { count: hidden.length, silent: hidden.filter((source) => stateOf(source) !== 'online').length })}
                  </strong>
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
            rowOf={(id) => store.get('source', id)}
            sort={view.sort}
            onSort={view.setSort}
            selected={view.selected}
            onSelect={view.select}
            holder={view.still.holder}
            empty={hidden.length > 0 ? <p className="empty">{t('emptyFilter')}</p> : <NoSources />}
          />
          <p className="sources-note muted">{t('what')}</p>
        </section>
        <Rejections />
      </div>
    </section>
  );
}
