/** Measures the journal through its port against bare better-sqlite3 writing the same rows, in one run. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import type { JournalEntry } from '../../server/ports.ts';

export type Figure = {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

const ROWS = 100_000;
const BATCH = 500;
const ROUNDS = 3;
const SOURCES = 50;

type MessageEntry = Extract<JournalEntry, { type: 'message' }>;

function entry(n: number, withEventId: boolean): MessageEntry {
  const at = 1_767_607_200_000 + n;
  const source = `rtu-${n % SOURCES}`;
  const seq = Math.floor(n / SOURCES) + 1;
  const eventId = withEventId ? `${source}-${seq}-f00dfeed` : null;
  const topic = `grid/v1/a-12/switch/sw-${n % 1_000}`;
  const payload = Buffer.from(JSON.stringify({ at, position: n % 2 ? 'open' : 'closed', cause: 'trip', source, seq, eventId }));
  const contentHash = createHash('sha256').update(payload).digest('hex').slice(0, 32);
  const identity = { source, epoch: null, seq, eventId, contentHash, at };
  return {
    type: 'message',
    kind: 'switch',
    topic,
    payload,
    receivedAt: at,
    sender: source,
    broker: 'embedded',
    identity,
    flags: [],
    decoded: null,
  };
}

async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'relight-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows a second of bare prepared inserts, synced once a batch. */
function bare(entries: readonly MessageEntry[], batch: number): Promise<number> {
  return inFolder((folder) => {
    const database = new Database(join(folder, 'bare.sqlite'));
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(
      `CREATE TABLE inbox (commit_no INTEGER PRIMARY KEY, type TEXT, kind TEXT, topic TEXT, payload BLOB, received_at INTEGER, sender TEXT, broker TEXT);
       CREATE TABLE seen (source INTEGER, seq INTEGER, content BLOB, commit_no INTEGER, PRIMARY KEY (source, seq)) STRICT, WITHOUT ROWID`,
    );
    const insert = database.prepare(
      'INSERT INTO inbox (type, kind, topic, payload, received_at, sender, broker) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    const see = database.prepare('INSERT INTO seen VALUES (?, ?, ?, ?)');
    const write = database.transaction((from: number) => {
      for (let n = from; n < Math.min(from + batch, entries.length); n += 1) {
        const one = entries[n];
        if (!one) continue;
        insert.run(one.type, one.kind, one.topic, one.payload, one.receivedAt, one.sender, one.broker);
        see.run(n % SOURCES, one.identity.seq, Buffer.from(one.identity.contentHash, 'hex'), n);
      }
    });
    const start = performance.now();
    for (let from = 0; from < entries.length; from += batch) write(from);
    const seconds = (performance.now() - start) / 1_000;
    database.close();
    return entries.length / seconds;
  });
}

/** Rows a second through the port, one append for each message, as an intake hands them in. */
function throughPort(entries: readonly MessageEntry[], together: number): Promise<number> {
  return inFolder(async (folder) => {
    const journal = await openSqliteJournal({ folder });
    const start = performance.now();
    for (let from = 0; from < entries.length; from += together) {
      await Promise.all(entries.slice(from, from + together).map((one) => journal.append([one])));
    }
    const seconds = (performance.now() - start) / 1_000;
    await journal.close();
    return entries.length / seconds;
  });
}

/** Milliseconds from handing in to settled, one message at a time. */
function alone(entries: readonly MessageEntry[]): Promise<readonly number[]> {
  return inFolder(async (folder) => {
    const journal = await openSqliteJournal({ folder });
    const times: number[] = [];
    for (const one of entries) {
      const start = performance.now();
      await journal.append([one]);
      times.push(performance.now() - start);
    }
    await journal.close();
    return times.toSorted((a, b) => a - b);
  });
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function benchJournal(print: (figure: Figure) => void): Promise<void> {
  const say = (figure: string, value: number, unit: string, detail: Readonly<Record<string, unknown>> = {}) =>
    print({ bench: 'journal', figure, value: Number(value.toPrecision(4)), unit, detail });
  for (const withEventId of [false, true]) {
    const entries = Array.from({ length: ROWS }, (_, n) => entry(n, withEventId));
    const bareRates: number[] = [];
    const portRates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bareRates.push(await bare(entries, BATCH));
      portRates.push(await throughPort(entries, 2_000));
    }
    const detail = { rows: ROWS, batch: BATCH, rounds: ROUNDS, identity: withEventId ? 'seq and event id' : 'seq' };
    const name = withEventId ? 'with-event-id' : 'with-seq';
    say(`bare-rows-${name}`, median(bareRates), 'rows/s', detail);
    say(`port-rows-${name}`, median(portRates), 'rows/s', detail);
    say(`port-to-bare-${name}`, median(portRates) / median(bareRates), 'ratio', detail);
  }
  const times = await alone(Array.from({ length: 1_000 }, (_, n) => entry(n, true)));
  say('single-append-p50', times[500] ?? 0, 'ms');
  say('single-append-p99', times[990] ?? 0, 'ms');
}
