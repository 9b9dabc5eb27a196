/** What happened to the job in one order: steps, notes, isolations, photos; when it happened and, if later, when it was entered (rules R3, R17). */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { JobDetail, JobRecord } from '../../../shared/records/job.ts';
import { useFormat } from '../../ui/FormatContext.tsx';

type Entry = { readonly key: string; readonly at: string; readonly enteredAt: string | null; readonly by: string; readonly text: string };

/** Both times are shown when they differ by more than this. */
const LATE_MS = 30_000;

/** Steps, notes, isolations and photos are told from the record itself, in full. */
const TOLD = new Set(['created', 'step', 'late-step', 'note', 'isolated', 'photo']);

export function JobTimeline({ job, history }: { job: JobRecord; history: JobDetail['history'] | null }) {
  const t = useTranslations('repairs');
  const format = useFormat();
  const entries = useMemo<readonly Entry[]>(() => {
    const own: Entry[] = [
      ...job.steps.map(({ status, at, enteredAt, by, reason, distanceM }, index) => ({
        key: `step ${index}`,
        at,
        enteredAt,
        by,
        text: [
          t(`status.${status}`),
          reason,
          distanceM === null ? null : t('timeline.distance', { metres: format.number(Math.round(distanceM)) }),
        ]
          .filter(Boolean)
          .join(' · '),
      })),
      ...job.notes.map(({ at, enteredAt, by, text }, index) => ({
        key: `note ${index}`,
        at,
        enteredAt,
        by,
        text: t('timeline.note', { text }),
      })),
      ...job.isolations.map(({ at, enteredAt, by, device, action, note }, index) => ({
        key: `isolation ${index}`,
        at,
        enteredAt,
        by,
        text: [t('timeline.isolation', { device, action: t(`isolation.${action}`) }), note].filter(Boolean).join(' · '),
      })),
      ...job.photos.map(({ id, takenAt, receivedAt, author, moment }) => ({
        key: `photo ${id}`,
        at: takenAt,
        enteredAt: receivedAt,
        by: author,
        text: t('timeline.photo', { moment: t(`photo.moment.${moment}`) }),
      })),
    ];
    const others = (history ?? [])
      .filter(({ what }) => !TOLD.has(what))
      .map(({ at, what, values, by }, index) => ({
        key: `other ${index}`,
        at,
        enteredAt: null,
        by: by ?? '',
        text: [t.has(`history.${what}`) ? t(`history.${what}`) : what.replaceAll('-', ' '), ...Object.values(values)].join(' '),
      }));
    return [...own, ...others].sort((a, b) => b.at.localeCompare(a.at));
  }, [job, history, t, format]);
  return (
    <section className="detail-part">
      <h3>{t('timeline.title')}</h3>
      <ol className="timeline">
        {entries.map(({ key, at, enteredAt, by, text }) => (
          <li key={key}>
            <time dateTime={at} title={format.full(Date.parse(at))}>
              {format.seconds(Date.parse(at))}
            </time>
            <span>
              {text} <span className="muted">{by}</span>
              {enteredAt !== null && Date.parse(enteredAt) - Date.parse(at) > LATE_MS && (
                <small className="muted entered-late">{t('timeline.entered', { time: format.seconds(Date.parse(enteredAt)) })}</small>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
