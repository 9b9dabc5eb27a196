/** How good the estimates of restoration have been, at four horizons before the end (rule T12). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { estimateAccuracy } from '../../../shared/records/estimateAccuracy.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';

const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 100)} %`);

export function AccuracyTable() {
  const t = useTranslations('estimates');
  const word = useWord();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { answer } = useAnswer(open ? '/api/v1/estimate-accuracy' : null, estimateAccuracy);
  const minutes = (value: number | null): string => (value === null ? '–' : t('minutes', { value: format.number(value) }));
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('accuracy')}</summary>
      {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
      {answer?.ok && answer.value.outages === 0 && <p className="muted">{t('accuracyNone')}</p>}
      {answer?.ok && answer.value.outages > 0 && (
        <>
          <p>
            {t('outages', {
              count: answer.value.outages,
              formatted: format.number(answer.value.outages),
              share: percent(answer.value.firstInTime),
            })}
          </p>
          <table className="accuracy">
            <thead>
              <tr>
                {(['horizon', 'cases', 'hits', 'error', 'bias', 'missed'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.value.horizons.map(({ horizon, cases, hitRate, meanErrorMinutes, biasMinutes, missed }) => (
                <tr key={horizon}>
                  <th scope="row">{t(`horizons.${horizon}`)}</th>
                  <td>{format.number(cases)}</td>
                  <td>{percent(hitRate)}</td>
                  <td>{minutes(meanErrorMinutes)}</td>
                  <td>{minutes(biasMinutes)}</td>
                  <td>{format.number(missed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted">{t('note')}</p>
        </>
      )}
    </details>
  );
}
