/** A moment as clock time, as age, or both; the full time with its offset on hover and focus (rule T3). */

import { useFormat } from './FormatContext.tsx';
import { useNow } from './useNow.ts';

type Props = { at: string | null; show?: 'clock' | 'age' | 'both'; uncertain?: boolean };

export function Moment({ at, show = 'both', uncertain = false }: Props) {
  const format = useFormat();
  const now = useNow();
  if (at === null) return <span className="muted">–</span>;
  const ms = Date.parse(at);
  const age = format.duration(Math.abs(now - ms));
  const clock = `${uncertain ? '± ' : ''}${format.clock(ms, now)}`;
  return (
    <time className="moment" dateTime={at} title={format.full(ms)}>
      {show !== 'age' && clock}
      {show === 'both' && <span className="moment-age">{age}</span>}
      {show === 'age' && age}
    </time>
  );
}
