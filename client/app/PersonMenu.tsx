/** The menu beside the person's name: theme, language, keys, windows, sign out. */

import { useTranslations } from 'use-intl';
import { useLive } from '../live/LiveContext.tsx';
import { languages, themes } from '../live/preferences.ts';
import { usePreference } from '../live/usePreferences.ts';
import { PersonIcon } from '../ui/icons.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuEntry } from '../ui/menuEntries.ts';
import { useWord } from '../ui/useWord.ts';

const LANGUAGE_NAMES = { en: 'English', 'zh-CN': '中文' } as const;

export function PersonMenu({ onSignedOut }: { onSignedOut(): void }) {
  const t = useTranslations('shell');
  const word = useWord();
  const { person, api } = useLive();
  const [theme, setTheme] = usePreference('theme');
  const [language, setLanguage] = usePreference('language');
  const [letters, setLetters] = usePreference('letters');
  const [follow, setFollow] = usePreference('follow');
  const who = t('person', { name: person.name, role: word('role', person.role) });
  const entries: readonly MenuEntry[] = [
    { kind: 'label', text: t('theme') },
    ...themes.map((name) => ({ kind: 'choice' as const, text: t(`themes.${name}`), chosen: name === theme, run: () => setTheme(name) })),
    { kind: 'line', key: 'language' },
    { kind: 'label', text: t('language') },
    ...languages.map((name) => ({
      kind: 'choice' as const,
      text: LANGUAGE_NAMES[name],
      chosen: name === language,
      lang: name,
      run: () => setLanguage(name),
    })),
    { kind: 'line', key: 'habits' },
    { kind: 'check', text: t('letters'), checked: letters, run: () => setLetters(!letters) },
    { kind: 'check', text: t('follow'), checked: follow, run: () => setFollow(!follow) },
    { kind: 'line', key: 'leave' },
    { kind: 'item', text: t('signOut'), run: () => void api.remove('/api/v1/session').then(onSignedOut) },
  ];
  return (
    <Menu entries={entries} className="person" plain label={who}>
      <PersonIcon />
      <span className="person-words">
        <span className="cut">{person.name}</span>
        <span className="muted cut">{word('role', person.role)}</span>
      </span>
    </Menu>
  );
}
