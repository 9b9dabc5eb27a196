/** Measures how long a server that was killed takes until it is ready again: under load, and with a journal of a million rows (promise P9). */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Network } from '../../server/domain/network/network.ts';
import { loadNetwork } from '../../server/networkStore.ts';
import { openField } from '../support/field.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { type RunningServer, startServer } from '../support/startServer.ts';
import type { Figure } from './journal.ts';
import { eventOf, telemetered, writeLongJournal } from './longJournal.ts';

type Say = (figure: string, value: number, unit: string, detail: Readonly<Record<string, unknown>>) => void;

const ROUNDS = 3;
const LANES = 4;
const IN_FLIGHT = 20;
/** Events between two kills. */
const EVENTS = 6_000;
const LONG_ROWS = 1_000_000;
const LONG_TAIL = 6_000;
/** Unit of the times in /proc. */
const TICK_MS = 10;

const cacheFolder = join(repositoryRoot, 'data/cache');
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function networkNamed(network: string): Promise<Network> {
  const loaded = await loadNetwork({ network, cacheFolder });
  if (!loaded.ok) throw new Error(loaded.report);
  return loaded.network;
}

/** Publishes until this many events are acknowledged; `from` is the last number used before. */
async function flood(mqtt: string, points: readonly string[], from: number): Promise<void> {
  let n = from;
  let left = EVENTS;
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      const field = await openField(mqtt, { clientId: `restart-${lane}` });
      const one = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          n += 1;
          const { topic, body } = eventOf(points, n);
          await field.say(topic, { at: new Date().toISOString(), source: `restart-${lane}`, eventId: `restart-${n}`, ...body });
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, one));
      await field.stop();
    }),
  );
}

/** Milliseconds the process has computed so far, all threads together; what a busy machine does not stretch. Linux only. */
function computedMs({ child }: RunningServer): number {
  const [, after = ''] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ');
  const [user, system] = after.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}

/** Milliseconds from the start of the process to ready. */
async function again(server: RunningServer): Promise<{ readonly server: RunningServer; readonly ms: number; readonly cpuMs: number }> {
  await server.kill('SIGKILL');
  const begun = performance.now();
  const next = await server.restart();
  return { server: next, ms: performance.now() - begun, cpuMs: computedMs(next) };
}

async function afterLoad(name: string, say: Say): Promise<void> {
  const points = telemetered(await networkNamed(name));
  let server = await startServer({ env: { RELIGHT_NETWORK: name } });
  const times: number[] = [];
  const computed: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await flood(server.mqtt, points, round * EVENTS);
      const restarted = await again(server);
      server = restarted.server;
      times.push(restarted.ms);
      computed.push(restarted.cpuMs);
    }
  } finally {
    await server.stop();
  }
  const detail = { rounds: ROUNDS, eventsBeforeEachKill: EVENTS, slowest: Math.round(Math.max(...times)), cpuMs: median(computed) };
  say(`kill-to-ready-${name}`, median(times), 'ms', detail);
}

async function afterLongJournal(say: Say): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'relight-bench-'));
  try {
    const network = await networkNamed('city');
    await writeLongJournal({ network, folder, rows: LONG_ROWS, tail: LONG_TAIL });
    const begun = performance.now();
    const server = await startServer({ folder, env: { RELIGHT_NETWORK: 'city' } });
    const ms = performance.now() - begun;
    const cpuMs = computedMs(server);
    const { revision } = await server.get<{ readonly revision: number }>('/api/v1/summary');
    await server.stop();
    if (revision < LONG_ROWS) throw new Error(`ready at row ${revision} of ${LONG_ROWS}`);
    const detail = {
      rows: LONG_ROWS,
      tail: LONG_TAIL,
      cpuMs,
      points: telemetered(network).length,
      servicePoints: network.servicePoints.count,
    };
    say('million-rows-to-ready', ms, 'ms', detail);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function benchRestart(print: (figure: Figure) => void): Promise<void> {
  const say: Say = (figure, value, unit, detail) => print({ bench: 'restart', figure, value: Math.round(value), unit, detail });
  await afterLoad('town', say);
  await afterLoad('city', say);
  await afterLongJournal(say);
}
