/** The menu beside the person's name: theme, language, keys, windows, sign out. */

import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { useLive } from '../live/LiveContext.tsx';
import { languages, themes } from '../live/preferences.ts';
import { usePreference } from '../live/usePreferences.ts';
import { PersonIcon } from '../ui/icons.tsx';
import { useWord } from '../ui/useWord.ts';
import '../ui/menu.css';

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
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button person" data-plain title={who} aria-label={who}>
        <PersonIcon />
        <span className="person-words">
          <span className="cut">{person.name}</span>
          <span className="muted cut">{word('role', person.role)}</span>
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
          <DropdownMenu.Label className="menu-label">{t('theme')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme}>
            {themes.map((name) => (
              <DropdownMenu.RadioItem key={name} value={name} className="menu-item" onSelect={() => setTheme(name)}>
                <DropdownMenu.ItemIndicator className="menu-mark">✓</DropdownMenu.ItemIndicator>
                {t(`themes.${name}`)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Label className="menu-label">{t('language')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={language}>
            {languages.map((name) => (
              <DropdownMenu.RadioItem key={name} value={name} className="menu-item" lang={name} onSelect={() => setLanguage(name)}>
                <DropdownMenu.ItemIndicator className="menu-mark">✓</DropdownMenu.ItemIndicator>
                {LANGUAGE_NAMES[name]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.CheckboxItem className="menu-item" checked={letters} onCheckedChange={setLetters}>
            <DropdownMenu.ItemIndicator className="menu-mark">✓</DropdownMenu.ItemIndicator>
            {t('letters')}
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.CheckboxItem className="menu-item" checked={follow} onCheckedChange={setFollow}>
            <DropdownMenu.ItemIndicator className="menu-mark">✓</DropdownMenu.ItemIndicator>
            {t('follow')}
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.Item className="menu-item" onSelect={() => void api.remove('/api/v1/session').then(onSignedOut)}>
            {t('signOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
