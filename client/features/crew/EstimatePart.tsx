/** When the lights will be back, from who stands at the pole. */

import { useTranslations } from 'use-intl';
import { formatTime } from '../../../shared/time.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useOutbox } from './CrewContext.tsx';
import type { PartProps } from './JobSheet.tsx';

const MINUTES = [30, 60, 120, 240];
const STEP_MS = 5 * 60_000;

export function EstimatePart({ job, doing }: PartProps) {
  const t = useTranslations('crew.estimate');
  const format = useFormat();
  const now = useNow();
  const { items } = useOutbox();
  const waiting = items.findLast((item) => item.kind === 'command' && item.job === job.id && item.command.type === 'job.setEstimate');
  const told = waiting?.kind === 'command' && waiting.command.type === 'job.setEstimate' ? waiting.command.at : job.estimate?.at;
  return (
    <details className="crew-part">
      <summary>
        {t('title')} {told !== undefined && <strong>{format.clock(typeof told === 'number' ? told : Date.parse(told), now)}</strong>}
      </summary>
      <div className="crew-two">
        {MINUTES.map((minutes) => (
          <button
            key={minutes}
            type="button"
            onClick={() => {
              const at = Math.ceil((now + minutes * 60_000) / STEP_MS) * STEP_MS;
              void doing.act(job, { type: 'job.setEstimate', at: formatTime(at) });
            }}
          >
            {t('in', { duration: format.duration(minutes * 60_000) })}
          </button>
        ))}
      </div>
    </details>
  );
}
