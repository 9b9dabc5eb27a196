/** Who could go: crews in order with the reasons, and a button each. Nobody is sent before a person says so. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CrewSuggestions, crewSuggestions } from '../../../shared/records/crew.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import { isEnded } from './columns.ts';
import { Said } from './Said.tsx';

type Candidate = CrewSuggestions['items'][number];

function useReason(): (reason: Candidate['reasons'][number]) => string {
  const t = useTranslations('repairs.crew.reason');
  const format = useFormat();
  return ({ code, values }) => {
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'number'
          ? format.number(Math.round(value))
          : /^\d{4}-\d\d-\d\dT/.test(value)
            ? format.seconds(Date.parse(value)).slice(0, 5)
            : value,
      ]),
    );
    return [t(code), ...Object.values(shown)].join(' ');
  };
}

export function CrewPanel({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs');
  const word = useWord();
  const format = useFormat();
  const live = useIsLive();
  const may = useMay();
  const crew = useRecord('crew', job.crew);
  const { status, send, reset } = useCommand();
  const [reason, setReason] = useState('');
  const [more, setMore] = useState(false);
  const reasonOf = useReason();
  const open = !isEnded(job);
  const path = open ? `/api/v1/jobs/${encodeURIComponent(job.id)}/crew-suggestions` : null;
  const { answer } = useAnswer(path, crewSuggestions, `${job.revision} ${job.crew}`);
  const items = answer?.ok ? answer.value.items : [];
  const forbidden = !live ? t('offline') : !may('job.assign') ? t('notYours') : null;
  const assign = (id: string | null) => {
    const why = reason.trim();
    void send({ type: 'job.assign', job: job.id, crew: id, expectedRevision: job.revision, ...(why ? { reason: why } : {}) }).then(
      (taken) => {
        if (taken) setReason('');
      },
    );
  };
  const unchecked = job.rollCheck.needed && job.rollCheck.passedBy === null;
  return (
    <section className="detail-part crew-panel" id="job-crews">
      <h3>{t('crew.title')}</h3>
      {job.crew !== null && (
        <p className="crew-now">
          <strong lang="es">{crew ? `${crew.code} · ${crew.name}` : job.crew}</strong>
          {crew && <span className="muted">{word('crewStatus', crew.status)}</span>}
          {job.queuePlace !== null && job.queuePlace > 0 && <span>{t('crew.queued', { place: job.queuePlace + 1 })}</span>}
          {open && (
            <Button forbidden={forbidden} onPress={() => assign(null)}>
              {t('crew.takeAway')}
            </Button>
          )}
        </p>
      )}
      {unchecked && (
        <div className="refusal">
          <p>{t('crew.unchecked')}</p>
          <Button
            forbidden={live ? (may('job.verifyRoll') ? null : t('notYours')) : t('offline')}
            onPress={() => void send({ type: 'job.verifyRoll', job: job.id, by: 'caller-script' })}
          >
            {t('crew.callerAsked')}
          </Button>
        </div>
      )}
      <Said status={status} />
      {(unchecked || status.state === 'refused') && open && (
        <label className="label">
          <span>{t('crew.reasonLabel')}</span>
          <input
            className="field"
            value={reason}
            maxLength={2000}
            onChange={(event) => {
              setReason(event.target.value);
              if (status.state === 'refused') reset();
            }}
          />
        </label>
      )}
      {open && (
        <ol className="crew-list">
          {items.slice(0, more ? 60 : 4).map((item, index) => (
            <li key={item.crew} data-fits={item.fits || undefined}>
              <span className="crew-rank">{index + 1}</span>
              <span>
                <strong lang="es">{item.name}</strong>{' '}
                {item.travelMinutes !== null && <span>{t('crew.travel', { minutes: format.number(Math.round(item.travelMinutes)) })}</span>}
                <small className="muted">{item.reasons.map(reasonOf).join(' · ')}</small>
              </span>
              <Button
                forbidden={item.crew === job.crew ? t('crew.already') : forbidden}
                onPress={() => assign(item.crew)}
                label={t('crew.assignTo', { name: item.name })}
              >
                {t('crew.assign')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      {open && answer?.ok && items.length === 0 && <p className="muted">{t('crew.nobody')}</p>}
      {open && answer && !answer.ok && <p className="refusal">{t('crew.failed', { message: word('refusal', answer.code) })}</p>}
      {items.length > 4 && (
        <Button plain onPress={() => setMore(!more)}>
          {more ? t('crew.fewer') : t('crew.more', { count: items.length - 4 })}
        </Button>
      )}
    </section>
  );
}
