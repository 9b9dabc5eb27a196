/** Views a person keeps: filter, order and grouping under a name, in this browser. */

import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSearch } from 'wouter';
import { usePutAddress } from '../../live/useAddress.ts';
import { usePreference } from '../../live/usePreferences.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';

/** Parts of the address that make up a view. */
const PARTS = ['f', 'q', 'feeder', 'area', 'sort', 'state', 'group'] as const;

export function SavedViews() {
  const t = useTranslations('outages.views');
  const search = useSearch();
  const put = usePutAddress();
  const [views, setViews] = usePreference('outageViews');
  const [naming, setNaming] = useState<string | null>(null);

  const show = (query: string) => {
    const wanted = new URLSearchParams(query);
    put(Object.fromEntries(PARTS.map((part) => [part, wanted.get(part)])));
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const name = (naming ?? '').trim();
    if (name === '') return;
    const now = new URLSearchParams(search);
    const query = new URLSearchParams(PARTS.flatMap((part) => (now.has(part) ? [[part, now.get(part) ?? '']] : [])));
    setViews([...views.filter((view) => view.name !== name), { name, query: query.toString() }]);
    setNaming(null);
  };
  if (naming !== null) {
    return (
      <form
        className="view-name"
        onSubmit={save}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
          event.stopPropagation();
          setNaming(null);
        }}
      >
        <input
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the field opens because a person asked for it
          autoFocus
          aria-label={t('name')}
          placeholder={t('name')}
          maxLength={40}
          value={naming}
          onChange={(event) => setNaming(event.target.value)}
        />
        <Button type="submit" strong forbidden={naming.trim() === '' ? t('name') : null}>
          {t('save')}
        </Button>
      </form>
    );
  }
  return (
    <Menu
      plain
      label={t('title')}
      entries={[
        ...views.map(({ name, query }) => ({ kind: 'item' as const, text: name, run: () => show(query) })),
        { kind: 'line', key: 'own' },
        { kind: 'item', text: t('saveThis'), run: () => setNaming('') },
        ...views.map(({ name }) => ({
          kind: 'item' as const,
          text: t('remove', { name }),
          run: () => setViews(views.filter((view) => view.name !== name)),
        })),
      ]}
    >
      {t('title')} ▾
    </Menu>
  );
}
