/** One box that finds anything: screens, commands, what is on the feed, and whatever the server knows. */

import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import * as z from 'zod';
import { fold } from '../live/fold.ts';
import { useLive } from '../live/LiveContext.tsx';
import { formatSelection, parseSelection, selectableKinds } from '../live/selection.ts';
import { useAnswer } from '../live/useAnswer.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useKeyboard } from '../ui/useKeys.ts';
import { screens } from './screens.tsx';

const LIMIT = 20;

const found = z.object({
  items: z.array(z.object({ kind: z.string(), id: z.string(), name: z.string(), lon: z.number().nullable(), lat: z.number().nullable() })),
});

type Hit = { readonly key: string; readonly group: string; readonly name: string; readonly detail: string; readonly run: () => void };

/** Kinds of network things share one kind of selection. */
const selectionKind = (kind: string) =>
  selectableKinds.find((known) => known === kind) ?? (['branch', 'switch', 'line', 'transformer'].includes(kind) ? 'device' : null);

export function CommandPalette({ onClose }: { onClose(): void }) {
  const t = useTranslations('shell');
  const { store } = useLive();
  const keyboard = useKeyboard();
  const [location, navigate] = useLocation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const wanted = useDeferredValue(text.trim());
  const path = wanted.length < 2 ? null : `/api/v1/search?q=${encodeURIComponent(wanted)}&limit=${LIMIT}`;
  const { answer } = useAnswer(path, found);

  const hits = useMemo<readonly Hit[]>(() => {
    const key = fold(wanted);
    const matches = (name: string) => fold(name).includes(key);
    const goTo = (kind: string, id: string) => () => {
      const base = location.startsWith('/outages') && kind === 'outage' ? '/outages' : '/map';
      const selection = parseSelection(`${selectionKind(kind) ?? 'device'}/${id}`);
      if (selection) navigate(`${base}?sel=${encodeURIComponent(formatSelection(selection))}`);
    };
    const own: Hit[] = screens
      .filter(({ name }) => matches(t(`screen.${name}`)))
      .map(({ name, path: to, letter }) => ({
        key: to,
        group: 'screen',
        name: t(`screen.${name}`),
        detail: `g ${letter}`,
        run: () => navigate(to),
      }));
    if (key === '') return own;
    const commands: Hit[] = keyboard
      .shortcuts()
      .filter(({ keys, label }) => !keys.startsWith('g ') && matches(label))
      .slice(0, 6)
      .map(({ keys, label, run }) => ({ key: `key ${keys}`, group: 'command', name: label, detail: keys, run: () => void run() }));
    const outages: Hit[] = [...store.table('outage').values()]
      .filter(({ id, device }) => matches(device.name) || matches(id) || matches(device.id))
      .slice(0, 8)
      .map(({ id, device }) => ({ key: id, group: 'outage', name: device.name, detail: id, run: goTo('outage', id) }));
    const server: Hit[] = (answer?.ok ? answer.value.items : [])
      .filter(({ kind, id }) => selectionKind(kind) !== null && !outages.some((hit) => hit.key === id))
      .map(({ kind, id, name }) => ({ key: `${kind}/${id}`, group: kind, name, detail: name === id ? '' : id, run: goTo(kind, id) }));
    return [...own, ...outages, ...server, ...commands].slice(0, LIMIT + 10);
  }, [wanted, answer, store, keyboard, location, navigate, t]);

  const at = Math.min(chosen, hits.length - 1);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const take = (hit: Hit | undefined) => {
    if (!hit) return;
    onClose();
    hit.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (event.key === 'Enter') take(hits[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('search')} closeLabel={t('close')} onClose={onClose} wide>
      <input
        className="field palette-field"
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        aria-activedescendant={hits[at] ? `${listId}-${at}` : undefined}
        aria-label={t('searchLong')}
        placeholder={t('searchLong')}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <div className="palette" id={listId} role="listbox" aria-label={t('search')} ref={list}>
        {hits.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the field
          <div
            key={hit.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-hit"
            onClick={() => take(hit)}
          >
            <span className="muted palette-group">{t.has(`group.${hit.group}`) ? t(`group.${hit.group}`) : hit.group}</span>
            <span className="cut" lang={hit.group === 'screen' || hit.group === 'command' ? undefined : 'es'}>
              {hit.name}
            </span>
            <span className="muted cut">{hit.detail}</span>
          </div>
        ))}
      </div>
      <p className="muted palette-note" role="status">
        {wanted === '' ? t('searchStart') : hits.length === 0 ? t('searchEmpty', { text: wanted }) : ''}
        {answer && !answer.ok && t('searchOffline')}
      </p>
    </Dialog>
  );
}
