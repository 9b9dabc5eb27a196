/** Why this device: evidence for and against, the next best ones, and why not one higher (rule P15). */

import { useTranslations } from 'use-intl';
import type { Explanation, OutageRecord } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useSentence } from './useSentence.ts';

type Reasons = Explanation['for'];

function ReasonList({ title, reasons, empty, sign }: { title: string; reasons: Reasons; empty: string; sign: string }) {
  const sentence = useSentence();
  return (
    <div>
      <h4>{title}</h4>
      {reasons.length === 0 ? (
        <p className="muted">{empty}</p>
      ) : (
        <ul className="reasons">
          {reasons.map(({ code, values }) => (
            <li key={`${code} ${JSON.stringify(values)}`}>
              <span aria-hidden="true" className="muted">
                {sign}
              </span>
              {sentence(code, values)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function ExplanationPanel({ outage, explanation }: { outage: OutageRecord; explanation: Explanation | null }) {
  const t = useTranslations('outages.why');
  const format = useFormat();
  const sentence = useSentence();
  if (!explanation) {
    if (outage.origin !== 'scada') return null;
    return (
      <section className="detail-part">
        <h3>{t('title')}</h3>
        <p>{t('telemetry')}</p>
      </section>
    );
  }
  const upstream = explanation.whyNotUpstream;
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      <div className="why">
        <ReasonList title={t('for')} reasons={explanation.for} empty="–" sign="+" />
        <ReasonList title={t('against')} reasons={explanation.against} empty={t('none')} sign="−" />
      </div>
      <h4>{t('alternatives')}</h4>
      {explanation.alternatives.length === 0 && <p className="muted">{t('noAlternatives')}</p>}
      <ul className="alternatives">
        {explanation.alternatives.map(({ device, name, direction, score, passed, reason }) => (
          <li key={`${direction} ${device}`}>
            <span lang="es" title={device}>
              {name ?? device}
            </span>
            <span className="muted">{t(direction)}</span>
            <span className="number">{t('score', { score: format.number(Math.round(score * 100) / 100) })}</span>
            <span className="muted">{passed ? t('passed') : t('failed', { reason: sentence(reason, {}) })}</span>
          </li>
        ))}
      </ul>
      {upstream && (
        <p>
          {t('upstream', {
            device: upstream.name ?? upstream.device,
            reason: sentence(upstream.reason, {}),
            have: format.number(upstream.have),
            need: format.number(upstream.need),
          })}
        </p>
      )}
    </section>
  );
}
