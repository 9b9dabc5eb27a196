/** Where the fault lies and what switching would bring back whom; advice that is asked again when its ground changes (rules F1, F2, F11). */

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { suggestions } from '../../../shared/records/suggestion.ts';
import { usePlanInView } from '../../live/planInView.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord, useRecords } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { PlanSteps } from './PlanSteps.tsx';

const open = new Set(['confirmed', 'partially-restored']);

/** Grows whenever a device that differs from normal changes. */
const positions = (table: ReadonlyMap<string, { readonly id: string; readonly position: unknown }>): string =>
  [...table.values()].map(({ id, position }) => `${id} ${String(position)}`).join('|');

export function SuggestionPanel({ id }: { id: string }) {
  const t = useTranslations('suggestions');
  const word = useWord();
  const format = useFormat();
  const outage = useRecord('outage', id);
  const ground = useRecords('device', positions);
  const [inView, showPlan] = usePlanInView();
  const drawn = inView?.outage === id ? inView.place : null;
  const [address, navigate] = useLocation();
  const isAsked = outage !== undefined && open.has(outage.state) && !outage.possiblyMomentary;
  const path = isAsked ? `/api/v1/outages/${encodeURIComponent(id)}/suggestions` : null;
  const { answer } = useAnswer(path, suggestions, `${outage?.revision ?? 0} ${ground}`);
  const basis = answer?.ok ? answer.value.basis : null;
  const shown = useRef<{ id: string; basis: string } | null>(null);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (basis === null) return;
    const before = shown.current;
    shown.current = { id, basis };
    setChanged(before?.id === id && before.basis !== basis);
  }, [id, basis]);
  const draw = (place: number | null) => {
    if (place === null || address === '/map') return showPlan(place === null ? null : { outage: id, place });
    navigate(`/map?sel=outage/${encodeURIComponent(id)}&plan=${encodeURIComponent(id)}/${place + 1}`);
  };
  if (!isAsked) return null;
  return (
    <section className="detail-part" aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <p className="muted">{t('advice')}</p>
      {!answer && <p className="muted">{t('loading')}</p>}
      {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
      {changed && <p role="status">{t('changed')}</p>}
      {answer?.ok && (
        <>
          {answer.value.section && answer.value.section.branches.length > 0 && (
            <>
              <p>
                {t('section', {
                  count: answer.value.section.branches.length,
                  formatted: format.number(answer.value.section.branches.length),
                })}
              </p>
              <ul>
                {answer.value.section.reasons.map(({ code, branch }) => (
                  <li key={`${code} ${branch}`}>{t(`reason.${code}`, { branch: branch ?? '' })}</li>
                ))}
              </ul>
            </>
          )}
          {answer.value.plans.map((plan, place) => (
            <PlanSteps
              key={plan.steps.map(({ device, to }) => `${device.id} ${to}`).join()}
              plan={plan}
              number={place + 1}
              drawn={drawn === place}
              onDraw={() => draw(drawn === place ? null : place)}
            />
          ))}
          {answer.value.done.length > 0 && (
            <>
              <h4>{t('done')}</h4>
              <ul>
                {answer.value.done.map(({ at, how, customers, customerMinutesSaved }) => (
                  <li key={`${at} ${how} ${customers}`}>
                    <Moment at={at} show="clock" />{' '}
                    {t(`doneStep.${how}`, { customers: format.number(customers), minutes: format.number(customerMinutesSaved) })}
                  </li>
                ))}
              </ul>
            </>
          )}
          {answer.value.none !== null && <p>{t(`none.${answer.value.none}`)}</p>}
          <p className="muted">{t('repairOnly', { customers: format.number(answer.value.repairOnly.customers) })}</p>
        </>
      )}
    </section>
  );
}
