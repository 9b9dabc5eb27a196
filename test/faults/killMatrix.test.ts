/** Kills the real server under load with the embedded and an external broker, on SQLite and PostgreSQL (promises P1, P4, P9). */

import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Network } from '../../server/domain/network/network.ts';
import { openJournal } from '../../server/openJournal.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { prepareMosquitto, withoutMosquitto } from '../support/mosquitto.ts';
import { createPostgresCluster, postgresPrograms, withoutPostgres } from '../support/postgresCluster.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { loadTown } from '../support/town.ts';
import { eventsOf, judgedAgain, keptEvents, type Shown, shownOf, startCutter } from './killLoad.ts';
import { createLane } from './killServerLane.ts';

/** Rounds for each pair of broker and store; set it for a long run. */
const asked = process.env.RELIGHT_KILL_MATRIX_ROUNDS;
const rounds = Number(asked ?? 1);
const longestMs = asked === undefined ? 800 : 3_000;
const lanes = 4;

type Broker = 'embedded' | 'mosquitto';
type Store = 'SQLite' | 'PostgreSQL';

const waitOf = (round: number): number => 200 + ((round * 7_919) % (longestMs - 200));

/** What the world around the server gives, and takes back at the end of the test. */
async function surround(broker: Broker, store: Store) {
  const cluster = store === 'PostgreSQL' ? await createPostgresCluster() : null;
  if (cluster) onTestFinished(() => cluster.remove());
  const mosquitto = broker === 'mosquitto' ? await prepareMosquitto() : null;
  if (mosquitto) onTestFinished(() => mosquitto.remove());
  await mosquitto?.start();
  const cutter = mosquitto ? await startCutter(mosquitto.port) : null;
  if (cutter) onTestFinished(() => cutter.close());
  const env = { ...(mosquitto ? { RELIGHT_MQTT_URL: mosquitto.url } : {}), ...(cluster ? { RELIGHT_DATABASE_URL: cluster.url } : {}) };
  return { cluster, cutter, databaseUrl: cluster?.url, env };
}

/** What the server shows, with the newest row it has applied; asked again until nothing happened in between. */
async function ask(server: RunningServer): Promise<Shown & { readonly revision: number }> {
  type Summary = { readonly revision: number };
  return until('a quiet moment', async () => {
    const before = await server.get<Summary>('/api/v1/summary');
    const { items } = await server.get<{ items: OutageRecord[] }>('/api/v1/outages?state=open&limit=1000');
    const after = await server.get<Summary>('/api/v1/summary');
    return before.revision === after.revision ? { ...shownOf(after, items), revision: after.revision } : null;
  });
}

let network: Network;
beforeAll(async () => {
  network = await loadTown();
});

async function openTrial(broker: Broker, store: Store) {
  const around = await surround(broker, store);
  let server = await startServer({ env: around.env });
  onTestFinished(() => server.stop());
  const nextEvent = eventsOf(network);
  const senders = Array.from({ length: lanes }, (_, lane) =>
    createLane({ source: `matrix-${lane}`, witness: `${server.folder}/witness-${lane}`, nextEvent }),
  );
  onTestFinished(() => {
    for (const sender of senders) sender.close();
  });
  const acknowledged = (): ReadonlySet<string> => new Set(senders.flatMap((sender) => sender.acknowledged()));
  const kept = () => keptEvents(server.folder, around.databaseUrl);

  /** Settles when every acknowledged event is in the journal, once; behind an external broker they may still be on their way. */
  async function complete(): Promise<void> {
    await until(
      'every acknowledged event',
      async () => {
        const counts = await kept();
        const missing = [...acknowledged()].filter((event) => !counts.has(event));
        if (missing.length === 0) return true;
        // Looking must not take the processor from those who are looked at.
        await pause(500);
        throw new Error(`${missing.length} are missing, such as ${missing[0]}`);
      },
      90_000,
    );
    expect([...(await kept())].filter(([, count]) => count > 1)).toEqual([]);
  }

  return {
    around,
    acknowledged,
    complete,
    server: () => server,
    run: () => Promise.all(senders.map((sender) => sender.run(around.cutter?.url ?? server.mqtt))),
    async killAndRestart(): Promise<number> {
      await server.kill('SIGKILL');
      const begun = performance.now();
      server = await server.restart();
      return performance.now() - begun;
    },
    /** What was shown at the end is what the whole journal leads to. */
    async compare(): Promise<void> {
      const { revision, ...shown } = await ask(server);
      await server.kill('SIGTERM');
      const journal = await openJournal({ RELIGHT_DATA_DIR: server.folder, RELIGHT_DATABASE_URL: around.databaseUrl });
      try {
        expect(shown).toEqual(await judgedAgain(network, journal, revision));
      } finally {
        await journal.close();
      }
    },
  };
}

const cells: readonly (readonly [Broker, Store])[] = [
  // A trial of its own runs this pair in every test run.
  ...(asked === undefined ? [] : ([['embedded', 'SQLite']] as const)),
  ['mosquitto', 'SQLite'],
  ['embedded', 'PostgreSQL'],
  ['mosquitto', 'PostgreSQL'],
];

const lacking = (broker: Broker, store: Store): string | false =>
  (broker === 'mosquitto' && withoutMosquitto) || (store === 'PostgreSQL' && !postgresPrograms && withoutPostgres);

describe.each(cells)('%s broker, %s', (broker, store) => {
  const missing = lacking(broker, store);
  it.skipIf(missing !== false)(
    `[P1] [P4] ${rounds} kills under load lose nothing acknowledged and double nothing${missing ? ` (${missing})` : ''}`,
    { timeout: 120_000 + rounds * (longestMs + 120_000) },
    async () => {
      const trial = await openTrial(broker, store);
      let slowestMs = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const before = trial.acknowledged().size;
        const running = trial.run();
        await until('acknowledgements', () => trial.acknowledged().size > before + lanes);
        await pause(waitOf(round));
        slowestMs = Math.max(slowestMs, await trial.killAndRestart());
        trial.around.cutter?.cut();
        await running;
        await trial.complete();
        if (asked !== undefined && round % 10 === 0)
          console.log(`${broker}, ${store}: ${round} kills, slowest restart ${Math.round(slowestMs)} ms`);
      }
      const acknowledged = trial.acknowledged().size;
      expect(acknowledged).toBeGreaterThan(rounds * lanes);
      const { messages } = await trial.server().get<{ messages: { rejected: number } }>('/api/v1/summary');
      expect(messages.rejected).toBe(0);
      await trial.compare();
      if (asked !== undefined)
        console.log(JSON.stringify({ broker, store, rounds, acknowledged, slowestRestartMs: Math.round(slowestMs), ...messages }));
    },
  );
});

describe('the database falls', () => {
  it.skipIf(!postgresPrograms)(
    `[P12] while PostgreSQL is down nothing is acknowledged and the page can still be read; then everything goes on${postgresPrograms ? '' : ` (${withoutPostgres})`}`,
    { timeout: 180_000 },
    async () => {
      const trial = await openTrial('embedded', 'PostgreSQL');
      const { cluster } = trial.around;
      const ready = async () => (await fetch(`${trial.server().http}/readyz`)).ok;
      const running = trial.run();
      await pause(500);
      await cluster?.crash();
      // Its senders are cut off, because what cannot be written down is not acknowledged.
      await running;
      await until('the banner', async () => !(await ready()));
      expect(await trial.server().get('/api/v1/summary')).toMatchObject({ customersTotal: expect.any(Number) });
      await cluster?.start();
      await until('recording again', ready, 60_000);
      await trial.complete();
      const again = trial.run();
      const before = trial.acknowledged().size;
      await until('new acknowledgements', () => trial.acknowledged().size > before + lanes);
      await trial.server().kill('SIGTERM');
      await again;
    },
  );
});
