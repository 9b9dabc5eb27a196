/** The one big button under the thumb; asks for a reason only where a step cannot be proved. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { type JobAsDone, nextStep } from './crewSteps.ts';
import { askPosition, type Position } from './position.ts';
import type { Doing } from './useDo.ts';

type Props = { job: JobRecord; done: JobAsDone; doing: Doing };

/** Arrival further away than this is explained (rule R16). */
const NEAR_M = 500;
const EARTH_M = 6_371_000;

function metres(a: Position, job: JobRecord): number | null {
  if (job.lon === null || job.lat === null) return null;
  const rad = Math.PI / 180;
  const x = (job.lon - a.lon) * rad * Math.cos(((job.lat + a.lat) / 2) * rad);
  const y = (job.lat - a.lat) * rad;
  return Math.hypot(x, y) * EARTH_M;
}

export function NextStepBar({ job, done, doing }: Props) {
  const t = useTranslations('crew.step');
  const [asking, setAsking] = useState<{ readonly where: Position | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const step = nextStep(done);

  const take = async () => {
    if (step.kind === 'made-safe') return doing.act(job, { type: 'job.madeSafe' });
    if (step.kind !== 'status') return;
    if (step.status !== 'arrived') return doing.act(job, { type: 'job.setStatus', status: step.status });
    const where = await askPosition();
    const away = where && metres(where, job);
    const unproved = job.lon !== null && (away === null || away > NEAR_M);
    if (unproved) return setAsking({ where });
    return doing.act(job, { type: 'job.setStatus', status: 'arrived' }, where);
  };
  const press = () => {
    setBusy(true);
    void take().finally(() => setBusy(false));
  };
  const arrive = () => {
    const where = asking?.where ?? null;
    setAsking(null);
    void doing.act(job, { type: 'job.setStatus', status: 'arrived', reason: reason.trim() }, where);
  };
  return (
    <footer className="crew-bar">
      {asking && (
        <form
          className="crew-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') arrive();
          }}
        >
          <label>
            {asking.where ? t('farAway') : t('noPosition')}
            <input value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
          </label>
          <div className="crew-two">
            <button type="submit" className="crew-strong" disabled={reason.trim() === ''}>
              {t('arriveAnyway')}
            </button>
            <button type="button" onClick={() => setAsking(null)}>
              {t('notYet')}
            </button>
          </div>
        </form>
      )}
      {!asking && (step.kind === 'status' || step.kind === 'made-safe') && (
        <button type="button" className="crew-next" disabled={busy} onClick={press}>
          {step.kind === 'status' ? t(`to.${step.status}`) : t('made-safe')}
        </button>
      )}
      {step.kind === 'done' && <p className="crew-done">{t('done')}</p>}
      {step.kind === 'none' && <p className="crew-done">{t('none')}</p>}
    </footer>
  );
}
