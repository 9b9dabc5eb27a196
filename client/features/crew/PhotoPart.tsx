/** Photos before, after or of anything else: taken or chosen, made small on the phone, sent when there is a line. */

import { type ChangeEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { jobPhoto } from '../../../shared/records/job.ts';
import { useOutbox } from './CrewContext.tsx';
import type { PartProps } from './JobSheet.tsx';

const moments = jobPhoto.shape.moment.options;
type MomentOfPhoto = (typeof moments)[number];

export function PhotoPart({ job, done, doing }: PartProps) {
  const t = useTranslations('crew.photo');
  const { items } = useOutbox();
  const repaired = done.status === 'restored' || done.status === 'verifying';
  const [chosen, setChosen] = useState<MomentOfPhoto | null>(null);
  const [busy, setBusy] = useState(0);
  const waiting = items.filter((item) => item.kind === 'photo' && item.job === job.id && item.conflict === null).length;
  const here = job.photos.some(({ moment }) => moment === 'before') || items.some((item) => item.kind === 'photo' && item.job === job.id);
  const moment = chosen ?? (repaired || (done.status === 'repairing' && here) ? 'after' : 'before');
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    setBusy(files.length);
    // One after the other: a phone has little memory, and the order is the order in which they were taken.
    for (const file of files) {
      await doing.photograph(job, done.status, moment, file);
      setBusy((left) => left - 1);
    }
  };
  return (
    <section className="crew-part crew-photos" aria-label={t('title')}>
      <div className="crew-three" role="group" aria-label={t('when')}>
        {moments.map((name) => (
          <button key={name} type="button" aria-pressed={moment === name} onClick={() => setChosen(name)}>
            {t(name)}
          </button>
        ))}
      </div>
      <label className="crew-camera">
        {busy > 0 ? t('busy', { count: busy }) : t('take')}
        <input type="file" accept="image/*" capture="environment" multiple onChange={(event) => void take(event)} />
      </label>
      <p>
        {t('sent', { count: job.photos.length })}
        {waiting > 0 && ` · ${t('waiting', { count: waiting })}`}
        {job.photosMissing.before + job.photosMissing.after > 0 && ` · ${t('missing', job.photosMissing)}`}
      </p>
    </section>
  );
}
