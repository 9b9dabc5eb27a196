/** A settled prediction that newer evidence would move up: what is proposed, why, and the confirmation that carries it out (rule P14). */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { CommandStatus } from './CommandStatus.tsx';

type Props = { readonly outage: OutageRecord; readonly proposal: NonNullable<OutageRecord['proposal']> };

export function ProposalPanel({ outage, proposal }: Props) {
  const t = useTranslations('outages.proposal');
  const command = useTranslations('outages.command');
  const live = useIsLive();
  const may = useMay();
  const { status, send } = useCommand();
  const forbidden = !live ? command('offline') : !may('outage.confirm') ? command('notYours') : null;
  const confirm = () => void (status.state !== 'sending' && send({ type: 'outage.confirm', outage: outage.id, device: proposal.device }));
  return (
    <section className="detail-part proposal">
      <h3>{t('title')}</h3>
      <p>{t('what', { from: outage.device.name, to: proposal.name })}</p>
      <p className="muted">{t('why')}</p>
      <div className="command-row">
        <Button forbidden={forbidden} hint={t('confirmWhat')} onPress={confirm}>
          {t('confirm', { to: proposal.name })}
        </Button>
      </div>
      <CommandStatus status={status} />
    </section>
  );
}
