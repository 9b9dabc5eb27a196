/** Promises kept and broken by month and area class, as the server counts them: by the wall clock first, then without pauses. */

import { useTranslations } from 'use-intl';
import { type Compliance, compliance } from '../../../shared/records/compliance.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useWord } from '../../ui/useWord.ts';

const RENEW_MS = 60_000;

type Figures = Compliance['months'][number]['arrival'];

export function CompliancePanel() {
  const t = useTranslations('repairs.storm');
  const clock = useTranslations('repairs.clock');
  const word = useWord();
  const format = useFormat();
  const { answer } = useAnswer('/api/v1/repairs/compliance', compliance, Math.floor(useNow() / RENEW_MS));
  const row = (figures: Figures, name: string, key: string, month: string, areaClass: string) =>
    figures.jobs === 0 ? null : (
      <tr key={key}>
        <th scope="row">{month}</th>
        <td>{word('areaClass', areaClass)}</td>
        <td>
          {name} ≤ {t('minutes', { minutes: format.number(figures.limitMinutes) })}
        </td>
        <td className="number">
          {format.number(figures.metUnpaused)} / {format.number(figures.jobs)}
        </td>
        <td className="number">{figures.shareUnpaused === null ? '–' : format.percent(figures.shareUnpaused)}</td>
        <td className="number">{figures.share === null ? '–' : format.percent(figures.share)}</td>
        <td className="number">
          {figures.meanMinutesUnpaused === null ? '–' : t('minutes', { minutes: format.number(Math.round(figures.meanMinutesUnpaused)) })}
        </td>
      </tr>
    );
  const rows = answer?.ok
    ? answer.value.months
        .flatMap(({ month, areaClass, arrival, restore }) => [
          row(arrival, clock('name.arrival'), `${month} ${areaClass} arrival`, month, areaClass),
          row(restore, clock('name.restore'), `${month} ${areaClass} restore`, month, areaClass),
        ])
        .filter((each) => each !== null)
    : [];
  return (
    <section>
      <h2>{t('compliance')}</h2>
      {answer && !answer.ok && <p className="refusal">{t('complianceFailed', { message: word('refusal', answer.code) })}</p>}
      {answer?.ok && rows.length === 0 && <p className="muted">{t('complianceEmpty')}</p>}
      {answer?.ok && rows.length > 0 && (
        <table className="storm-table">
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('class')}</th>
              <th scope="col">{t('promise')}</th>
              <th scope="col" className="number">
                {t('kept')}
              </th>
              <th scope="col" className="number">
                {t('share')}
              </th>
              <th scope="col" className="number">
                {t('sharePaused')}
              </th>
              <th scope="col" className="number">
                {t('mean')}
              </th>
            </tr>
          </thead>
          <tbody>{rows}</tbody>
        </table>
      )}
      {answer?.ok && (
        <p className="muted">
          {t('reminders', answer.value.reminders)} {t('trips', answer.value.trips)} {t('breaches', answer.value.breaches)}
        </p>
      )}
    </section>
  );
}
