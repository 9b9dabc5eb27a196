/** Kills the real server again and again under load: what it acknowledged is there, once, and the state is that of the journal (promises P1, P4). */

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import { wallClock } from '../../server/clock.ts';
import { loadNetwork } from '../../server/networkStore.ts';
import { project } from '../../server/projections/operations.ts';
import { rebuild } from '../../server/rebuild.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { createLane, type Event, type Lane } from './killServerLane.ts';

const rounds = Number(process.env.RELIGHT_KILL_ROUNDS ?? 5);
const isLong = rounds > 5;
const longestMs = isLong ? 3_000 : 1_200;
const lanes = 4;

/** Waits differ between rounds but not between runs. */
const waitOf = (round: number): number => 200 + ((round * 7_919) % (longestMs - 200));

const cacheFolder = join(import.meta.dirname, '../../data/cache');
const town = async () => {
  const loaded = await loadNetwork({ network: 'town', cacheFolder });
  if (!loaded.ok) throw new Error(loaded.report);
  return loaded.network;
};
type Town = Awaited<ReturnType<typeof town>>;

/** One switch operation among nine readings, so that outages come and go without drowning in chatter. */
function eventsOf({ branches }: Town): (source: string, seq: number) => Event {
  const switches = branches.ids.filter((_, branch) => (branches.telemetered[branch] ?? 0) !== 0);
  return (source, seq) => {
    const branch = switches[(seq * 7 + source.length) % switches.length] ?? '';
    const common = { at: new Date().toISOString(), source, seq };
    if (seq % 10 > 0)
      return {
        topic: `grid/v1/-/measurement/${branch}`,
        payload: JSON.stringify({ ...common, quantity: 'current', value: seq % 300, unit: 'A' }),
      };
    const position = (seq / 10) % 2 === 0 ? 'open' : 'closed';
    return { topic: `grid/v1/-/switch/${branch}`, payload: JSON.stringify({ ...common, position, cause: 'trip' }) };
  };
}

/** How often each event stands in the journal. */
function kept(folder: string, after: number): { readonly counts: ReadonlyMap<string, number>; readonly head: number } {
  const database = new Database(join(folder, 'journal.sqlite'), { readonly: true });
  const rows = database
    .prepare<[number], { commit_no: number; payload: Buffer }>(
      "SELECT commit_no, payload FROM inbox WHERE commit_no > ? AND type = 'message' ORDER BY commit_no",
    )
    .all(after);
  database.close();
  const counts = new Map<string, number>();
  for (const { payload } of rows) counts.set(payload.toString(), (counts.get(payload.toString()) ?? 0) + 1);
  return { counts, head: rows.at(-1)?.commit_no ?? after };
}

type Shown = { readonly summary: Record<string, unknown>; readonly open: readonly unknown[] };
const shownOf = (summary: object, open: readonly OutageRecord[]): Shown => ({
  summary: Object.fromEntries(Object.entries(summary).filter(([name]) => /^(customers|servicePointsOut|outagesOpen)/.test(name))),
  open: open.map(({ id, state, customersOut, startedAt }) => [id, state, customersOut, startedAt]).sort(),
});

/** What the server shows, with the newest row it has applied; asked again until nothing happened in between. */
async function askServer(server: RunningServer): Promise<Shown & { readonly revision: number }> {
  type Summary = { readonly revision: number };
  return until('a quiet moment', async () => {
    const before = await server.get<Summary>('/api/v1/summary');
    const { items } = await server.get<{ items: OutageRecord[] }>('/api/v1/outages?state=open&limit=1000');
    const after = await server.get<Summary>('/api/v1/summary');
    return before.revision === after.revision ? { ...shownOf(after, items), revision: after.revision } : null;
  });
}

/** The journal up to a row, judged from its first row in a copy. */
async function replayed(network: Town, folder: string, upTo: number): Promise<Shown> {
  const copy = mkdtempSync(join(tmpdir(), 'relight-replay-'));
  for (const suffix of ['', '-wal']) {
    const from = join(folder, `journal.sqlite${suffix}`);
    if (existsSync(from)) cpSync(from, join(copy, `journal.sqlite${suffix}`));
  }
  const journal = await openSqliteJournal({ folder: copy });
  try {
    const cut: typeof journal = {
      ...journal,
      inboxAfter: async (commit, limit) => (await journal.inboxAfter(commit, limit)).filter((row) => row.commit <= upTo),
    };
    const silent = () => undefined;
    const { core } = await rebuild({ network, journal: cut, clock: wallClock, fromSnapshot: false, progress: silent, say: silent });
    const open = [...core.view.outages()]
      .map(({ id }) => project(core.view, 'outage', id))
      .filter((outage) => outage !== null)
      .filter(({ state }) => ['predicted', 'confirmed', 'partially-restored'].includes(state));
    return shownOf(project(core.view, 'summary', 'summary') ?? {}, open);
  } finally {
    await journal.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

it(`[P1] [P4] ${rounds} kills under load lose nothing acknowledged, double nothing, and leave the state of the journal`, {
  timeout: 60_000 + rounds * (longestMs + 25_000),
}, async () => {
  const network = await town();
  const nextEvent = eventsOf(network);
  let server = await startServer();
  onTestFinished(() => server.stop());
  const senders: readonly Lane[] = Array.from({ length: lanes }, (_, lane) =>
    createLane({ source: `kill-${lane}`, witness: join(server.folder, `witness-${lane}`), nextEvent }),
  );
  onTestFinished(() => {
    for (const sender of senders) sender.close();
  });
  let head = 0;
  let slowestMs = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const before = senders.map((sender) => sender.acknowledged().length);
    const running = Promise.all(senders.map((sender) => sender.run(server.mqtt)));
    await pause(waitOf(round));
    await server.kill('SIGKILL');
    await running;
    const begun = performance.now();
    server = await server.restart();
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    const { counts, head: newHead } = kept(server.folder, 0);
    const lost = senders.flatMap((sender, lane) =>
      sender
        .acknowledged()
        .slice(before[lane])
        .filter((event) => !counts.has(event)),
    );
    expect(lost).toEqual([]);
    expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
    expect(newHead).toBeGreaterThanOrEqual(head);
    head = newHead;
    if (isLong && round % 10 === 0) console.log(`${round} kills, slowest restart ${Math.round(slowestMs)} ms`);
    if (isLong && round % 20 !== 0 && round !== rounds) continue;
    const { revision, ...shown } = await askServer(server);
    expect(shown).toEqual(await replayed(network, server.folder, revision));
  }
  const { counts } = kept(server.folder, 0);
  const acknowledged = senders.flatMap((sender) => sender.acknowledged());
  expect(acknowledged.filter((event) => !counts.has(event))).toEqual([]);
  expect(new Set(acknowledged).size).toBeGreaterThan(rounds * lanes * 5);
  const { messages } = await server.get<{ messages: { duplicates: number; rejected: number } }>('/api/v1/summary');
  expect(messages.duplicates).toBeGreaterThan(0);
  expect(messages.rejected).toBe(0);
  if (isLong)
    console.log(JSON.stringify({ rounds, acknowledged: new Set(acknowledged).size, ...messages, slowestRestartMs: Math.round(slowestMs) }));
});
