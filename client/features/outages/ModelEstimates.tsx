/** What the model says of the end of an outage, to be taken over with one press: its median, and the time by which four in five end. */

import { useTranslations } from 'use-intl';
import type { OutageDetail } from '../../../shared/records/outage.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';

type Props = { estimates: OutageDetail['estimates']; now: number; onTake(at: string): void };

export function ModelEstimates({ estimates, now, onTake }: Props) {
  const t = useTranslations('outages.command');
  const format = useFormat();
  const model = estimates.findLast(({ source }) => source !== 'dispatcher' && source !== 'crew');
  if (!model) return null;
  const values = [
    ['modelMedian', model.at],
    ['modelLatest', model.latest],
  ] as const;
  return (
    <div className="command-row">
      {values.map(
        ([name, at]) =>
          at !== null &&
          Date.parse(at) > now && (
            <Button key={name} onPress={() => onTake(at)}>
              {t(name, { time: format.clock(Date.parse(at), now) })}
            </Button>
          ),
      )}
    </div>
  );
}
