/** Search, filters, lanes, kept views, and in words what the filter hides (rule L12). */

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation, useSearch } from 'wouter';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { AreaRecord } from '../../../shared/records/places.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuEntry } from '../../ui/menuEntries.ts';
import { isLate, laneKinds, only } from './jobFilter.ts';
import { dropView, keepView, readViews } from './savedViews.ts';
import type { BoardView } from './useBoardView.ts';

const namesOf = (table: ReadonlyMap<string, AreaRecord | CrewRecord>): readonly { readonly id: string; readonly name: string }[] =>
  [...table.values()].map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));

function Choice(props: {
  label: string;
  all: string;
  value: string | null;
  options: ReturnType<typeof namesOf>;
  onChoose(id: string | null): void;
}) {
  return (
    <select
      className="field board-choice"
      aria-label={props.label}
      value={props.value ?? ''}
      onChange={(event) => props.onChoose(event.target.value || null)}
    >
      <option value="">{props.all}</option>
      {props.options.map(({ id, name }) => (
        <option key={id} value={id} lang="es">
          {name}
        </option>
      ))}
    </select>
  );
}

export function BoardBar({ view, onNew }: { view: BoardView; onNew(): void }) {
  const t = useTranslations('repairs');
  const format = useFormat();
  const search = useSearch();
  const [, navigate] = useLocation();
  const areas = useRecords('area', namesOf);
  const crews = useRecords('crew', namesOf);
  const [views, setViews] = useState(() => readViews(localStorage));
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const used = useMemo(() => new Set(view.jobs.map(({ area }) => area)), [view.jobs]);
  const shownAreas = areas.filter(({ id }) => used.has(id) || id === view.filter.area);

  const part = () => {
    const kept = new URLSearchParams(search);
    kept.delete('sel');
    return kept.toString();
  };
  const entries: readonly MenuEntry[] = [
    ...(views.length === 0 ? [{ kind: 'label' as const, text: t('views.none') }] : []),
    ...views.map((kept) => ({ kind: 'item' as const, text: kept.name, run: () => navigate(`/repairs?${kept.search}`) })),
    { kind: 'line', key: 'keep' },
    { kind: 'item', text: t('views.save'), run: () => setNaming(true) },
    ...views.map((kept) => ({
      kind: 'item' as const,
      text: t('views.drop', { name: kept.name }),
      run: () => setViews(dropView(localStorage, kept.name)),
    })),
  ];
  return (
    <div className="filter-bar board-bar no-print">
      <input
        className="field filter-text"
        type="search"
        aria-label={t('filter')}
        placeholder={t('filterPlaceholder')}
        value={view.filter.text}
        onChange={(event) => view.setText(event.target.value)}
      />
      <Choice label={t('area')} all={t('allAreas')} value={view.filter.area} options={shownAreas} onChoose={view.setArea} />
      <Choice label={t('crewFilter')} all={t('allCrews')} value={view.filter.crew} options={crews} onChoose={view.setCrew} />
      <Choice
        label={t('only.title')}
        all={t('only.all')}
        value={view.filter.only}
        options={only.map((id) => ({ id, name: t(`only.${id}`) }))}
        onChoose={(id) => view.setOnly(only.find((each) => each === id) ?? null)}
      />
      <select
        className="field board-choice"
        aria-label={t('lane.title')}
        value={view.lanes}
        onChange={(event) => view.setLanes(laneKinds.find((kind) => kind === event.target.value) ?? 'none')}
      >
        {laneKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`lane.${kind}`)}
          </option>
        ))}
      </select>
      <Button pressed={view.filter.ended} onPress={() => view.setEnded(!view.filter.ended)}>
        {t('ended')}
      </Button>
      <Menu entries={entries}>{t('views.title')} ▾</Menu>
      <Button onPress={onNew}>{t('create.title')}</Button>
      <Button onPress={() => print()}>{t('print')}</Button>
      <p className="filter-words">
        <span>
          {t('shown', { count: view.jobs.length, formatted: format.number(view.jobs.length), late: view.jobs.filter(isLate).length })}
        </span>
        {view.hidden.count > 0 && (
          <>
            <strong>{t('hidden', view.hidden)}</strong>
            <Button plain onPress={view.clear}>
              {t('showAll')}
            </Button>
          </>
        )}
      </p>
      {naming && (
        <Dialog title={t('views.save')} closeLabel={t('close')} onClose={() => setNaming(false)}>
          <form
            className="reason-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() === '') return;
              setViews(keepView(localStorage, { name: name.trim(), search: part() }));
              setNaming(false);
            }}
          >
            <label className="label">
              <span>{t('views.name')}</span>
              <input className="field" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
            </label>
            <div className="command-row">
              <Button type="submit" strong>
                {t('views.keep')}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
