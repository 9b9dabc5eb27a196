/** What a person may ask about a job beside moving it: a note, an estimate, findings, a reminder, priority; each says why when it cannot be used. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { formatTime } from '../../../shared/time.ts';
import { useCommand, useMay, type Wish } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useNow } from '../../ui/useNow.ts';
import { parseTypedTime } from '../../ui/zoneTime.ts';
import { MoveQuestion } from './MoveQuestion.tsx';
import { Said } from './Said.tsx';
import { useMoveEntries } from './useMoveEntries.ts';
import { useMoves } from './useMoves.ts';

const forms = ['note', 'estimate', 'remind', 'priority'] as const;
type Form = (typeof forms)[number];
const TYPE = { note: 'job.note', estimate: 'job.setEstimate', remind: 'job.remind', priority: 'job.adjustPriority' } as const;

export function JobCommands({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs');
  const format = useFormat();
  const now = useNow();
  const live = useIsLive();
  const may = useMay();
  const moves = useMoves();
  const entries = useMoveEntries(moves);
  const { status, send, reset } = useCommand();
  const [form, setForm] = useState<Form | null>(null);
  const [text, setText] = useState('');
  const [points, setPoints] = useState('100');

  const typed = form === 'estimate' ? parseTypedTime(text, format.timeZone, now) : null;
  const wish = (): Wish | null => {
    const words = text.trim();
    switch (form) {
      case 'note':
        return words === '' ? null : { type: 'job.note', job: job.id, text: words };
      case 'estimate':
        return typed?.kind === 'one' ? { type: 'job.setEstimate', job: job.id, at: formatTime(typed.ms) } : null;
      case 'remind':
        return { type: 'job.remind', job: job.id, ...(words ? { text: words } : {}) };
      case 'priority':
        return words === '' || !/^-?\d{1,4}$/.test(points)
          ? null
          : { type: 'job.adjustPriority', job: job.id, points: Number(points), reason: words };
      case null:
        return null;
    }
  };
  const forbidden = (name: Form) => (!live ? t('offline') : may(TYPE[name]) ? null : t('notYours'));
  const open = (name: Form) => {
    reset();
    setText('');
    setForm(form === name ? null : name);
  };
  return (
    <div className="commands no-print">
      <div className="command-row" role="toolbar" aria-label={t('command.title')}>
        <Menu entries={entries(job.id)}>{t('move.to')} ▾</Menu>
        {forms.map((name) => (
          <Button key={name} pressed={form === name} forbidden={forbidden(name)} onPress={() => open(name)}>
            {t(`command.${name}`)}
          </Button>
        ))}
        {job.hazard && job.hazard.guardedAt === null && (
          <Button forbidden={live && may('job.guard') ? null : t('notYours')} onPress={() => void send({ type: 'job.guard', job: job.id })}>
            {t('command.guard')}
          </Button>
        )}
        {job.offeredTo !== null && (
          <Button
            forbidden={live && may('job.takeOver') ? null : t('notYours')}
            onPress={() => void send({ type: 'job.takeOver', job: job.id })}
          >
            {t('command.takeOver')}
          </Button>
        )}
        <Button onPress={() => print()}>{t('command.print')}</Button>
      </div>
      {form !== null && (
        <form
          className="command-form"
          onSubmit={(event) => {
            event.preventDefault();
            const asked = wish();
            if (asked) void send(asked).then((taken) => taken && setForm(null));
          }}
        >
          {form === 'priority' && (
            <label className="label">
              <span>{t('command.points')}</span>
              <input className="field" inputMode="numeric" value={points} onChange={(event) => setPoints(event.target.value)} />
            </label>
          )}
          <label className="label">
            <span>{t(`command.${form}Text`, { offset: format.offset(now) })}</span>
            <input
              className="field"
              // biome-ignore lint/a11y/noAutofocus: the form opens on a press that asks for it
              autoFocus
              value={text}
              maxLength={2000}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <div className="command-row">
            <Button type="submit" strong forbidden={wish() === null ? t('command.incomplete') : null}>
              {t(`command.${form}`)}
            </Button>
            <Button plain onPress={() => setForm(null)}>
              {t('command.abandon')}
            </Button>
          </div>
        </form>
      )}
      <Said status={status} />
      {moves.refused && <Said status={{ state: 'refused', code: moves.refused.code, message: moves.refused.message }} />}
      <MoveQuestion moves={moves} />
    </div>
  );
}
