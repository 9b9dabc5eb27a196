/** Clock, figures, sources and the person's own settings, the same on all staff screens. */

import { useTranslations } from 'use-intl';
import { useLive } from '../live/LiveContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/FormatContext.tsx';
import { HelpIcon, SearchIcon, SoundIcon } from '../ui/icons.tsx';
import { useNow } from '../ui/useNow.ts';
import { Figures } from './Figures.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SourceLamps } from './SourceLamps.tsx';
import { Unacknowledged } from './Unacknowledged.tsx';
import type { Sound } from './useSound.ts';

function Clock() {
  const format = useFormat();
  const now = useNow();
  return (
    <time className="clock" dateTime={new Date(now).toISOString()} title={format.full(now)}>
      <span className="clock-time">{format.seconds(now)}</span>
      <span className="muted">{format.offset(now)}</span>
    </time>
  );
}

type Props = { sound: Sound; onOpen(what: 'palette' | 'help'): void; onSignedOut(): void };

export function TopBar({ sound, onOpen, onSignedOut }: Props) {
  const t = useTranslations('shell');
  const { configuration } = useLive();
  const soundHint = t(sound.state === 'off' ? 'soundOff' : sound.state === 'muted' ? 'soundMuted' : 'soundOn');
  return (
    <header className="topbar">
      <div className="topbar-name">
        <strong className="cut" lang="es">
          {configuration.name}
        </strong>
        <Clock />
      </div>
      <Figures />
      <Unacknowledged />
      <SourceLamps />
      <div className="topbar-tools">
        <Button plain icon label={t('search')} hint={`${t('searchLong')} (Ctrl K)`} shortcut="Control+K" onPress={() => onOpen('palette')}>
          <SearchIcon />
        </Button>
        <Button plain icon label={t('sound')} hint={soundHint} pressed={sound.state !== 'off'} onPress={sound.toggle}>
          <SoundIcon on={sound.state === 'armed'} />
        </Button>
        <Button plain icon label={t('help')} shortcut="?" onPress={() => onOpen('help')}>
          <HelpIcon />
        </Button>
        <PersonMenu onSignedOut={onSignedOut} />
      </div>
    </header>
  );
}
