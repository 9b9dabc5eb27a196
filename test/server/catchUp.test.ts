/** Rows whose commit nobody heard of are found, so that nothing behind them waits for ever. */

import { beforeAll, expect, it } from 'vitest';
import type { Network } from '../../server/domain/network/network.ts';
import type { Journal } from '../../server/ports.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { openFlow, testClock } from '../support/openFlow.ts';
import { loadTown, telemeteredSwitches } from '../support/town.ts';

const start = Date.UTC(2026, 2, 14, 18);
let network: Network;
beforeAll(async () => {
  network = await loadTown();
});

/** Commits and then rejects while `broken`, as a store that fails after the sync. */
function deafJournal(): { readonly journal: Journal; break(broken: boolean): void } {
  const inner = createMemoryJournal();
  let broken = false;
  return {
    journal: {
      ...inner,
      async append(entries) {
        const outcomes = await inner.append(entries);
        if (broken) throw new Error('the answer was lost');
        return outcomes;
      },
    },
    break(next) {
      broken = next;
    },
  };
}

it('[P1] [P12] what was committed without an answer is applied in its place, and what waited behind it too', async () => {
  const { journal, break: breakJournal } = deafJournal();
  const flow = await openFlow({ network, journal, clock: testClock(start) });
  const [first = '', second = '', third = ''] = telemeteredSwitches(network);
  const open = (branch: string, seq: number): Promise<void> =>
    flow.say(`grid/v1/-/switch/${branch}`, { at: start, position: 'open', cause: 'trip', source: 'rtu', seq });
  await open(first, 1);
  breakJournal(true);
  await expect(open(second, 2)).rejects.toThrow('the answer was lost');
  breakJournal(false);
  await open(third, 3);
  expect([flow.pipeline.appliedUpTo(), journal.head()]).toEqual([1, 3]);
  expect(await flow.catchUp()).toBe(1);
  expect(flow.pipeline.appliedUpTo()).toBe(3);
  // The sender, never acknowledged, sends again: known, and acknowledged now.
  await open(second, 2);
  expect(journal.totals()).toMatchObject({ accepted: 3, duplicates: 1 });
  expect(await flow.catchUp()).toBe(0);
  flow.keeper.stop();
});
