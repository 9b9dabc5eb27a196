/** A job made by hand: what is to be done, and the danger, if there is one. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { hazard as hazardSchema } from '../../../shared/records/job.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Said } from './Said.tsx';

const hazards = hazardSchema.shape.kind.options;

export function NewJob({ onClose }: { onClose(): void }) {
  const t = useTranslations('repairs');
  const live = useIsLive();
  const may = useMay();
  const { status, send } = useCommand();
  const [title, setTitle] = useState('');
  const [danger, setDanger] = useState('');
  const [device, setDevice] = useState('');
  const [reason, setReason] = useState('');
  const forbidden = !live ? t('offline') : !may('job.create') ? t('notYours') : title.trim() === '' ? t('create.missing') : null;
  const make = () => {
    const kind = hazards.find((each) => each === danger);
    void send({
      type: 'job.create',
      title: title.trim(),
      ...(kind ? { hazard: kind } : {}),
      ...(device.trim() ? { device: device.trim() } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    }).then((taken) => taken && onClose());
  };
  return (
    <Dialog title={t('create.title')} closeLabel={t('close')} onClose={onClose}>
      <form
        className="reason-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (forbidden === null) make();
        }}
      >
        <label className="label">
          <span>{t('create.what')}</span>
          <input className="field" value={title} maxLength={300} onChange={(event) => setTitle(event.target.value)} />
        </label>
        <label className="label">
          <span>{t('create.hazard')}</span>
          <select className="field" value={danger} onChange={(event) => setDanger(event.target.value)}>
            <option value="">{t('create.noHazard')}</option>
            {hazards.map((kind) => (
              <option key={kind} value={kind}>
                {t(`mark.hazardKind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="label">
          <span>{t('create.device')}</span>
          <input className="field" value={device} onChange={(event) => setDevice(event.target.value)} />
        </label>
        {status.state === 'refused' && (
          <label className="label">
            <span>{t('create.reason')}</span>
            <input className="field" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
          </label>
        )}
        <Said status={status} />
        <div className="command-row">
          <Button type="submit" strong forbidden={forbidden}>
            {t('create.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
