/** One crew: what it does, where it was last seen, what waits for it, and when its shift ends. */

import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { formatSelection } from '../../live/selection.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { JobTexts } from './JobTexts.tsx';
import './repairs.css';
import '../../ui/card.css';

function Inside({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('repairs');
  const word = useWord();
  const format = useFormat();
  const [, navigate] = useLocation();
  const crew = useRecord('crew', id);
  return (
    <section className="detail" aria-label={t('crew.card', { name: crew?.name ?? id })}>
      <header className="detail-head">
        <div className="detail-title">
          <h2 className="cut" lang="es">
            {crew ? `${crew.code} · ${crew.name}` : id}
          </h2>
          <p className="muted cut">{crew ? word('crewStatus', crew.status) : t('crew.gone')}</p>
        </div>
        <Button plain icon label={t('close')} shortcut="Escape" onPress={onClose}>
          ×
        </Button>
      </header>
      {crew && (
        <div className="detail-scroll">
          <dl className="facts">
            {(
              [
                [t('crew.heard'), <Moment key="heard" at={crew.heardAt} />],
                [t('crew.shiftEnd'), <Moment key="shift" at={crew.shift?.endsAt ?? null} show="clock" />],
                [t('crew.onDuty'), format.duration(crew.onDutyMinutes * 60_000)],
                [t('crew.skills'), crew.skills.join(', ') || '–'],
                [t('crew.vehicle'), crew.vehicle ?? '–'],
                [
                  t('crew.phone'),
                  crew.phone === null ? (
                    '–'
                  ) : (
                    <a key="phone" href={`tel:${crew.phone}`}>
                      {crew.phone}
                    </a>
                  ),
                ],
                [t('crew.note'), crew.note ?? '–'],
              ] as const
            ).map(([name, value]) => (
              <div key={name} className="fact">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <section className="detail-part">
            <h3>{t('crew.jobs')}</h3>
            <ol>
              {crew.queue.map((job) => (
                <li key={job}>
                  <button
                    type="button"
                    className="link"
                    onClick={() => navigate(`/repairs?sel=${encodeURIComponent(formatSelection({ kind: 'job', id: job }))}`)}
                  >
                    {job}
                  </button>
                </li>
              ))}
            </ol>
            {crew.queue.length === 0 && <p className="muted">{t('crew.noJobs')}</p>}
          </section>
        </div>
      )}
    </section>
  );
}

export const CrewCard = (props: { id: string; onClose(): void }) => (
  <JobTexts>
    <Inside {...props} />
  </JobTexts>
);
