/** Crews by the hour: what each did and does, when its shift ends, who is tired and who is silent. */

import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import { useSelection } from '../../live/selection.ts';
import { useRecords } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useWord } from '../../ui/useWord.ts';

const HOUR_MS = 3_600_000;
const BACK_HOURS = 8;
const AHEAD_HOURS = 6;
/** Twelve hours without a break (screens, section 3). */
const TIRED_MINUTES = 720;
export const SILENT_MS = 10 * 60_000;

const inOrder = (table: ReadonlyMap<string, CrewRecord>): readonly CrewRecord[] =>
  [...table.values()].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));

function CrewRow({ crew, from, to, now }: { crew: CrewRecord; from: number; to: number; now: number }) {
  const t = useTranslations('repairs.plan');
  const word = useWord();
  const format = useFormat();
  const [selection, select] = useSelection();
  const share = (ms: number) => `${((Math.max(from, Math.min(to, ms)) - from) / (to - from)) * 100}%`;
  const width = (start: number, end: number) => `${(Math.max(0, Math.min(to, end) - Math.max(from, start)) / (to - from)) * 100}%`;
  const silence = crew.heardAt === null ? null : now - Date.parse(crew.heardAt);
  const silent = silence !== null && silence > SILENT_MS && crew.status !== 'off-duty';
  const tired = crew.onDutyMinutes > TIRED_MINUTES;
  const duty = format.duration(crew.onDutyMinutes * 60_000);
  const end = crew.shift && Date.parse(crew.shift.endsAt);
  return (
    <li className="plan-row" data-silent={silent || undefined}>
      <div className="plan-name">
        <strong lang="es" className="cut">
          {crew.code} · {crew.name}
        </strong>
        <span className="muted cut">
          {word('crewStatus', crew.status)} · {t('queue', { count: crew.queue.length })}
        </span>
        <span className={tired ? 'plan-tired' : 'muted'}>{tired ? t('tired', { duration: duty }) : t('duty', { duration: duty })}</span>
        {silent && <span className="stale">{t('silent', { duration: format.duration(silence) })}</span>}
      </div>
      <div className="plan-track">
        {crew.spans.map((span) => {
          const start = Date.parse(span.from);
          const stop = span.to === null ? now : Date.parse(span.to);
          if (stop < from || start > to) return null;
          const words = t('bar', {
            doing: t(`doing.${span.doing}`),
            job: span.job ?? '',
            from: format.seconds(start).slice(0, 5),
            to: span.to === null ? '' : format.seconds(stop).slice(0, 5),
          });
          const style = { insetInlineStart: share(start), width: width(start, stop) };
          const job = span.job;
          return job === null ? (
            <span key={span.from} className="plan-bar" data-doing={span.doing} style={style} title={words} />
          ) : (
            <button
              key={span.from}
              type="button"
              className="plan-bar"
              data-doing={span.doing}
              aria-pressed={selection?.kind === 'job' && selection.id === job}
              style={style}
              title={words}
              aria-label={words}
              onClick={() => select({ kind: 'job', id: job })}
            />
          );
        })}
        <span className="plan-now" style={{ insetInlineStart: share(now) }} title={t('now')} />
        {end !== null && end > from && end < to && (
          <span
            className="plan-end"
            style={{ insetInlineStart: share(end) }}
            title={t('shiftEnd', { time: format.seconds(end).slice(0, 5) })}
          />
        )}
      </div>
      <span className="plan-shift muted">{end === null ? t('noShift') : t('shiftEnd', { time: format.clock(end, now) })}</span>
    </li>
  );
}

export function CrewPlan() {
  const t = useTranslations('repairs.plan');
  const format = useFormat();
  const now = useNow();
  const crews = useRecords('crew', inOrder);
  const from = Math.floor(now / HOUR_MS) * HOUR_MS - BACK_HOURS * HOUR_MS;
  const to = from + (BACK_HOURS + AHEAD_HOURS) * HOUR_MS;
  if (crews.length === 0) {
    return (
      <div className="empty">
        <strong>{t('empty')}</strong>
        <span>{t('emptyWhat')}</span>
      </div>
    );
  }
  const hours = Array.from({ length: BACK_HOURS + AHEAD_HOURS }, (_, hour) => from + hour * HOUR_MS);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keys
    <div className="plan" tabIndex={0} role="region" aria-label={t('title')}>
      <p className="muted plan-key">{t('key')}</p>
      <div className="plan-row plan-head" aria-hidden="true">
        <span>{t('name')}</span>
        <div className="plan-track">
          {hours.map((hour, index) => (
            <span key={hour} className="plan-hour" style={{ insetInlineStart: `${(index / hours.length) * 100}%` }}>
              {format.seconds(hour).slice(0, 5)}
            </span>
          ))}
        </div>
        <span />
      </div>
      <ul>
        {crews.map((crew) => (
          <CrewRow key={crew.id} crew={crew} from={from} to={to} now={now} />
        ))}
      </ul>
    </div>
  );
}
