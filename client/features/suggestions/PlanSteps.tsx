/** One plan with its steps: what to switch, how, who gets supply by it, and what to check (rule F6). */

import { useTranslations } from 'use-intl';
import type { SwitchingPlanRecord } from '../../../shared/records/suggestion.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';

type Props = { plan: SwitchingPlanRecord; number: number; drawn: boolean; onDraw(): void };

export function PlanSteps({ plan, number, drawn, onDraw }: Props) {
  const t = useTranslations('suggestions');
  const format = useFormat();
  const { customers, steps, minutes, manualSteps, leftOut, marginKva } = plan;
  return (
    <details open={number === 1}>
      <summary>{t('plan', { number, customers: format.number(customers), steps: steps.length })}</summary>
      <Button pressed={drawn} onPress={onDraw}>
        {t(drawn ? 'hideOnMap' : 'showOnMap')}
      </Button>
      <ol>
        {steps.map((step) => (
          <li key={`${step.device.id} ${step.to}`}>
            <strong>{t(step.to, { device: step.device.name })}</strong>{' '}
            <span className="muted">{t(step.remote ? 'remote' : 'manual', { minutes: step.minutes })}</span>{' '}
            {step.customers > 0 && (
              <span>
                {t('gains', { customers: format.number(step.customers) })}
                {step.keyCustomers > 0 && ` (${t('key', { count: step.keyCustomers })})`}
              </span>
            )}{' '}
            <span className="muted">{t(`check.${step.check}`)}</span>
          </li>
        ))}
      </ol>
      <p className="muted">{t('planSums', { minutes, manual: manualSteps, left: format.number(leftOut) })}</p>
      {marginKva !== null && <p className="muted">{t('margin', { kva: format.number(marginKva) })}</p>}
    </details>
  );
}
