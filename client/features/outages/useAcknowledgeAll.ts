/** Acknowledges many outages, one command each, a few at a time; counts what is done and what was refused. */

import { useRef, useState } from 'react';
import { commandAnswer } from '../../../shared/live.ts';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { isOpen } from '../../live/openOutages.ts';
import { uniqueId } from '../../live/uniqueId.ts';

export type BulkState = { readonly wanted: number; readonly done: number; readonly refused: number };

const AT_ONCE = 8;

export const toAcknowledge = (rows: readonly OutageRecord[]): readonly OutageRecord[] =>
  rows.filter((outage) => isOpen(outage) && !outage.acknowledged);

export function useAcknowledgeAll(): { readonly state: BulkState | null; run(rows: readonly OutageRecord[]): void } {
  const { line } = useLive();
  const [state, setState] = useState<BulkState | null>(null);
  const running = useRef(false);

  async function acknowledge(rows: readonly OutageRecord[]): Promise<void> {
    const waiting = toAcknowledge(rows).map(({ id }) => id);
    const wanted = waiting.length;
    let [done, refused] = [0, 0];
    setState({ wanted, done, refused });
    const work = async () => {
      for (let outage = waiting.shift(); outage !== undefined; outage = waiting.shift()) {
        const answer = await line
          .command({ id: uniqueId(), type: 'outage.acknowledge', outage })
          .then((payload) => commandAnswer.safeParse(payload))
          .catch(() => null);
        if (answer?.success && answer.data.ok) done += 1;
        else refused += 1;
        setState({ wanted, done, refused });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  return {
    state,
    run(rows) {
      if (running.current || toAcknowledge(rows).length === 0) return;
      running.current = true;
      void acknowledge(rows).finally(() => {
        running.current = false;
      });
    },
  };
}
