/** The effective time of a Sparkplug value: metric, else payload, else receive time; checked in milliseconds, units are never guessed. */

import { parseTime } from '../../../shared/time.ts';

// Rule E28.
const FUTURE_LIMIT_MS = 5_000;
const PAST_LIMIT_MS = 24 * 3_600_000;

export type MetricTime = {
  readonly at: number;
  readonly suspect: boolean;
  /** Too old to touch live state. */
  readonly replay: boolean;
  readonly flag: 'time-missing' | 'time-range' | 'time-future' | 'time-old' | null;
};

/** What the value is: `state` = current by definition (births), `newest` = the newest word of an ordered source, `sample` = one reading among many, `history` = marked historical. */
export type Currency = 'state' | 'newest' | 'sample' | 'history';

const isOld = (at: number, receivedAt: number): boolean => at < receivedAt - PAST_LIMIT_MS;
const received = (receivedAt: number, flag: MetricTime['flag']): MetricTime => ({ at: receivedAt, suspect: true, replay: false, flag });

function checked(at: number, receivedAt: number): MetricTime {
  if (!parseTime(at).ok) return received(receivedAt, 'time-range');
  return at > receivedAt + FUTURE_LIMIT_MS ? received(receivedAt, 'time-future') : { at, suspect: false, replay: false, flag: null };
}

/** Arguments in epoch milliseconds; the first two as sent, null when missing. */
export function metricTime(metricAt: number | null, payloadAt: number | null, receivedAt: number, currency: Currency): MetricTime {
  const given = metricAt ?? payloadAt;
  if (given === null) return { ...received(receivedAt, 'time-missing'), replay: currency === 'history' };
  const time = checked(given, receivedAt);
  switch (currency) {
    case 'history':
      return { ...time, replay: true };
    case 'state':
      // A birth repeats what has been true for long: its own time is the time of the statement.
      if (!isOld(time.at, receivedAt)) return time;
      return metricAt !== null && payloadAt !== null && !isOld(payloadAt, receivedAt)
        ? checked(payloadAt, receivedAt)
        : received(receivedAt, 'time-old');
    case 'newest':
      return isOld(time.at, receivedAt) ? received(receivedAt, 'time-old') : time;
    case 'sample':
      return isOld(time.at, receivedAt) ? { ...time, suspect: true, replay: true, flag: 'time-old' } : time;
  }
}
