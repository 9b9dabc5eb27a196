/** The identity book in PostgreSQL: looks everything of a group up at once, answers from memory, and writes what is new at once. */

import type { Client } from 'pg';
import type { JournalEntry } from '../../../ports.ts';
import type { IdentityBook } from '../identity/book.ts';
import type { Kept, Sighting } from '../identity/identify.ts';
import type { SourceState } from '../identity/sourceState.ts';
import { createBulk } from './bulk.ts';

type KnownSource = { readonly id: number; state: SourceState };
type KeptRow = { id: string; content: string; commit_no: number };

/** Sources stay in memory between groups; forget them when a transaction was rolled back. */
export type SourceMemory = { readonly sources: Map<string, KnownSource>; nextId: number };

// Sources held in memory; beyond it all are forgotten and read again when they next speak.
const MOST_SOURCES = 200_000;

export async function loadSourceMemory(client: Client): Promise<SourceMemory> {
  const found = await client.query<{ next: number }>('SELECT coalesce(max(id), 0) + 1 AS next FROM sources');
  return { sources: new Map(), nextId: found.rows[0]?.next ?? 1 };
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const seqKey = (source: string, seq: number): string => `${seq} ${source}`;

export type PostgresBook = IdentityBook & { flush(client: Client): Promise<void> };

export async function openPostgresBook(client: Client, memory: SourceMemory, entries: readonly JournalEntry[]): Promise<PostgresBook> {
  if (memory.sources.size > MOST_SOURCES) memory.sources.clear();
  const events = entries.flatMap((entry) => (entry.type === 'message' ? [entry.identity] : []));
  await loadSources([...new Set(events.map(({ source }) => source))]);
  const sightings = await loadSightings();
  const eventIds = await loadKept(
    'seen_events',
    'text',
    'id',
    events.flatMap(({ eventId }) => (eventId === null ? [] : [eventId])),
  );
  const nameless = events.filter(({ seq, eventId }) => seq === null && eventId === null).map(({ contentHash }) => bytes(contentHash));
  const contents = await loadKept('seen_contents', 'bytea', "encode(id, 'hex')", nameless);
  const keys = entries.flatMap((entry) =>
    entry.type !== 'message' && entry.type !== 'rejection' && entry.key !== null ? [entry.key] : [],
  );
  const commands = await loadKept('seen_commands', 'text', 'id', keys);

  const newSeqs = createBulk('seen_seqs', { source: 'bigint', seq: 'bigint', epoch: 'integer', content: 'bytea', commit_no: 'bigint' });
  const named = (table: string, id: 'text' | 'bytea') => createBulk(table, { id, content: 'bytea', commit_no: 'bigint' });
  const newEvents = named('seen_events', 'text');
  const newContents = named('seen_contents', 'bytea');
  const newCommands = named('seen_commands', 'text');
  const changed = new Map<string, KnownSource>();

  async function loadSources(names: readonly string[]): Promise<void> {
    const unknown = names.filter((name) => !memory.sources.has(name));
    if (unknown.length === 0) return;
    const found = await client.query<{ id: number; name: string; state: string }>(
      'SELECT id, name, state FROM sources WHERE name = ANY($1)',
      [unknown],
    );
    for (const { id, name, state } of found.rows) memory.sources.set(name, { id, state: JSON.parse(state) });
  }

  async function loadSightings(): Promise<Map<string, Sighting[]>> {
    const bySeq = new Map<string, Sighting[]>();
    const ids: number[] = [];
    const seqs: number[] = [];
    const names = new Map<number, string>();
    for (const { source, seq } of events) {
      const known = memory.sources.get(source);
      if (!known || seq === null || (known.state.lastEpoch === 1 && seq > known.state.current.highestSeq)) continue;
      ids.push(known.id);
      seqs.push(seq);
      names.set(known.id, source);
    }
    if (ids.length === 0) return bySeq;
    const found = await client.query<{ source: number; seq: number; epoch: number; content: string; commit_no: number }>(
      `SELECT source, seq, epoch, encode(content, 'hex') AS content, commit_no FROM seen_seqs
       WHERE (source, seq) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) ORDER BY epoch DESC`,
      [ids, seqs],
    );
    for (const { source, seq, epoch, content, commit_no } of found.rows) {
      const key = seqKey(names.get(source) ?? '', seq);
      bySeq.set(key, [...(bySeq.get(key) ?? []), { epoch, contentHash: content, commit: commit_no }]);
    }
    return bySeq;
  }

  async function loadKept(
    table: string,
    type: 'text' | 'bytea',
    id: string,
    wanted: readonly (string | Buffer)[],
  ): Promise<Map<string, Kept>> {
    if (wanted.length === 0) return new Map();
    const found = await client.query<KeptRow>(
      `SELECT ${id} AS id, encode(content, 'hex') AS content, commit_no FROM ${table} WHERE ${table}.id = ANY($1::${type}[])`,
      [wanted],
    );
    return new Map(found.rows.map((row) => [row.id, { commit: row.commit_no, contentHash: row.content }]));
  }

  return {
    source: (name) => memory.sources.get(name)?.state ?? null,
    keepSource(name, state) {
      const known = memory.sources.get(name) ?? { id: memory.nextId++, state };
      known.state = state;
      memory.sources.set(name, known);
      changed.set(name, known);
    },
    sightings: (source, seq) => sightings.get(seqKey(source, seq)) ?? [],
    keepSighting(source, seq, sighting) {
      const key = seqKey(source, seq);
      sightings.set(key, [sighting, ...(sightings.get(key) ?? [])]);
      newSeqs.add(memory.sources.get(source)?.id ?? null, seq, sighting.epoch, bytes(sighting.contentHash), sighting.commit);
    },
    event: (id) => eventIds.get(id) ?? null,
    keepEvent(id, kept) {
      eventIds.set(id, kept);
      newEvents.add(id, bytes(kept.contentHash), kept.commit);
    },
    content: (hash) => contents.get(hash)?.commit ?? null,
    keepContent(hash, commit) {
      contents.set(hash, { commit, contentHash: hash });
      newContents.add(bytes(hash), bytes(hash), commit);
    },
    command: (id) => commands.get(id) ?? null,
    keepCommand(id, kept) {
      commands.set(id, kept);
      newCommands.add(id, bytes(kept.contentHash), kept.commit);
    },
    async flush(into) {
      const states = createBulk(
        'sources',
        { id: 'bigint', name: 'text', state: 'text' },
        'ON CONFLICT (id) DO UPDATE SET state = excluded.state',
      );
      for (const [name, { id, state }] of changed) states.add(id, name, JSON.stringify(state));
      for (const bulk of [states, newSeqs, newEvents, newContents, newCommands]) await bulk.insert(into);
    },
  };
}
