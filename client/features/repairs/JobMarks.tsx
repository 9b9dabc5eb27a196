/** Small marks of a job: danger, life support, key customers, help, reminders, photos; each a sign with its words. */

import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';

type Mark = { readonly key: string; readonly sign: string; readonly words: string };

export function JobMarks({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs.mark');
  const unsafe = job.hazard !== null && job.hazard.safeAt === null;
  const marks: readonly (Mark | false)[] = [
    unsafe && { key: 'hazard', sign: '⚠', words: t('hazard', { kind: t(`hazardKind.${job.hazard?.kind ?? 'other'}`) }) },
    job.hazard !== null && !unsafe && { key: 'safe', sign: '⛨', words: t('safe') },
    job.help !== null && { key: 'help', sign: 'SOS', words: t('help', { text: job.help.text }) },
    job.lifeSupport > 0 && { key: 'life', sign: '♥', words: t('life', { count: job.lifeSupport }) },
    job.keyCustomers > 0 && { key: 'key', sign: '✚', words: t('key', { count: job.keyCustomers }) },
    job.remindersOpen > 0 && { key: 'reminder', sign: `☎${job.remindersOpen}`, words: t('reminder', { count: job.remindersOpen }) },
    job.isolations.length > 0 && { key: 'isolation', sign: '⏚', words: t('isolation', { count: job.isolations.length }) },
    job.status === 'suspended' && { key: 'suspended', sign: '‖', words: t('suspended') },
    job.photos.length > 0 && { key: 'photos', sign: `▣${job.photos.length}`, words: t('photos', { count: job.photos.length }) },
  ];
  return (
    <span className="marks job-marks">
      {marks.map(
        (mark) =>
          mark && (
            <span
              key={mark.key}
              className="mark"
              role="img"
              aria-label={mark.words}
              title={mark.words}
              data-strong={mark.key === 'hazard' || mark.key === 'help' || undefined}
            >
              {mark.sign}
            </span>
          ),
      )}
    </span>
  );
}
