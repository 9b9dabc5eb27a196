/** Feeders and areas with their customers: total, out, predicted, partly supplied, unknown. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import * as z from 'zod';
import type { AreaRecord, FeederRecord } from '../../../shared/records/places.ts';
import { fold } from '../../live/fold.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useSelection } from '../../live/selection.ts';
import { useAddress } from '../../live/useAddress.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Table } from '../../ui/Table.tsx';
import type { TableSort } from '../../ui/TableHead.tsx';
import { useFrozenRows } from '../../ui/useFrozenRows.ts';
import { useKeys } from '../../ui/useKeys.ts';
import { usePlaceColumns } from './placeColumns.tsx';
import { comparePlaces, type Place } from './placeOrder.ts';
import './places.css';

const tabText = z.enum(['areas']);
const anyText = z.string().min(1).max(200);
const sortText = z.string().regex(/^-?(name|area|outages|total|out|predicted|partial|unknown|share)$/);

const feedersOf = (table: ReadonlyMap<string, FeederRecord>): readonly Place[] => [...table.values()];
const areasOf = (table: ReadonlyMap<string, AreaRecord>): readonly Place[] => [...table.values()];

export function PlaceScreen() {
  const t = useTranslations('places');
  const format = useFormat();
  const { store } = useLive();
  const [, navigate] = useLocation();
  const [tab, setTab] = useAddress('tab', tabText);
  const [q, setQ] = useAddress('q', anyText);
  const [sortIn, setSortIn] = useAddress('sort', sortText);
  const [selection, select] = useSelection();
  const kind = tab === 'areas' ? 'area' : 'feeder';
  const feeders = useRecords('feeder', feedersOf);
  const areas = useRecords('area', areasOf);
  const places = kind === 'area' ? areas : feeders;
  const areaName = (id: string | null) => (id === null ? '' : (store.get('area', id)?.name ?? id));
  const columns = usePlaceColumns(kind, areaName);
  const sort = useMemo<TableSort>(() => {
    const text = sortIn ?? 'out';
    return text.startsWith('-') ? { key: text.slice(1), down: false } : { key: text, down: true };
  }, [sortIn]);
  const { rows, hidden } = useMemo(() => {
    const wanted = fold(q ?? '');
    const passed: Place[] = [];
    const held: Place[] = [];
    for (const place of places) (fold(`${place.name} ${place.id}`).includes(wanted) ? passed : held).push(place);
    return { rows: passed.sort(comparePlaces(sort, format.locale)), hidden: held };
  }, [places, q, sort, format.locale]);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const still = useFrozenRows(
    useMemo(() => rows.map(({ id }) => id), [rows]),
    `${kind}|${q}|${sort.key}|${sort.down}`,
  );
  const selected = selection?.kind === kind ? selection.id : null;
  const step = (by: number) => {
    const at = selected ? still.ids.indexOf(selected) : -1;
    const next = still.ids[Math.max(0, Math.min(still.ids.length - 1, at + by))];
    if (next !== undefined) select({ kind, id: next });
  };
  useKeys([
    { keys: 'j', label: t(kind === 'area' ? 'areas' : 'feeders'), run: () => void step(1) },
    { keys: 'k', label: t(kind === 'area' ? 'areas' : 'feeders'), run: () => void step(-1) },
    { keys: 'u', label: t('showAll'), run: () => void still.letIn() },
  ]);
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
        <input
          className="field filter-text"
          type="search"
          aria-label={t('filter')}
          placeholder={t('filterPlaceholder')}
          value={q ?? ''}
          onChange={(event) => setQ(event.target.value === '' ? null : event.target.value.slice(0, 200))}
        />
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
              <Button plain onPress={() => setQ(null)}>
                {t('showAll')}
              </Button>
            </>
          )}
        </p>
      </div>
      <Table
        label={label}
        columns={columns}
        ids={still.ids}
        rowOf={(id) => byId.get(id) ?? store.get(kind, id)}
        sort={sort}
        onSort={({ key, down }) => setSortIn(`${down ? '' : '-'}${key}`)}
        selected={selected}
        onSelect={(id) => select({ kind, id })}
        onOpen={(id) => navigate(`/map?sel=${encodeURIComponent(`${kind}/${id}`)}`)}
        changedAt={(id) => store.changedAt(kind, id)}
        holder={still.holder}
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
