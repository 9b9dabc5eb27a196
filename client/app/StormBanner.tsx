/** Storm mode in the frame: on since when and by whom, how many meters are heard, or why it is proposed to switch it (rules P20, A13). */

import { type ReactNode, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { SummaryRecord } from '../../shared/records/summary.ts';
import { type CommandState, useCommand, useMay } from '../live/useCommand.ts';
import { useIsLive } from '../live/useFeed.ts';
import { useRecord } from '../live/useRecord.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/FormatContext.tsx';
import { Moment } from '../ui/Moment.tsx';
import { useKeys } from '../ui/useKeys.ts';
import { useWord } from '../ui/useWord.ts';
import './storm.css';

type StormMode = NonNullable<SummaryRecord['stormMode']>;

const AT_REST: StormMode = { on: false, since: null, by: null, reason: null, proposal: null, meters: null };

function StormSwitch({
  text,
  forbidden,
  status,
  onPress,
}: {
  text: string;
  forbidden: string | null;
  status: CommandState;
  onPress(): void;
}) {
  const t = useTranslations('shell.storm');
  const words = useTranslations('words.refusal');
  const word = useWord();
  return (
    <>
      <Button forbidden={forbidden} onPress={onPress}>
        {status.state === 'sending' ? t('sending') : text}
      </Button>
      {status.state === 'refused' && (
        <span role="alert">{words.has(status.code) || status.message === '' ? word('refusal', status.code) : status.message}</span>
      )}
    </>
  );
}

function Line({ mode, children }: { mode: StormMode; children: ReactNode }) {
  const t = useTranslations('shell.storm');
  const format = useFormat();
  const { on, since, by, reason, proposal, meters } = mode;
  const proposed = proposal !== null && proposal.on !== on ? proposal : null;
  return (
    <section className="banner" data-tone={on ? 'storm' : 'storm-proposed'} aria-label={t('title')}>
      {on && (
        <span>
          <strong role="status">{t('on')}</strong> {t('since')} <Moment at={since} /> {by !== null && t('by', { who: by })}
          {reason !== null && ` · ${reason}`}
        </span>
      )}
      {proposed && (
        <span>
          <strong role="status">{t(proposed.on ? 'proposedOn' : 'proposedOff', { why: t(`why.${proposed.reason}`) })}</strong> {t('since')}{' '}
          <Moment at={proposed.since} />
        </span>
      )}
      {meters && <span>{t('meters', { used: format.number(meters.used), of: format.number(meters.of) })}</span>}
      {children}
    </section>
  );
}

/** Nothing while all is as usual; whoever may switch finds the command in the search at any time. */
export function StormBanner() {
  const t = useTranslations('shell');
  const mode = useRecord('summary', 'summary')?.stormMode ?? AT_REST;
  const live = useIsLive();
  const may = useMay()('storm.set');
  const { status, send, reset } = useCommand();
  const { on } = mode;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said about one switching is over with it
  useEffect(reset, [on]);
  const text = t(on ? 'storm.switchOff' : 'storm.switchOn');
  const flip = () => void (live && status.state !== 'sending' && send({ type: 'storm.set', on: !on }));
  // Two presses: one alone is too easily hit for what thins all meters.
  useKeys(may ? [{ keys: 's Shift S', label: text, run: () => void flip() }] : []);
  if (!(on || mode.proposal?.on || mode.meters || status.state === 'refused')) return null;
  const offered = may && (on || mode.proposal?.on === true || status.state === 'refused');
  return (
    <Line mode={mode}>
      {offered && <StormSwitch text={text} forbidden={live ? null : t('offlineNever')} status={status} onPress={flip} />}
    </Line>
  );
}
