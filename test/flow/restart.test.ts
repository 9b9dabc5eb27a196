/** A restart from kept state and a short tail ends where the whole journal ends. */

import { beforeAll, expect, it } from 'vitest';
import type { Network } from '../../server/domain/network/network.ts';
import type { FactRow, Journal } from '../../server/ports.ts';
import { rebuild } from '../../server/rebuild.ts';
import { snapshotVersion } from '../../server/restore.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { type Flow, openFlow, testClock } from '../support/openFlow.ts';
import { loadTown, telemeteredSwitches } from '../support/town.ts';

const start = Date.UTC(2026, 2, 14, 18);
const silent = (): void => undefined;
let network: Network;

beforeAll(async () => {
  network = await loadTown();
});
/** Trips, closings, calls and meters from step `from` on; the same steps always say the same. */
async function unfold(flow: Flow, clock: ReturnType<typeof testClock>, from: number, count: number): Promise<void> {
  const switches = telemeteredSwitches(network);
  const points = network.servicePoints.ids;
  for (let step = from; step < from + count; step += 1) {
    clock.set(start + step * 4_000);
    const at = clock.now();
    const branch = switches[(step * 5) % switches.length] ?? '';
    const position = step % 3 === 0 ? 'closed' : 'open';
    if (step % 2 === 0) await flow.say(`grid/v1/-/switch/${branch}`, { at, position, cause: 'trip', source: 'rtu', seq: step / 2 });
    else if (step % 5 === 0)
      await flow.say(`grid/v1/-/call/c-${step}`, { at, kind: 'no-power', servicePoint: points[(step * 11) % points.length] });
    else await flow.say(`grid/v1/-/meter/${points[(step * 7) % points.length]}`, { at, event: 'last-gasp', source: 'ami', seq: step });
    await flow.pipeline.tick();
  }
}

async function factsOf(journal: Journal): Promise<readonly FactRow[]> {
  return journal.factsAfter(0, 1_000_000);
}

it('[P1] [E26] kept state and the rows after it give the state and the facts of the whole journal', { timeout: 120_000 }, async () => {
  const clock = testClock(start);
  const journal = createMemoryJournal();
  let flow = await openFlow({ network, journal, clock });
  await unfold(flow, clock, 0, 40);
  await flow.keeper.snapshot();
  await unfold(flow, clock, 40, 30);
  await flow.pipeline.settled();
  const before = { hash: flow.core.stateHash(), facts: await factsOf(journal), revision: flow.pipeline.appliedUpTo() };
  flow.keeper.stop();
  expect(flow.failures).toEqual([]);

  expect((await journal.latestSnapshot())?.commit).toBeLessThan(before.revision);
  flow = await openFlow({ network, journal, clock });
  expect({ hash: flow.core.stateHash(), facts: await factsOf(journal), revision: flow.pipeline.appliedUpTo() }).toEqual(before);
  const whole = await rebuild({ network, journal, clock, fromSnapshot: false, progress: silent, say: silent });
  expect(whole.core.stateHash()).toBe(before.hash);

  // Both go on alike: what was not yet settled at the snapshot was kept as well.
  await unfold(flow, clock, 70, 15);
  const further = await rebuild({ network, journal, clock, fromSnapshot: false, progress: silent, say: silent });
  expect(flow.core.stateHash()).toBe(further.core.stateHash());
  flow.keeper.stop();
});

it('[P1] rows without facts move the mark too, so that little is judged again after a crash', async () => {
  const journal = createMemoryJournal();
  const clock = testClock(start);
  const flow = await openFlow({ network, journal, clock });
  const branch = telemeteredSwitches(network)[0] ?? '';
  for (let seq = 1; seq <= 5; seq += 1)
    await flow.say(`grid/v1/-/measurement/${branch}`, { at: start, quantity: 'current', value: seq, unit: 'A', source: 'rtu', seq });
  flow.pipeline.mark();
  await flow.pipeline.settled();
  expect(journal.appliedUpTo()).toBe(journal.head());
  flow.keeper.stop();
});

it('[N25] state kept on another network is said and left alone, and rows about unknown things are counted', async () => {
  const journal = createMemoryJournal();
  const clock = testClock(start);
  const flow = await openFlow({ network, journal, clock });
  await unfold(flow, clock, 0, 20);
  const hash = flow.core.stateHash();
  await flow.pipeline.settled();
  const commit = flow.pipeline.appliedUpTo();
  await journal.saveSnapshot({ commit, takenAt: start, version: snapshotVersion('another'), state: new TextEncoder().encode('not read') });
  const again = await openFlow({ network, journal, clock });
  expect(again.said).toEqual(['The kept state is of another network; the journal is judged again from its beginning.']);
  expect(again.core.stateHash()).toBe(hash);

  const other: Network = { ...network, servicePointIndex: new Map(), branchIndex: new Map(), hash: 'other' };
  const { said } = await openFlow({ network: other, journal, clock });
  expect(said.at(-1)).toMatch(/^\d+ messages of the journal are about things that this network does not know/);
  for (const each of [flow, again]) each.keeper.stop();
});
