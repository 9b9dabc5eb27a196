/** Received = accepted + duplicates + rejected, from the journal, exact at each revision. */

import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useFeed } from '../../live/useFeed.ts';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { createRateMeter } from './rateMeter.ts';

export function Accounting() {
  const t = useTranslations('sources');
  const format = useFormat();
  const { recording } = useFeed();
  useNow();
  const summary = useRecord('summary', 'summary');
  const meter = useRef<ReturnType<typeof createRateMeter>>(null);
  meter.current ??= createRateMeter();
  const messages = summary?.messages;
  const rate = messages ? meter.current.look(messages.received, performance.now()) : null;
  const difference = messages ? messages.received - messages.accepted - messages.duplicates - messages.rejected : 0;
  const parts = ['received', 'accepted', 'duplicates', 'rejected'] as const;
  return (
    <section className="accounting" aria-label={t('account')}>
      <p className="accounting-sum">
        {parts.map((name, index) => (
          <span key={name} className="accounting-part">
            {index > 0 && (
              <span className="accounting-sign" aria-hidden="true">
                {index === 1 ? '=' : '+'}
              </span>
            )}
            <span className="figure">
              <strong>{messages ? format.number(messages[name]) : '–'}</strong>
              <span>{t(name)}</span>
            </span>
          </span>
        ))}
      </p>
      <div className="accounting-words">
        <p>
          {messages && (difference === 0 ? `✓ ${t('sums')}` : <strong>{t('sumsWrong', { difference: format.number(difference) })}</strong>)}
        </p>
        <p className="muted">{rate === null ? t('rateNone') : t('rate', { rate: format.number(Math.round(rate * 10) / 10) })}</p>
      </div>
      <p className="muted accounting-recording">{recording ? t('recording') : <strong>{t('notRecording')}</strong>}</p>
    </section>
  );
}
