/** One key or life-support customer: how long the backup lasts, whom to call, what was confirmed and drilled (rules K5 to K11). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useMay, type Wish } from '../../live/useCommand.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { useNow } from '../../ui/useNow.ts';
import { MinutesLeft } from './MinutesLeft.tsx';

const steps = ['acknowledge', 'contactReached', 'contactMissed', 'attest', 'drill'] as const;
type Step = (typeof steps)[number];

const typeOf = {
  acknowledge: 'key.acknowledge',
  contactReached: 'key.contact',
  contactMissed: 'key.contact',
  attest: 'key.attest',
  drill: 'key.drill',
} as const;

function wishOf(step: Step, customer: string, text: string, now: number): Wish {
  const at = new Date(now).toISOString();
  const note = text === '' ? {} : { note: text };
  switch (step) {
    case 'acknowledge':
      return { type: 'key.acknowledge', customer };
    case 'contactReached':
    case 'contactMissed':
      return { type: 'key.contact', customer, reached: step === 'contactReached', ...note };
    case 'attest':
      return { type: 'key.attest', customer, at };
    case 'drill':
      return { type: 'key.drill', customer, at, ...(text === '' ? {} : { finding: text }) };
  }
}

export function KeyCard({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('keyCustomers');
  const may = useMay();
  const now = useNow();
  const customer = useRecord('keyCustomer', id);
  const [step, setStep] = useState<Step | null>(null);
  if (!customer) return null;
  const offered = steps.filter((name) => may(typeOf[name]) && (name !== 'acknowledge' || customer.plan === 'open'));
  return (
    <section className="detail" aria-label={id}>
      <header className="detail-head">
        <div className="detail-title">
          <h2 className="cut">{id}</h2>
          <p className="muted cut">
            {customer.reason ?? (customer.lifeSupport ? t('lifeSupport') : '')}
            {customer.level !== null && ` · ${t('level', { level: customer.level })}`} · {t(`power.${customer.power}`)}
          </p>
        </div>
        <Button plain icon label={t('close')} onPress={onClose}>
          ×
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div className="detail-scroll" tabIndex={0}>
        {customer.alarm !== null && (
          <p role="status">
            <strong>{t(`alarm.${customer.alarm}`)}</strong> <MinutesLeft until={customer.backupUntil} />
            {customer.shortfallMinutes !== null && ` · ${t('shortfall', { count: customer.shortfallMinutes })}`}
          </p>
        )}
        <div className="command-row">
          {offered.map((name) => (
            <Button key={name} pressed={step === name} onPress={() => setStep(step === name ? null : name)}>
              {t(name)}
            </Button>
          ))}
        </div>
        {step !== null && (
          <ReasonForm
            key={step}
            title={t(step)}
            label={t('note')}
            optional
            onDone={() => setStep(null)}
            wish={(text) => wishOf(step, id, text, now)}
          />
        )}
        <table className="split-facts">
          <tbody>
            {(
              [
                ['servicePoint', customer.servicePoint],
                ['manager', customer.manager ?? '–'],
                ['backup', customer.backupMinutes ?? '–'],
                ['outage', customer.outage ?? '–'],
              ] as const
            ).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{t(`facts.${name}`)}</th>
                <td>{value}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('facts.attestedAt')}</th>
              <td>
                <Moment at={customer.attestedAt} show="clock" /> {t(`attestation.${customer.attestation}`)}
              </td>
            </tr>
            <tr>
              <th scope="row">{t('facts.drilledAt')}</th>
              <td>
                <Moment at={customer.drilledAt} show="clock" /> {customer.drillDue && t('drillDue')}
              </td>
            </tr>
          </tbody>
        </table>
        <h3>{t('contacts')}</h3>
        {customer.contacts.length === 0 && <p className="muted">{t('noContacts')}</p>}
        <ul>
          {customer.contacts.map(({ at, by, reached, note }) => (
            <li key={`${at} ${by}`}>
              <Moment at={at} show="clock" /> {by}: {t(reached ? 'contactReached' : 'contactMissed')} {note}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
