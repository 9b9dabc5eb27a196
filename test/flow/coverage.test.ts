/** What a source may have said and we never got: gaps are facts and figures of the source, and survive a restart. */

import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import type { Network } from '../../server/domain/network/network.ts';
import type { Journal } from '../../server/ports.ts';
import { project } from '../../server/projections/operations.ts';
import { rebuild } from '../../server/rebuild.ts';
import { temporaryFolder } from '../server/adapters/storage/entries.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { openFlow, testClock } from '../support/openFlow.ts';
import { loadTown, telemeteredSwitches } from '../support/town.ts';

const start = Date.UTC(2026, 2, 14, 18);
const silent = (): void => undefined;
let network: Network;

beforeAll(async () => {
  network = await loadTown();
});

async function open(journal: Journal = createMemoryJournal()) {
  const clock = testClock(start);
  const flow = await openFlow({ network, journal, clock });
  const [breaker = ''] = telemeteredSwitches(network);
  const source = (id: string) => project(flow.core.view, 'source', id);
  const gapFacts = async () => {
    await flow.pipeline.settled();
    return (await journal.factsAfter(0, 1_000)).filter(({ type }) => type === 'source.coverage-gap');
  };
  /** Figures of a source when the whole journal is judged again. */
  const again = async (id: string) => {
    const { core } = await rebuild({ network, journal, clock, fromSnapshot: false, progress: silent, say: silent });
    return project(core.view, 'source', id);
  };
  return { clock, journal, flow, breaker, topic: `grid/v1/-/switch/${breaker}`, source, gapFacts, again };
}

it('[E15] numbers that are missing are a coverage gap of their source, and a late one fills it', async () => {
  const { clock, flow, topic, source, gapFacts, again } = await open();
  const say = (seq: number, at: number) => {
    clock.set(Math.max(clock.now(), at));
    return flow.say(topic, { at, position: 'closed', source: 'rtu', seq });
  };
  await say(1, start + 1_000);
  await say(5, start + 9_000);
  expect(await gapFacts()).toMatchObject([
    { about: 'source:rtu', at: start + 9_000, body: { from: start + 1_000, to: start + 9_000, missing: 3 } },
  ]);
  expect(source('rtu')).toMatchObject({ gaps: 1, missing: 3 });
  await say(3, start + 5_000);
  expect(source('rtu')).toMatchObject({ gaps: 1, missing: 2 });
  expect(await again('rtu')).toMatchObject({ gaps: 1, missing: 2 });
});

it('[E12] a counter that restarts under a new name counts anew, whatever its clock says', async () => {
  const { folder, remove } = temporaryFolder();
  const journal = await openSqliteJournal({ folder });
  onTestFinished(async () => {
    await journal.close();
    remove();
  });
  const { flow, topic, breaker, source } = await open(journal);
  const shown = () => project(flow.core.view, 'device', breaker)?.position ?? 'closed';
  await flow.say(topic, { at: start, position: 'open', cause: 'trip', source: 'rtu', seq: 10, epoch: 'a' });
  expect(shown()).toBe('open');
  await flow.say(topic, { at: start, position: 'closed', cause: 'command', source: 'rtu', seq: 1, epoch: 'b' });
  expect(shown()).toBe('closed');
  expect(source('rtu')?.gaps).toBe(1);
});

it('[E15] a Sparkplug gap is one of the edge and of its devices', async () => {
  const { clock, flow, breaker, source, gapFacts, again } = await open();
  const raw = { payload: new Uint8Array(0), receivedAt: start, identity: 'a/rtu-1', broker: 'embedded', qos: 0, retain: false } as const;
  const online = (id: string) =>
    ({
      kind: 'source',
      id,
      area: 'a',
      at: start,
      source: id,
      seq: null,
      eventId: null,
      quality: 'good',
      test: false,
      replay: false,
      timeSuspect: false,
      online: true,
    }) as const;
  const submit = (id: string, gaps: readonly { source: string; from: number; to: number }[]) =>
    flow.inbox.submitSparkplug({
      raw: { ...raw, topic: `spBv1.0/a/NDATA/${id}` },
      identity: { source: id, epoch: null, seq: null, eventId: null, contentHash: `${id} ${gaps.length}`, at: start },
      decoded: [online(id)],
      flags: [],
      rejection: null,
      gaps,
    });
  await submit('spb:a/rtu-1', []);
  await submit('spb:a/rtu-1/dev', []);
  await submit('spb:a/rtu-10', []);
  clock.set(start + 10_000);
  await submit('spb:a/rtu-1', [{ source: 'spb:a/rtu-1', from: start + 2_000, to: start + 10_000 }]);
  expect((await gapFacts()).map(({ about, body }) => [about, body])).toEqual([
    ['source:spb:a/rtu-1', { from: start + 2_000, to: start + 10_000, missing: 0 }],
    ['source:spb:a/rtu-1/dev', { from: start + 2_000, to: start + 10_000, missing: 0 }],
  ]);
  expect(source('spb:a/rtu-1/dev')).toMatchObject({ transport: 'sparkplug', gaps: 1 });
  expect(source('spb:a/rtu-10')?.gaps).toBe(0);
  expect((await again('spb:a/rtu-1'))?.gaps).toBe(1);
  expect(breaker).not.toBe('');
});

it('[E15] a broker that lost our session leaves a gap for every source behind it, since each was last heard', async () => {
  const { clock, flow, topic, source, gapFacts } = await open();
  await flow.say(topic, { at: start, position: 'closed', source: 'rtu-1', seq: 1 });
  clock.set(start + 60_000);
  await flow.say(topic, { at: start + 60_000, position: 'closed', source: 'rtu-2', seq: 1 });
  clock.set(start + 90_000);
  await flow.inbox.coverageGap({ source: null, broker: 'embedded', from: null, to: clock.now() });
  expect((await gapFacts()).map(({ about, body }) => [about, body])).toEqual([
    ['source:rtu-1', { from: start, to: start + 90_000, missing: 0 }],
    ['source:rtu-2', { from: start + 60_000, to: start + 90_000, missing: 0 }],
  ]);
  await flow.inbox.coverageGap({ source: null, broker: 'mqtt://elsewhere', from: null, to: clock.now() });
  expect([source('rtu-1')?.gaps, source('rtu-2')?.gaps]).toEqual([1, 1]);
});
