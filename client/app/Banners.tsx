/** What must be known before anything else on the page is read: not live, not recording, storm mode, simulated time, a wrong clock. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation, useSearchParams } from 'wouter';
import { useLive } from '../live/LiveContext.tsx';
import { useFeed } from '../live/useFeed.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/FormatContext.tsx';
import { useNow } from '../ui/useNow.ts';
import { StormBanner } from './StormBanner.tsx';
import { screens } from './screens.tsx';

const CAUGHT_UP_MS = 5_000;
const CLOCK_TOLERANCE_MS = 2_000;

function Connection() {
  const t = useTranslations('shell');
  const format = useFormat();
  useNow();
  const { feed } = useLive();
  const { status, caughtUp } = useFeed();
  const monotonic = performance.now();
  switch (status.state) {
    case 'connecting':
      return null;
    case 'refused':
      return (
        <div className="banner" data-tone="alarm" role="alert">
          {t('refused', { code: status.code })}
          <Button onPress={() => location.reload()}>{t('reload')}</Button>
        </div>
      );
    case 'offline': {
      const seconds = status.nextTryAt === null ? null : Math.max(0, Math.ceil((status.nextTryAt - monotonic) / 1000));
      return (
        <div className="banner" data-tone="alarm">
          <strong role="alert">{status.since === null ? t('offlineNever') : t('offline', { time: format.seconds(status.since) })}</strong>
          <span>{seconds === null ? t('trying') : t('nextTry', { seconds })}</span>
          <Button onPress={feed.tryNow}>{t('tryNow')}</Button>
        </div>
      );
    }
    case 'live':
      if (!caughtUp || monotonic - caughtUp.at > CAUGHT_UP_MS) return null;
      return (
        <div className="banner" role="status">
          {t('caughtUp', { count: caughtUp.changes, formatted: format.number(caughtUp.changes) })}
        </div>
      );
  }
}

function WrongClock() {
  const t = useTranslations('shell');
  const { clock } = useLive();
  useNow();
  const ahead = clock.browserAheadMs();
  if (ahead === null || Math.abs(ahead) < CLOCK_TOLERANCE_MS) return null;
  return (
    <div className="banner">
      {t('clockOff', { seconds: Math.round(Math.abs(ahead) / 1000), direction: ahead > 0 ? 'ahead' : 'behind' })}
    </div>
  );
}

function SimulatedTime() {
  const t = useTranslations('shell');
  const format = useFormat();
  const now = useNow();
  const { clockSpeed } = useFeed();
  const { configuration } = useLive();
  if (clockSpeed === null && configuration.clock === 'wall') return null;
  const time = format.seconds(now);
  return (
    <div className="banner" data-tone="frame">
      {clockSpeed ? t('simulated', { time, speed: format.number(Math.round(clockSpeed)) }) : t('simulatedStill', { time })}
    </div>
  );
}

function UnknownParts() {
  const t = useTranslations('shell');
  const [location] = useLocation();
  const [params] = useSearchParams();
  const [dismissed, setDismissed] = useState('');
  const screen = screens.find(({ path }) => location === path || location.startsWith(`${path}/`));
  if (!screen) return null;
  const unknown = [...new Set(params.keys())].filter((key) => key !== 'sel' && !screen.parts.includes(key)).join(', ');
  if (unknown === '' || unknown === dismissed) return null;
  return (
    <div className="banner" role="status">
      {t('unknownParts', { parts: unknown })}
      <Button onPress={() => setDismissed(unknown)}>{t('close')}</Button>
    </div>
  );
}

export function Banners() {
  const t = useTranslations('shell');
  const { recording } = useFeed();
  return (
    <div className="banners">
      <Connection />
      {!recording && (
        <div className="banner" data-tone="alarm" role="alert">
          {t('notRecording')}
        </div>
      )}
      <StormBanner />
      <SimulatedTime />
      <WrongClock />
      <UnknownParts />
    </div>
  );
}
