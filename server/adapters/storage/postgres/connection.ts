/** Connects to PostgreSQL so that a commit means the bytes are on the disk. */

import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig, Pool, types } from 'pg';
import { migrate } from './schema.ts';

export type PostgresPlace = {
  /** `postgres://…` */
  readonly url: string;
  readonly schema: string;
};

const BIGINT = 20;
const NAME = 'relight';
const CONNECT_TIMEOUT_MS = 5_000;
const HOLD_TIMEOUT_MS = 3_000;
const HANG_UP_MS = 1_000;
// After this the outcome of a commit is unknown and the connection is given up.
const COMMIT_TIMEOUT_MS = 30_000;

/** pg hands 64-bit integers out as text; ours fit a number, and one that does not must not be rounded in silence. */
function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a number`);
  return value;
}

const config = ({ url, schema }: PostgresPlace): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  application_name: NAME,
  options: `-c search_path=${schema}`,
  types: {
    getTypeParser: (type, format) => (type === BIGINT ? toSafeInteger : types.getTypeParser(type, format === 'binary' ? 'text' : format)),
  },
});

/** The server process behind a connection; numbers are used again, so the start belongs to it. */
export type Backend = { readonly pid: number; readonly backend_start: string };
export type WritingConnection = { readonly client: Client; readonly backend: Backend | null };

/** The one writing connection, holding the journal against a second server. `lost` is our own earlier backend, which may not have noticed. */
export async function connectForWriting(place: PostgresPlace, lost: Backend | null): Promise<WritingConnection> {
  const client = new Client({ ...config(place), query_timeout: COMMIT_TIMEOUT_MS });
  // Without a listener a lost connection would end the process; the next query says it.
  client.on('error', () => {});
  await client.connect();
  try {
    await assertDurable(client);
    if (lost) {
      const ours = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2';
      await client.query(ours, [lost.pid, lost.backend_start]);
    }
    await holdJournal(client, place.schema);
    await migrate(client, place.schema);
    const found = await client.query<Backend>('SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()');
    return { client, backend: found.rows[0] ?? null };
  } catch (error) {
    await hangUp(client);
    throw error;
  }
}

/** A server that was killed leaves its hold behind for a moment. */
async function holdJournal(client: Client, schema: string): Promise<void> {
  const until = performance.now() + HOLD_TIMEOUT_MS;
  do {
    const held = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 7)) AS held', [
      `${NAME} ${schema}`,
    ]);
    if (held.rows[0]?.held) return;
    await pause(100);
  } while (performance.now() < until);
  throw new Error('the journal is in use by another running Relight');
}

/** Ends a connection without waiting for a server that no longer answers. */
export async function hangUp(client: Client): Promise<void> {
  await Promise.race([client.end().catch(() => {}), pause(HANG_UP_MS, undefined, { ref: false })]);
}

/** Throws unless the server syncs every commit (promises section 6). */
async function assertDurable(client: Client): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes']) {
    if ((await show(client, setting)) !== 'on')
      throw new Error(`PostgreSQL runs with ${setting} off and may lose what it confirmed: switch it on`);
  }
  // A stricter setting of the server stays.
  if ((await show(client, 'synchronous_commit')) !== 'remote_apply') await client.query('SET synchronous_commit = on');
  const level = await show(client, 'synchronous_commit');
  if (level !== 'on' && level !== 'remote_apply') throw new Error(`PostgreSQL would not wait for its disk (synchronous_commit = ${level})`);
}

async function show(client: Client, setting: string): Promise<string> {
  const shown = await client.query<Record<string, string>>(`SHOW ${setting}`);
  return shown.rows[0]?.[setting] ?? '';
}

/** Connections for reading, apart from the writing one. */
export function connectForReading(place: PostgresPlace): Pool {
  const pool = new Pool({ ...config(place), max: 3, idleTimeoutMillis: 10_000, allowExitOnIdle: true });
  pool.on('error', () => {});
  return pool;
}
