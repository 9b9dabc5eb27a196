/** How the supply stands, what that rests on and how old it is, and what is being done (rules C3, E36). */

import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { CustomerAnswer } from '../../../shared/records/customer.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useWord } from '../../ui/useWord.ts';
import { Fact } from './Fact.tsx';

export function SupplyFacts({ answer }: { answer: CustomerAnswer }) {
  const t = useTranslations('customers');
  const word = useWord();
  const format = useFormat();
  const now = useNow();
  const { supply, outage } = answer;
  const until = outage?.estimateAt ? Date.parse(outage.estimateAt) : null;
  return (
    <dl className="facts" aria-label={t('fact.supply')}>
      <Fact name={t('fact.since')}>
        <Moment at={supply.since} />
      </Fact>
      <Fact name={t('fact.evidence')}>
        <ul className="plain-list">
          {supply.evidence.map(({ kind, at, stale }) => (
            <li key={`${kind} ${at}`} className={stale ? 'stale' : undefined}>
              {t(`evidence.${kind}`)} {at !== null && <Moment at={at} />} {stale && t('evidence.stale')}
            </li>
          ))}
        </ul>
      </Fact>
      {outage && (
        <>
          <Fact name={t('fact.outage')}>
            <Link to={`/outages?sel=${encodeURIComponent(`outage/${outage.id}`)}`}>{outage.id}</Link> {word('state', outage.state)}
          </Fact>
          <Fact name={t('fact.cause')}>{outage.cause === null ? '–' : word('cause', outage.cause)}</Fact>
          <Fact name={t('fact.estimate')}>
            {until === null ? t('noEstimate') : t('estimateIn', { time: format.clock(until, now), left: format.duration(until - now) })}
          </Fact>
          <Fact name={t('fact.news')}>
            <Moment at={outage.nextNewsAt} show="clock" />
          </Fact>
          {outage.stage !== null && <Fact name={t('fact.stage')}>{t(`stage.${outage.stage}`)}</Fact>}
        </>
      )}
      {answer.planned.map((plan) => (
        <Fact key={plan.id} name={t('planned')}>
          <span lang="es">{plan.line}</span> <Moment at={plan.startsAt} show="clock" /> – <Moment at={plan.endsAt} show="clock" />{' '}
          {plan.toldAt === null ? t('unannounced') : t('announced', { at: format.clock(Date.parse(plan.toldAt), now) })}
        </Fact>
      ))}
    </dl>
  );
}
