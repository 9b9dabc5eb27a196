/** Who the customer is, with the marks that change what one does; masked where the role may not read it (rule K12). */

import { useTranslations } from 'use-intl';
import type { CustomerAnswer } from '../../../shared/records/customer.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { Fact } from './Fact.tsx';

export function CustomerFacts({ answer }: { answer: CustomerAnswer }) {
  const t = useTranslations('customers');
  const { store } = useLive();
  const { customer } = answer;
  if (!customer) return null;
  const feeder = answer.feeder === null ? '–' : (store.get('feeder', answer.feeder)?.name ?? answer.feeder);
  return (
    <dl className="facts" aria-label={customer.name}>
      {(customer.key || customer.lifeSupport || answer.repeatCaller || customer.power === 'disconnected') && (
        <Fact name={t('fact.marks')}>
          <ul className="plain-list marks">
            {customer.lifeSupport && <li>{t('mark.lifeSupport')}</li>}
            {customer.key && <li>{t('mark.key', { reason: customer.key.reason })}</li>}
            {customer.power === 'disconnected' && <li>{t('mark.account')}</li>}
            {answer.repeatCaller && <li>{t('mark.repeat')}</li>}
          </ul>
        </Fact>
      )}
      {answer.backupMinutes !== null && <Fact name={t('fact.backup')}>{t('minutes', { count: answer.backupMinutes })}</Fact>}
      <Fact name={t('fact.address')}>
        <span lang="es">{customer.address ?? '–'}</span>
      </Fact>
      <Fact name={t('fact.phone')}>{customer.phone ?? '–'}</Fact>
      <Fact name={t('fact.email')}>{customer.email ?? '–'}</Fact>
      <Fact name={t('fact.account')}>{customer.account ?? '–'}</Fact>
      <Fact name={t('fact.meter')}>{customer.meter ?? customer.servicePoint}</Fact>
      <Fact name={t('fact.class')}>{t(`class.${customer.class}`)}</Fact>
      <Fact name={t('fact.feeder')}>
        <span lang="es">{feeder}</span>
      </Fact>
      {customer.masked && <p className="muted">{t('masked')}</p>}
    </dl>
  );
}
