/** Photos from the pole: small pictures, larger when asked for, with who took them, when and where. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';

export function PhotoPanel({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs');
  const format = useFormat();
  const [shown, setShown] = useState<string | null>(null);
  const photo = job.photos.find(({ id }) => id === shown);
  const where = (lon: number | null, lat: number | null) =>
    lon === null || lat === null ? t('photo.noPlace') : `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  const { before, after } = job.photosMissing;
  return (
    <section className="detail-part">
      <h3>
        {t('photo.title')} <span className="muted">{format.number(job.photos.length)}</span>
      </h3>
      {before + after > 0 && <p className="muted">{t('photo.missing', { before, after })}</p>}
      <ul className="photos">
        {job.photos.map(({ id, thumbnailUrl, moment, step, author, takenAt, receivedAt, lon, lat }) => (
          <li key={id}>
            <button type="button" className="photo" onClick={() => setShown(id)}>
              <img
                src={thumbnailUrl}
                alt={t('photo.alt', { moment: t(`photo.moment.${moment}`), step: t(`status.${step}`) })}
                loading="lazy"
              />
            </button>
            <small>
              {t(`photo.moment.${moment}`)} · {author}
            </small>
            <small
              className="muted"
              title={t('photo.times', { taken: format.full(Date.parse(takenAt)), received: format.full(Date.parse(receivedAt)) })}
            >
              {format.seconds(Date.parse(takenAt))} · <span className="photo-place">{where(lon, lat)}</span>
            </small>
          </li>
        ))}
      </ul>
      {photo && (
        <Dialog title={t('photo.of', { title: job.title })} closeLabel={t('close')} onClose={() => setShown(null)} wide>
          <img
            className="photo-large"
            src={photo.url}
            alt={t('photo.alt', { moment: t(`photo.moment.${photo.moment}`), step: t(`status.${photo.step}`) })}
          />
          <p>
            {t('photo.times', { taken: format.full(Date.parse(photo.takenAt)), received: format.full(Date.parse(photo.receivedAt)) })} ·{' '}
            {photo.author} · {where(photo.lon, photo.lat)}
          </p>
        </Dialog>
      )}
    </section>
  );
}
