/** Feeders and areas with their customers: total, out, predicted, partly supplied, unknown. */

import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import * as z from 'zod';
import type { AreaRecord, FeederRecord } from '../../../shared/records/places.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useAddress } from '../../live/useAddress.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Table } from '../../ui/Table.tsx';
import type { TableSort } from '../../ui/TableHead.tsx';
import { useTableView } from '../../ui/useTableView.ts';
import { usePlaceColumns } from './placeColumns.tsx';
import { comparePlaces, type Place } from './placeOrder.ts';
import './places.css';

const tabText = z.enum(['areas']);
const sortText = z.string().regex(/^-?(name|area|outages|total|out|predicted|partial|unknown|share)$/);

const feedersOf = (table: ReadonlyMap<string, FeederRecord>): readonly Place[] => [...table.values()];
const areasOf = (table: ReadonlyMap<string, AreaRecord>): readonly Place[] => [...table.values()];

const textOf = ({ name, id }: Place): string => `${name} ${id}`;

export function PlaceScreen() {
  const t = useTranslations('places');
  const format = useFormat();
  const { store } = useLive();
  const [, navigate] = useLocation();
  const [tab, setTab] = useAddress('tab', tabText);
  const kind = tab === 'areas' ? 'area' : 'feeder';
  const feeders = useRecords('feeder', feedersOf);
  const areas = useRecords('area', areasOf);
  const places = kind === 'area' ? areas : feeders;
  const areaName = (id: string | null) => (id === null ? '' : (store.get('area', id)?.name ?? id));
  const columns = usePlaceColumns(kind, areaName);
  const orderOf = useCallback((sort: TableSort) => comparePlaces(sort, format.locale), [format.locale]);
  const words = t(kind === 'area' ? 'areas' : 'feeders');
  const view = useTableView<Place>({
    kind,
    rows: places,
    sorts: sortText,
    usualSort: 'out',
    textOf,
    orderOf,
    words: { next: words, previous: words, letIn: t('showAll') },
  });
  const { rows, hidden, selected } = view;
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const out = rows.reduce((sum, { customersOut }) => sum + customersOut, 0);
  const label = t(kind === 'area' ? 'areaList' : 'feederList');
  return (
    <section className="places" aria-label={label}>
      <div className="filter-bar">
        <fieldset className="choice" aria-label={t('tabs')}>
          <Button pressed={kind === 'feeder'} onPress={() => setTab(null)}>
            {t('feeders')}
          </Button>
          <Button pressed={kind === 'area'} onPress={() => setTab('areas')}>
            {t('areas')}
          </Button>
        </fieldset>
        <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.text} onText={view.setText} />
        {selected !== null && (
          <>
            <Button onPress={() => navigate(`/map?sel=${encodeURIComponent(`${kind}/${selected}`)}`)}>{t('onMap')}</Button>
            <Button onPress={() => navigate(`/outages?${kind}=${encodeURIComponent(selected)}`)}>{t('outagesHere')}</Button>
          </>
        )}
        <p className="filter-words">
          <span>{t('shown', { count: rows.length, out: format.number(out) })}</span>
          {hidden.length > 0 && (
            <>
              <strong>
                {t('hidden', { count: hidden.length, affected: hidden.filter(({ customersOut }) => customersOut > 0).length })}
              </strong>
              <Button plain onPress={() => view.setText(null)}>
                {t('showAll')}
              </Button>
            </>
          )}
        </p>
      </div>
      <Table
        label={label}
        columns={columns}
        ids={view.still.ids}
        rowOf={(id) => byId.get(id) ?? store.get(kind, id)}
        sort={view.sort}
        onSort={view.setSort}
        selected={selected}
        onSelect={view.select}
        onOpen={(id) => navigate(`/map?sel=${encodeURIComponent(`${kind}/${id}`)}`)}
        changedAt={(id) => store.changedAt(kind, id)}
        holder={view.still.holder}
        empty={
          <div className="empty">
            <strong>{hidden.length > 0 ? t('emptyFilter') : t(kind === 'area' ? 'emptyAreas' : 'emptyFeeders')}</strong>
            {hidden.length === 0 && <span>{t('emptyWhat')}</span>}
          </div>
        }
      />
    </section>
  );
}
