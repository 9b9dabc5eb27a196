/** PostgreSQL as a store: one writing connection, commits in order, unknown outcomes looked up. */

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Committed, Store, StoreState, Write } from '../operations.ts';
import { addAll } from '../tally.ts';
import { parseHead } from '../verifying.ts';
import { loadSourceMemory, type SourceMemory } from './book.ts';
import { writeGroup } from './commit.ts';
import { type Backend, connectForWriting, hangUp, type PostgresPlace } from './connection.ts';

type Opened = { readonly client: Client; readonly token: number; memory: SourceMemory };

/** What a write holds is at fault: class 22 data, 23 constraints, 54 limits; or it could not even be encoded. */
function isContentFailure(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(22|23|54)[0-9A-Z]{3}$/.test(code);
}

export async function openPostgresStore(
  place: PostgresPlace,
  mostRejections: number,
): Promise<{ readonly store: Store; readonly state: StoreState }> {
  let opened: Opened | null = null;
  let backend: Backend | null = null;
  let inOrder: Promise<unknown> = Promise.resolve();

  async function shut(): Promise<void> {
    const closing = opened?.client;
    opened = null;
    if (closing) await hangUp(closing);
  }

  async function open(): Promise<StoreState> {
    await shut();
    const { client, backend: own } = await connectForWriting(place, backend);
    backend = own;
    try {
      // The new token fences off a server that was frozen and wakes up; this is the test write, too.
      const taken = await client.query<{ journal: string; next: number; applied_up_to: number; audit_head: string; token: number }>(
        'UPDATE journal_head SET token = token + 1 RETURNING journal, next, applied_up_to, audit_head, token',
      );
      const row = taken.rows[0];
      if (!row) throw new Error('the journal has no head row');
      const counters = await client.query<{ name: string; value: number }>('SELECT name, value FROM counters');
      opened = { client, token: row.token, memory: await loadSourceMemory(client) };
      const totals = new Map(counters.rows.map(({ name, value }) => [name, value]));
      return { journal: row.journal, head: row.next - 1, appliedUpTo: row.applied_up_to, auditHead: parseHead(row.audit_head), totals };
    } catch (error) {
      await hangUp(client);
      throw error;
    }
  }

  async function commitGroup(writes: readonly Write[]): Promise<Committed> {
    if (!opened) throw new Error('there is no connection to PostgreSQL');
    const { client } = opened;
    const batch = randomUUID();
    let committed: Committed | null = null;
    try {
      await client.query('BEGIN');
      committed = await writeGroup(writes, { ...opened, batch, mostRejections });
      await client.query('COMMIT');
      return committed;
    } catch (error) {
      if (!committed && isContentFailure(error)) return startOverWithout(error, opened, writes);
      if (committed && (await arrivedAfterAll(batch))) return committed;
      await shut();
      throw error;
    }
  }

  /** One write holds something that cannot be stored: it alone is refused. */
  async function startOverWithout(error: unknown, { client }: Opened, writes: readonly Write[]): Promise<Committed> {
    await client.query('ROLLBACK');
    if (opened) opened.memory = await loadSourceMemory(client);
    const [write, ...others] = writes;
    if (write && others.length === 0) {
      const nothing = await commitGroup([]);
      return { ...nothing, results: [{ written: false, why: error instanceof Error ? error.message : String(error) }] };
    }
    const tally = new Map<string, number>();
    const alone: Committed[] = [];
    for (const one of writes) {
      const committed = await commitGroup([one]);
      addAll(tally, committed.tally);
      alone.push(committed);
    }
    const last = alone.at(-1) ?? (await commitGroup([]));
    return { ...last, results: alone.flatMap(({ results }) => results), tally };
  }

  /** A connection lost during COMMIT leaves the outcome unknown: the head row names the last group that came through. */
  async function arrivedAfterAll(batch: string): Promise<boolean> {
    try {
      await open();
      const found = await opened?.client.query<{ last_batch: string }>('SELECT last_batch FROM journal_head');
      return found?.rows[0]?.last_batch === batch;
    } catch {
      return false;
    }
  }

  const store: Store = {
    commit(writes) {
      const committed = inOrder.then(() => commitGroup(writes));
      inOrder = committed.catch(() => {});
      return committed;
    },
    recover: open,
    async close() {
      await inOrder;
      await shut();
    },
  };
  return { store, state: await open() };
}
