/** Storm mode in the frame: on since when and by whom, how many meters are heard, or why it is proposed to switch it (rules P20, A13). */

import { useTranslations } from 'use-intl';
import type { SummaryRecord } from '../../shared/records/summary.ts';
import { useCommand, useMay } from '../live/useCommand.ts';
import { useIsLive } from '../live/useFeed.ts';
import { useRecord } from '../live/useRecord.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/FormatContext.tsx';
import { Moment } from '../ui/Moment.tsx';
import { useWord } from '../ui/useWord.ts';
import './storm.css';

type StormMode = NonNullable<SummaryRecord['stormMode']>;

function StormSwitch({ on }: { on: boolean }) {
  const t = useTranslations('shell');
  const words = useTranslations('words.refusal');
  const word = useWord();
  const live = useIsLive();
  const may = useMay();
  const { status, send } = useCommand();
  if (!may('storm.set')) return null;
  const text = t(on ? 'storm.switchOn' : 'storm.switchOff');
  return (
    <>
      <Button
        forbidden={live ? null : t('offlineNever')}
        onPress={() => void (status.state !== 'sending' && send({ type: 'storm.set', on }))}
      >
        {status.state === 'sending' ? t('storm.sending') : text}
      </Button>
      {status.state === 'refused' && (
        <span role="alert">{words.has(status.code) || status.message === '' ? word('refusal', status.code) : status.message}</span>
      )}
    </>
  );
}

function Line({ mode }: { mode: StormMode }) {
  const t = useTranslations('shell.storm');
  const format = useFormat();
  const { on, since, by, reason, proposal, meters } = mode;
  const proposed = proposal !== null && proposal.on !== on ? proposal : null;
  const toSwitch = on || proposed !== null;
  return (
    <section className="banner" data-tone={on ? 'storm' : 'storm-proposed'} aria-label={t('title')}>
      {on && (
        <span>
          <strong role="status">{t('on')}</strong> <Moment at={since} /> {by !== null && t('by', { who: by })}
          {reason !== null && ` · ${reason}`}
        </span>
      )}
      {meters && <span>{t('meters', { used: format.number(meters.used), of: format.number(meters.of) })}</span>}
      {proposed && (
        <span>
          <strong role="status">{t(proposed.on ? 'proposedOn' : 'proposedOff', { why: t(`why.${proposed.reason}`) })}</strong>{' '}
          <Moment at={proposed.since} />
        </span>
      )}
      {toSwitch && <StormSwitch key={String(on)} on={!on} />}
    </section>
  );
}

/** Nothing while all is as usual. */
export function StormBanner() {
  const mode = useRecord('summary', 'summary')?.stormMode ?? null;
  if (!mode || !(mode.on || mode.proposal?.on || mode.meters)) return null;
  return <Line mode={mode} />;
}
