/** Above everything: which crew, how much still waits, the line, sun mode, language, leaving. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useFeed } from '../../live/useFeed.ts';
import { usePreference } from '../../live/usePreferences.ts';
import { useOutbox } from './CrewContext.tsx';
import { isWaiting } from './outbox.ts';
import { useSun } from './useSun.ts';

type Props = { crew: CrewRecord | null; onQueue(): void; onChange(): void; onSignedOut(): void };

export function CrewTop({ crew, onQueue, onChange, onSignedOut }: Props) {
  const t = useTranslations('crew');
  const { person, api } = useLive();
  const { status } = useFeed();
  const { items, stopped } = useOutbox();
  const [language, setLanguage] = usePreference('language');
  const [sun, setSun] = useSun();
  const [open, setOpen] = useState(false);
  const waiting = items.filter(isWaiting).length;
  const live = status.state === 'live';
  return (
    <header className="crew-top">
      <div className="crew-top-row">
        <strong className="cut" lang="es">
          {crew?.name ?? person.name}
        </strong>
        <button type="button" className="crew-count" data-waiting={waiting > 0 || undefined} onClick={onQueue}>
          {waiting > 0 ? t('waiting', { count: waiting }) : t('allSent')}
        </button>
        <button type="button" className="crew-small" aria-expanded={open} aria-label={t('menu')} onClick={() => setOpen(!open)}>
          ☰
        </button>
      </div>
      <p className="crew-line" role="status" data-live={live || undefined}>
        {stopped === 'signed-out' ? t('signedOut') : live ? t('online') : t('offline')}
      </p>
      {open && (
        <div className="crew-menu">
          <button type="button" aria-pressed={sun} onClick={() => setSun(!sun)}>
            {t('sun')}
          </button>
          <button type="button" lang={language === 'en' ? 'zh-CN' : 'en'} onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
            {t('otherLanguage')}
          </button>
          <button type="button" onClick={onChange}>
            {t('changeCrew')}
          </button>
          <button type="button" onClick={() => void api.remove('/api/v1/session').then(onSignedOut)}>
            {t('signOut')}
          </button>
        </div>
      )}
    </header>
  );
}
