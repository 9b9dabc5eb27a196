/** What a move needs before it can be sent: a typed reason, or a crew chosen by a person. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CrewPanel } from './CrewPanel.tsx';
import type { Moves } from './useMoves.ts';
import { VerifyPanel } from './VerifyPanel.tsx';

function Reason({ moves }: { moves: Moves }) {
  const t = useTranslations('repairs');
  const [reason, setReason] = useState('');
  const { question } = moves;
  const job = useRecord('job', question?.kind === 'reason' ? question.job.id : null);
  if (question?.kind !== 'reason') return null;
  const words = reason.trim();
  return (
    <Dialog title={t('move.reasonTitle', { status: t(`status.${question.status}`) })} closeLabel={t('close')} onClose={moves.dismiss}>
      <form
        className="reason-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (words !== '') moves.answer(words);
        }}
      >
        <p lang="es">{question.job.title}</p>
        <label className="label">
          <span>{t('move.reason')}</span>
          <input className="field" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
        </label>
        {(question.column === 'verified' || question.column === 'closed') && <VerifyPanel job={job ?? question.job} />}
        <div className="command-row">
          <Button type="submit" strong forbidden={words === '' ? t('move.reasonMissing') : null}>
            {t('move.go')}
          </Button>
          <Button plain onPress={moves.dismiss}>
            {t('command.abandon')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Assign({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('repairs');
  const job = useRecord('job', id);
  if (!job) return null;
  return (
    <Dialog title={t('crew.choose', { title: job.title })} closeLabel={t('close')} onClose={onClose} wide>
      <CrewPanel job={job} />
    </Dialog>
  );
}

export function MoveQuestion({ moves }: { moves: Moves }) {
  const { question } = moves;
  switch (question?.kind) {
    case 'reason':
      return <Reason key={question.job.id} moves={moves} />;
    case 'assign':
      return <Assign id={question.job} onClose={moves.dismiss} />;
    case undefined:
      return null;
  }
}
