/** One planned outage: who is affected, who was told in time, what speaks against it, and the next step. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PlannedRecord } from '../../../shared/records/planned.ts';
import { useMay, type Wish } from '../../live/useCommand.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';

type Step = 'approve' | 'cancel' | 'start' | 'complete' | 'extend';

const HOUR_MS = 3_600_000;

const stepsOf = ({ state }: PlannedRecord): readonly Step[] => {
  switch (state) {
    case 'checked':
      return ['approve', 'cancel'];
    case 'approved':
    case 'notified':
      return ['start', 'extend', 'cancel'];
    case 'in-force':
      return ['complete', 'extend'];
    default:
      return [];
  }
};

function wishOf(step: Step, plan: PlannedRecord, text: string): Wish {
  const planned = plan.id;
  switch (step) {
    case 'approve':
      return { type: 'planned.approve', planned, ...(text === '' ? {} : { reason: text }) };
    case 'cancel':
      return { type: 'planned.cancel', planned, reason: text };
    case 'extend':
      return { type: 'planned.extend', planned, end: new Date(Date.parse(plan.end) + HOUR_MS).toISOString(), reason: text };
    case 'start':
      return { type: 'planned.start', planned };
    case 'complete':
      return { type: 'planned.complete', planned };
  }
}

export function PlanCard({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('planned');
  const format = useFormat();
  const may = useMay();
  const plan = useRecord('planned', id);
  const [step, setStep] = useState<Step | null>(null);
  if (!plan) return null;
  const { compliance } = plan;
  const facts: readonly (readonly [string, string])[] = [
    ['devices', plan.open.join(', ')],
    ['submittedBy', plan.submittedBy],
    ['approvedBy', plan.approvedBy ?? '–'],
    ['customers', format.number(plan.customers)],
    ['special', format.number(plan.keyCustomers + plan.lifeSupport)],
    ['inTime', format.number(compliance.inTime)],
    ['late', format.number(compliance.late)],
    ['notReached', format.number(compliance.notReached)],
    ...(plan.overrunMinutes > 0 ? [['overrun', format.number(plan.overrunMinutes)] as const] : []),
  ];
  return (
    <section className="detail" aria-label={plan.work}>
      <header className="detail-head">
        <div className="detail-title">
          <h2 className="cut">{plan.work}</h2>
          <p className="muted cut">
            {t(`kind.${plan.kind}`)} · {t(`state.${plan.state}`)}
            {plan.alarm !== null && ` · ${t(`alarm.${plan.alarm}`)}`}
          </p>
        </div>
        <Button plain icon label={t('close')} onPress={onClose}>
          ×
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div className="detail-scroll" tabIndex={0}>
        <p>
          <Moment at={plan.start} show="clock" /> – <Moment at={plan.end} show="clock" />
        </p>
        <div className="command-row">
          {stepsOf(plan)
            .filter((name) => may(`planned.${name}`))
            .map((name) => (
              <Button key={name} pressed={step === name} onPress={() => setStep(step === name ? null : name)}>
                {t(name)}
              </Button>
            ))}
        </div>
        {step !== null && (
          <ReasonForm
            key={step}
            title={t(step)}
            label={t('reason')}
            optional={step !== 'cancel' && step !== 'extend'}
            onDone={() => setStep(null)}
            wish={(text) => wishOf(step, plan, text)}
          />
        )}
        <h3>{t('findings')}</h3>
        {plan.findings.length === 0 && <p className="muted">{t('noFindings')}</p>}
        <ul>
          {plan.findings.map(({ code, rule, severity, customers, with: other }) => (
            <li key={`${code} ${other}`}>
              {t(`finding.${code}`)} [{rule}] · {t(`severity.${severity}`)} · {format.number(customers)}
              {other !== null && ` · ${other}`}
            </li>
          ))}
        </ul>
        <table className="split-facts">
          <tbody>
            {facts.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{t(`facts.${name}`)}</th>
                <td>{value}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('facts.noticeDue')}</th>
              <td>
                <Moment at={plan.noticeDueAt} show="clock" />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
