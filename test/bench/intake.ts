/** Measures durable intake through the embedded broker against a bare mqtt.js subscriber that only counts, on the same kind of broker, in one run. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Aedes } from 'aedes';
import { decodeJson, defaultLimits } from '../../server/adapters/mqtt/decode.ts';
import { startEmbeddedBroker } from '../../server/adapters/mqtt/embeddedBroker.ts';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import type { KnownIds } from '../../server/doorPorts.ts';
import { createInbox } from '../../server/inbox.ts';
import type { Clock } from '../../server/ports.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import type { Figure } from './journal.ts';

const MESSAGES = 60_000;
const ROUNDS = 3;
const PUBLISHERS = 4;
const WINDOW = 500;
const DECODES = 100_000;

const everywhere: KnownIds = {
  isSwitch: () => true,
  isBranch: () => true,
  isNode: () => true,
  isServicePoint: () => true,
  isArea: () => true,
  areaHolds: () => true,
};
const clock: Clock = { simulated: false, now: Date.now, speed: () => null };

type Program = { readonly child: ChildProcess; line(): Promise<string> };

function run(program: string, args: readonly (string | number)[]): Program {
  const child = spawn(process.execPath, [join(repositoryRoot, 'test/bench', program), ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}

/** Seconds from the first publish until `done`, by the clock of this process. */
async function flood(port: number, done: (publishers: readonly Program[]) => Promise<unknown>): Promise<number> {
  const publishers = Array.from({ length: PUBLISHERS }, () => run('floodPublisher.mjs', [port, MESSAGES / PUBLISHERS, WINDOW]));
  await Promise.all(publishers.map(({ line }) => line()));
  const startedAt = performance.now();
  for (const { child } of publishers) child.stdin?.write('go\n');
  await done(publishers);
  const seconds = (performance.now() - startedAt) / 1000;
  await Promise.all(publishers.map(({ child }) => child.exitCode ?? once(child, 'exit')));
  return seconds;
}

/** Messages a second until the subscriber has counted them all. */
async function bareRate(): Promise<number> {
  const broker = await Aedes.createBroker();
  const server = net.createServer({ noDelay: true }, broker.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const subscriber = run('bareSubscriber.mjs', [port, MESSAGES]);
  await subscriber.line();
  const seconds = await flood(port, () => subscriber.line());
  await new Promise<void>((resolve) => broker.close(() => resolve()));
  server.close();
  return MESSAGES / seconds;
}

/** Messages a second until every one is committed, synced, handed to the pipeline and acknowledged. */
async function durableRate(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'relight-bench-'));
  const journal = await openSqliteJournal({ folder });
  let applied = 0;
  const count = (): void => {
    applied += 1;
  };
  const inbox = createInbox({
    journal,
    known: everywhere,
    clock,
    pipeline: { messages: count, coverageGap: () => undefined, broker: count, skip: count },
  });
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, intake: inbox, clock, recording: journal.recording });
  const seconds = await flood(broker.port, (publishers) => Promise.all(publishers.map(({ line }) => line())));
  await broker.stop();
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
  if (applied !== MESSAGES) throw new Error(`${applied} of ${MESSAGES} messages were applied`);
  return MESSAGES / seconds;
}

function decodeRate(): number {
  const at = new Date().toISOString();
  const payload = Buffer.from(
    JSON.stringify({ at, position: 'open', cause: 'trip', source: 'rtu-1', seq: 1, eventId: 'rtu-1-1', quality: 'good' }),
  );
  const receivedAt = Date.now();
  const raw = {
    topic: 'grid/v1/a/switch/cb-1',
    payload,
    receivedAt,
    identity: 'bench',
    broker: 'embedded',
    qos: 1,
    retain: false,
  } as const;
  const setting = { known: everywhere, limits: defaultLimits, clock: 'wall' } as const;
  const pass = (): number => {
    const startedAt = performance.now();
    for (let n = 0; n < DECODES; n += 1) decodeJson(raw, setting);
    return (DECODES * 1000) / (performance.now() - startedAt);
  };
  return Math.max(...Array.from({ length: 5 }, pass));
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function benchIntake(print: (figure: Figure) => void): Promise<void> {
  const say = (figure: string, value: number, unit: string, detail: Figure['detail'] = {}) =>
    print({ bench: 'intake', figure, value: Number(value.toPrecision(4)), unit, detail });
  say('decode', decodeRate(), 'messages/s', { threads: 1 });
  const bare: number[] = [];
  const durable: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await bareRate());
    durable.push(await durableRate());
  }
  const detail = { messages: MESSAGES, publishers: PUBLISHERS, window: WINDOW, rounds: ROUNDS };
  say('bare-subscriber', median(bare), 'messages/s', detail);
  say('durable', median(durable), 'messages/s', { ...detail, store: 'sqlite, synced' });
  // Each round compares neighbours in time, so that other work on the machine weighs on both.
  const ratios = durable.map((rate, round) => rate / (bare[round] ?? Number.NaN));
  say('ratio-to-bare-subscriber', median(ratios), 'ratio', { ...detail, ratios: ratios.map((ratio) => Number(ratio.toFixed(2))) });
}
