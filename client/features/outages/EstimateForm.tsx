/** Sets when the lights return: +30, +60, +120 minutes or a typed local time, with both values shown when it changed meanwhile. */

import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageDetail, OutageRecord } from '../../../shared/records/outage.ts';
import { formatTime } from '../../../shared/time.ts';
import { useCommand } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { parseTypedTime } from '../../ui/zoneTime.ts';
import { CommandForm } from './CommandForm.tsx';
import { ModelEstimates } from './ModelEstimates.tsx';
import { TypedTimeNotice } from './TypedTimeNotice.tsx';

const STEP_MS = 15 * 60_000;

type Props = { outage: OutageRecord; estimates: OutageDetail['estimates']; onDone(): void };

export function EstimateForm({ outage, estimates, onDone }: Props) {
  const t = useTranslations('outages.command');
  const format = useFormat();
  const now = useNow();
  const { status, send } = useCommand();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const opened = useRef(outage.estimatedRestoration?.at ?? null);
  const current = outage.estimatedRestoration?.at ?? null;
  const [accepted, setAccepted] = useState<string | null>(opened.current);

  const typed = text === '' ? null : parseTypedTime(text, format.timeZone, now);
  const at = typed?.kind === 'one' ? typed.ms : null;
  // Promised later once already, and about to be again.
  const told = estimates.map((estimate) => Date.parse(estimate.at));
  const movedLater = at !== null && at > (told.at(-1) ?? at) && told.some((time, place) => place > 0 && time > (told[place - 1] ?? time));
  const missing = at === null ? t('timeHint') : at <= now ? t('timePast') : null;
  const show = (value: string | null) => (value === null ? t('none') : format.clock(Date.parse(value), now));
  // Rounded up to the quarter of an hour: people plan by it (rule T7).
  const plus = (minutes: number) => setText(formatTime(Math.ceil((now + minutes * 60_000) / STEP_MS) * STEP_MS));
  return (
    <CommandForm
      title={t('setEstimate')}
      status={status}
      missing={missing}
      onDone={onDone}
      onSend={() => {
        if (at === null) return;
        const why = reason.trim();
        void send({ type: 'outage.setEstimate', outage: outage.id, at: formatTime(at), ...(why ? { reason: why } : {}) }).then(
          (ok) => ok && onDone(),
        );
      }}
    >
      {current !== accepted && (
        <div className="refusal" role="alert">
          <p>{t('changed', { before: show(opened.current), after: show(current) })}</p>
          <Button onPress={() => setAccepted(current)}>{t('useMine')}</Button> <Button onPress={onDone}>{t('keepTheirs')}</Button>
        </div>
      )}
      <div className="command-row">
        {[30, 60, 120].map((minutes) => (
          <Button key={minutes} onPress={() => plus(minutes)}>
            {t('moreMinutes', { minutes })}
          </Button>
        ))}
      </div>
      <ModelEstimates estimates={estimates} now={now} onTake={setText} />
      <label className="label">
        <span>
          {t('at')} ({t('zone', { offset: format.offset(now) })})
        </span>
        <input
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the form opens on a key press that asks for it
          autoFocus
          value={text}
          placeholder={t('timeHint')}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <TypedTimeNotice typed={typed} onChoose={(ms) => setText(formatTime(ms))} />
      <label className="label">
        <span>{t('reason')}</span>
        <input className="field" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
      </label>
      {estimates.length >= 2 && (
        <p className="warning" role="status">
          {t('thirdChange', { count: estimates.length + 1 })}
        </p>
      )}
      {movedLater && (
        <p className="warning" role="status">
          {t('laterTwice')}
        </p>
      )}
    </CommandForm>
  );
}
