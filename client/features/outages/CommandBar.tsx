/** What a person may ask for about an outage; each form opens in place, and says why when it cannot be used now. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageCommand } from '../../../shared/commands/outageCommands.ts';
import type { OutageDetail, OutageRecord } from '../../../shared/records/outage.ts';
import { isOpen } from '../../live/openOutages.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { useWord } from '../../ui/useWord.ts';
import { CauseForm } from './CauseForm.tsx';
import { CommandStatus } from './CommandStatus.tsx';
import { EstimateForm } from './EstimateForm.tsx';
import { MergeForm } from './MergeForm.tsx';
import { SplitForm } from './SplitForm.tsx';
import { TextForm } from './TextForm.tsx';

type FormName = 'estimate' | 'cause' | 'comment' | 'cancel' | 'closeWithReason' | 'reopen' | 'merge' | 'split';

const TYPE = {
  estimate: 'outage.setEstimate',
  cause: 'outage.setCause',
  comment: 'outage.comment',
  cancel: 'outage.cancel',
  closeWithReason: 'outage.closeWithReason',
  reopen: 'outage.reopen',
  merge: 'outage.merge',
  split: 'outage.split',
} as const satisfies Record<FormName, OutageCommand['type']>;

const MORE = ['cancel', 'closeWithReason', 'reopen', 'merge', 'split'] as const;

export function CommandBar({ outage, estimates }: { outage: OutageRecord; estimates: OutageDetail['estimates'] }) {
  const t = useTranslations('outages.command');
  const word = useWord();
  const live = useIsLive();
  const may = useMay();
  const quick = useCommand();
  const [form, setForm] = useState<FormName | null>(null);

  const wrongState = t('notNow', { state: word('state', outage.state) });
  const stateAllows = (type: OutageCommand['type']): boolean => {
    switch (type) {
      case 'outage.confirm':
        return outage.state === 'predicted';
      case 'outage.acknowledge':
        return isOpen(outage) && !outage.acknowledged;
      case 'outage.reopen':
        return outage.state === 'closed';
      case 'outage.comment':
      case 'outage.setCause':
        return outage.state !== 'void';
      case 'outage.setEstimate':
      case 'outage.merge':
      case 'outage.split':
        return isOpen(outage);
      case 'outage.cancel':
      case 'outage.closeWithReason':
        return outage.state !== 'closed' && outage.state !== 'void';
    }
  };
  const forbidden = (type: OutageCommand['type']): string | null =>
    !live ? t('offline') : !may(type) ? t('notYours') : !stateAllows(type) ? wrongState : null;

  const acknowledge = () => void quick.send({ type: 'outage.acknowledge', outage: outage.id });
  const confirm = () => void quick.send({ type: 'outage.confirm', outage: outage.id });
  const openForm = (name: FormName) => void (forbidden(TYPE[name]) === null && setForm(name));
  useKeys([
    { keys: 'a', label: t('acknowledge'), run: () => void (forbidden('outage.acknowledge') === null && acknowledge()) },
    { keys: 'Shift C', label: t('confirm'), run: () => void (forbidden('outage.confirm') === null && confirm()) },
    { keys: 'e', label: t('setEstimate'), run: () => openForm('estimate') },
    { keys: 'c', label: t('addComment'), run: () => openForm('comment') },
  ]);

  const done = () => setForm(null);
  return (
    <div className="commands">
      <div className="command-row" role="toolbar" aria-label={t('title')}>
        {outage.state === 'predicted' && (
          <Button strong forbidden={forbidden('outage.confirm')} hint={t('confirmWhat')} shortcut="Shift+C" onPress={confirm}>
            {t('confirm')}
          </Button>
        )}
        {!outage.acknowledged && (
          <Button strong={outage.state !== 'predicted'} forbidden={forbidden('outage.acknowledge')} shortcut="A" onPress={acknowledge}>
            {t('acknowledge')}
          </Button>
        )}
        {(['estimate', 'cause', 'comment'] as const).map((name) => (
          <Button key={name} pressed={form === name} forbidden={forbidden(TYPE[name])} onPress={() => setForm(form === name ? null : name)}>
            {t(name)}
          </Button>
        ))}
        <Menu
          entries={[
            ...MORE.map((name) => ({ kind: 'item' as const, text: t(name), forbidden: forbidden(TYPE[name]), run: () => setForm(name) })),
            { kind: 'item', text: t('print'), run: () => print() },
          ]}
        >
          {t('more')} ▾
        </Menu>
      </div>
      <CommandStatus status={quick.status} />
      {form === 'estimate' && <EstimateForm outage={outage} estimates={estimates} onDone={done} />}
      {form === 'cause' && <CauseForm outage={outage} onDone={done} />}
      {form === 'merge' && <MergeForm outage={outage} onDone={done} />}
      {form === 'split' && <SplitForm outage={outage} onDone={done} />}
      {(form === 'comment' || form === 'cancel' || form === 'closeWithReason' || form === 'reopen') && (
        <TextForm key={form} outage={outage} form={form} onDone={done} />
      )}
    </div>
  );
}
