/** The phone page of a crew: my jobs in order, the first one open, one big next step, everything usable without a line. */

import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useIsLive } from '../../live/useFeed.ts';
import { useRecords } from '../../live/useRecord.ts';
import { ChooseCrew } from './ChooseCrew.tsx';
import { useCrewing, useOutbox } from './CrewContext.tsx';
import { CrewTexts } from './CrewTexts.tsx';
import { CrewTop } from './CrewTop.tsx';
import { asDone, inCrewOrder, isShown } from './crewSteps.ts';
import { JobLine } from './JobLine.tsx';
import { JobSheet } from './JobSheet.tsx';
import { NextStepBar } from './NextStepBar.tsx';
import { OutboxPanel } from './OutboxPanel.tsx';
import { isWaiting } from './outbox.ts';
import { useDo } from './useDo.ts';
import { useSharePosition } from './useSharePosition.ts';
import './crew.css';

const jobsOf = (table: ReadonlyMap<string, JobRecord>): readonly JobRecord[] => [...table.values()];
const crewsOf = (table: ReadonlyMap<string, CrewRecord>): readonly CrewRecord[] => [...table.values()];
/** How often what waits is tried again while the page is open; phones know no sending in the background. */
const TRY_MS = 5_000;
/** A sent step that no record shows by then went another way. */
const FORGOTTEN_MS = 10 * 60_000;

function Inside({ onSignedOut }: { onSignedOut(): void }) {
  const t = useTranslations('crew');
  const { person, clock } = useLive();
  const live = useIsLive();
  const { outbox } = useCrewing();
  const { items } = useOutbox();
  const jobs = useRecords('job', jobsOf);
  const crews = useRecords('crew', crewsOf);
  const own = crews.find(({ users }) => users.includes(person.user)) ?? null;
  const [changing, setChanging] = useState(false);
  const mine = useMemo(() => (own ? inCrewOrder(jobs, own.id) : []), [jobs, own]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [showQueue, setShowQueue] = useState(false);
  const doing = useDo();
  const job = mine.find(({ id }) => id === chosen) ?? mine[0] ?? null;
  useSharePosition(own, job);

  useEffect(() => {
    const again = () => void outbox.send();
    const timer = setInterval(() => outbox.picture().items.some(isWaiting) && again(), TRY_MS);
    window.addEventListener('online', again);
    again();
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [outbox]);

  useEffect(() => {
    for (const item of items) {
      if (!item.sent) continue;
      const record = jobs.find(({ id }) => id === item.job);
      // A job that left this crew, or a step that ended as another one, is no longer waited for.
      if (!record || isShown(record, item) || (live && clock.now() - item.at > FORGOTTEN_MS)) void outbox.discard(item.seq);
    }
  }, [items, jobs, outbox, clock, live]);

  const conflicts = items.filter(({ conflict }) => conflict !== null);
  const others = mine.filter(({ id }) => id !== job?.id);
  return (
    <div className="crew-page">
      <CrewTop crew={own} onQueue={() => setShowQueue(!showQueue)} onChange={() => setChanging(true)} onSignedOut={onSignedOut} />
      <main className="crew-main">
        <h1 className="unseen">{t('title')}</h1>
        {doing.trouble && (
          <p className="crew-notice" role="alert">
            {t(`trouble.${doing.trouble}`)}
          </p>
        )}
        {(showQueue || conflicts.length > 0) && <OutboxPanel onlyConflicts={!showQueue} />}
        {!own || changing ? (
          <ChooseCrew crews={crews} onDone={() => setChanging(false)} />
        ) : job ? (
          <JobSheet key={job.id} job={job} done={asDone(job, items)} crew={own} doing={doing} />
        ) : (
          <section className="crew-empty">
            <h2>{t('empty')}</h2>
            <p>{t('emptyWhat')}</p>
          </section>
        )}
        {own && !changing && others.length > 0 && (
          <section>
            <h2>{t('next')}</h2>
            <ul className="crew-jobs">
              {others.map((other) => (
                <JobLine key={other.id} job={other} onChoose={() => setChosen(other.id)} />
              ))}
            </ul>
          </section>
        )}
      </main>
      {job && own && !changing && <NextStepBar key={job.id} job={job} done={asDone(job, items)} doing={doing} />}
    </div>
  );
}

export const CrewPage = (props: { onSignedOut(): void }) => (
  <CrewTexts>
    <Inside {...props} />
  </CrewTexts>
);
