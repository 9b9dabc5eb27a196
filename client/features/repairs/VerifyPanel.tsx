/** Whether the lights are really back: what meters and telemetry say, who is still dark, and what speaks against "restored". */

import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useSelection } from '../../live/selection.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';

export function VerifyPanel({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs.verify');
  const codes = useTranslations('repairs.refusal');
  const word = useWord();
  const format = useFormat();
  const [, select] = useSelection();
  const { verification, contradictions, missing } = job;
  const dark = verification.servicePointsDark;
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      <p>
        {word('verification', verification.state)}
        {verification.toVerify > 0 && (
          <>
            {' · '}
            {t('proved', { verified: format.number(verification.verified), all: format.number(verification.toVerify) })}
          </>
        )}
        {' · '}
        <strong>{t('dark', { count: dark, formatted: format.number(dark) })}</strong>
      </p>
      {verification.dark.length > 0 && (
        <ul className="dark-points" aria-label={t('darkList')}>
          {verification.dark.map((id) => (
            <li key={id}>
              <button type="button" className="link" onClick={() => select({ kind: 'service-point', id })}>
                {id}
              </button>
            </li>
          ))}
          {dark > verification.dark.length && <li className="muted">{t('more', { count: dark - verification.dark.length })}</li>}
        </ul>
      )}
      {contradictions.length > 0 && (
        <ul className="refusal">
          {contradictions.map(({ code, values }) => (
            <li key={`${code} ${JSON.stringify(values)}`}>
              {codes.has(code) ? codes(code) : code.replaceAll('-', ' ')} {Object.values(values).join(', ')}
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <p className="muted">
          {t('missing')} {missing.map((code) => (codes.has(code) ? codes(code) : code.replaceAll('-', ' '))).join(', ')}
        </p>
      )}
    </section>
  );
}
