/** One lamp for each kind of source, with its age in words: a silent source is a state on screen. */

import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import { useRecords } from '../live/useRecord.ts';
import { useFormat } from '../ui/FormatContext.tsx';
import { useNow } from '../ui/useNow.ts';
import { lampsOf } from './lamps.ts';

export function SourceLamps() {
  const t = useTranslations('shell.lamp');
  const shell = useTranslations('shell');
  const format = useFormat();
  const now = useNow();
  const lamps = useRecords('source', lampsOf);
  return (
    <Link to="/sources" className="lamps" aria-label={shell('lamps')}>
      {lamps.length === 0 && <span className="muted">{t('none')}</span>}
      {lamps.map(({ name, state, lastAt }) => {
        const age = lastAt === null ? '' : format.duration(now - lastAt);
        const text = lastAt === null ? t('never', { name: t(name) }) : t(state, { name: t(name), age });
        return (
          <span key={name} className="lamp" data-state={state}>
            <svg width={10} height={10} viewBox="-5 -5 10 10" aria-hidden="true">
              {state === 'online' && <circle r={3.5} fill="var(--line)" />}
              {state === 'stale' && <circle r={3.5} fill="none" stroke="var(--ink)" strokeWidth={1.5} strokeDasharray="1.5 2" />}
              {state === 'lost' && <path d="M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5" stroke="var(--ink)" strokeWidth={1.8} />}
            </svg>
            {text}
          </span>
        );
      })}
    </Link>
  );
}
