/** One service point: supplied or not, since when, by whom, and the outage it is in. */

import { useTranslations } from 'use-intl';
import { servicePointRecord } from '../../../shared/records/summary.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useAnswer } from '../../live/useAnswer.ts';
import { useFeed } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';

export function ServicePointCard({ id, onClose, onSelectOutage }: { id: string; onClose(): void; onSelectOutage(id: string): void }) {
  const t = useTranslations('places.servicePoint');
  const close = useTranslations('places')('close');
  const word = useWord();
  const format = useFormat();
  const { store } = useLive();
  const { revision } = useFeed();
  const { answer } = useAnswer(`/api/v1/service-points/${encodeURIComponent(id)}`, servicePointRecord, Math.floor((revision ?? 0) / 10));
  const point = answer?.ok ? answer.value : null;
  const feeder = (key: string | null) => (key === null ? '–' : (store.get('feeder', key)?.name ?? key));
  return (
    <section className="detail" aria-label={`${t('title')} ${id}`}>
      <header className="detail-head">
        <div className="detail-title">
          <h2 className="cut">{id}</h2>
          <p className="muted">{t('title')}</p>
        </div>
        <Button plain icon label={close} shortcut="Escape" onPress={onClose}>
          ×
        </Button>
      </header>
      <div className="detail-scroll">
        {!answer && <p className="empty">{t('loading')}</p>}
        {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
        {point && (
          <dl className="facts">
            <div className="fact">
              <dt>{t('power')}</dt>
              <dd>
                <strong className={point.stale ? 'stale' : undefined}>{word('power', point.power)}</strong>{' '}
                {point.predicted && `(${t('predicted')})`}
              </dd>
            </div>
            <div className="fact">
              <dt>{t('since')}</dt>
              <dd>
                <Moment at={point.since} />
              </dd>
            </div>
            <div className="fact">
              <dt>{t('address')}</dt>
              <dd lang="es">{point.address ?? '–'}</dd>
            </div>
            <div className="fact">
              <dt>{t('customers')}</dt>
              <dd>{format.number(point.customers)}</dd>
            </div>
            <div className="fact">
              <dt>{t('phases')}</dt>
              <dd>
                {point.phases} {point.deadPhases !== '' && <strong>{t('dead', { phases: point.deadPhases })}</strong>}
              </dd>
            </div>
            <div className="fact">
              <dt>{t('feeder')}</dt>
              <dd lang="es">{feeder(point.feeder)}</dd>
            </div>
            {point.currentFeeder !== point.feeder && (
              <div className="fact">
                <dt>{t('fedBy')}</dt>
                <dd lang="es">{feeder(point.currentFeeder)}</dd>
              </div>
            )}
            <div className="fact">
              <dt>{t('area')}</dt>
              <dd lang="es">{point.area === null ? '–' : (store.get('area', point.area)?.name ?? point.area)}</dd>
            </div>
            <div className="fact">
              <dt>{t('device')}</dt>
              <dd>{point.device ?? '–'}</dd>
            </div>
            <div className="fact">
              <dt>{t('outage')}</dt>
              <dd>
                {point.outage === null ? (
                  t('none')
                ) : (
                  <button type="button" className="link" onClick={() => onSelectOutage(point.outage ?? '')}>
                    {point.outage}
                  </button>
                )}
              </dd>
            </div>
          </dl>
        )}
      </div>
    </section>
  );
}
