/** The line of customers out, at most sixty minutes back: the server's minutes, then as this page saw it; steps, because customers come back in steps. */

import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { summaryHistory } from '../../shared/records/summaryHistory.ts';
import { useAnswer } from '../live/useAnswer.ts';
import { useFeed } from '../live/useFeed.ts';
import { useFormat } from '../ui/FormatContext.tsx';
import { useNow } from '../ui/useNow.ts';

const SPAN_MS = 60 * 60_000;
/** While less has been seen, the line is stretched to what there is. */
const LEAST_SPAN_MS = 10 * 60_000;
const MOST_POINTS = 500;
const WIDTH = 96;
const HEIGHT = 26;

type Sample = { readonly at: number; readonly value: number };

/** Both by time: minutes of the server fill what the page missed, before it came and while it was away. */
const joined = (kept: readonly Sample[], seen: readonly Sample[]): readonly Sample[] => [...kept, ...seen].sort((a, b) => a.at - b.at);

export function LastHour({ value }: { value: number | undefined }) {
  const t = useTranslations('shell');
  const format = useFormat();
  const now = useNow();
  const newest = useRef(now);
  newest.current = now;
  const [seen, setSeen] = useState<readonly Sample[]>([]);
  const { caughtUp } = useFeed();
  // What happened while the page was away is asked again.
  const { answer } = useAnswer('/api/v1/summary/history', summaryHistory, caughtUp?.at ?? 0);
  const kept = useMemo<readonly Sample[]>(
    () => (answer?.ok ? answer.value.items.map((sample) => ({ at: Date.parse(sample.at), value: sample.customersOut })) : []),
    [answer],
  );
  const samples = useMemo(() => joined(kept, seen), [kept, seen]).filter((sample) => sample.at > now - SPAN_MS);
  useEffect(() => {
    if (value === undefined) return;
    const at = newest.current;
    setSeen((old) => [...old.filter((sample) => sample.at > at - SPAN_MS), { at, value }].slice(-MOST_POINTS));
  }, [value]);
  if (samples.length === 0) return <svg width={WIDTH} height={HEIGHT} aria-hidden="true" />;
  const highest = Math.max(1, ...samples.map((sample) => sample.value));
  const span = Math.min(SPAN_MS, Math.max(LEAST_SPAN_MS, now - (samples[0]?.at ?? now)));
  const x = (at: number) => Math.max(0, (at - (now - span)) / span) * WIDTH;
  const y = (count: number) => HEIGHT - 2 - (count / highest) * (HEIGHT - 4);
  let path = '';
  for (const [index, { at, value: count }] of samples.entries()) {
    path += index === 0 ? `M${x(at).toFixed(1)} ${y(count).toFixed(1)}` : `H${x(at).toFixed(1)}V${y(count).toFixed(1)}`;
  }
  const label = t('lastHour', { now: format.number(value ?? 0), highest: format.number(highest) });
  return (
    <svg className="last-hour" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={`${path}H${WIDTH}V${HEIGHT - 1.5}H${x(samples[0]?.at ?? now).toFixed(1)}Z`} fill="var(--rule)" fillOpacity={0.4} />
      <path d={`M0 ${HEIGHT - 1.5}H${WIDTH}`} stroke="var(--rule)" />
      <path d={`${path}H${WIDTH}`} fill="none" stroke="var(--ink)" strokeWidth={1.5} />
    </svg>
  );
}
