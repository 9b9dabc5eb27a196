/** The identity book in SQLite: look-ups by prepared statements, sources kept in memory between transactions. */

import type Database from 'better-sqlite3';
import type { IdentityBook } from '../identity/book.ts';
import type { Kept } from '../identity/identify.ts';
import type { SourceState } from '../identity/sourceState.ts';

type KnownSource = { id: number | null; state: SourceState | null };
type Row = { content: Uint8Array; commit_no: number };

// Sources held in memory; beyond it all are forgotten and read again when they next speak.
const MOST_SOURCES = 200_000;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const hex = (content: Uint8Array): string => Buffer.from(content).toString('hex');
const kept = (row: Row | undefined): Kept | null => (row ? { commit: row.commit_no, contentHash: hex(row.content) } : null);

export type SqliteBook = IdentityBook & {
  /** Writes the sources that changed; call inside the transaction. */
  flush(): void;
  /** After a transaction was rolled back. */
  forget(): void;
};

export function createSqliteBook(database: Database.Database): SqliteBook {
  const readSource = database.prepare<[string], { id: number; state: string }>('SELECT id, state FROM sources WHERE name = ?');
  const insertSource = database.prepare<[string, string]>('INSERT INTO sources (name, state) VALUES (?, ?)');
  const updateSource = database.prepare<[string, number]>('UPDATE sources SET state = ? WHERE id = ?');
  const readSeq = database.prepare<[number, number], Row & { epoch: number }>(
    'SELECT epoch, content, commit_no FROM seen_seqs WHERE source = ? AND seq = ? ORDER BY epoch DESC',
  );
  const insertSeq = database.prepare<[number, number, number, Buffer, number]>('INSERT INTO seen_seqs VALUES (?, ?, ?, ?, ?)');
  const readEvent = database.prepare<[string], Row>('SELECT content, commit_no FROM seen_events WHERE id = ?');
  const insertEvent = database.prepare<[string, Buffer, number]>('INSERT INTO seen_events VALUES (?, ?, ?)');
  const readContent = database.prepare<[Buffer], { commit_no: number }>('SELECT commit_no FROM seen_contents WHERE content = ?');
  const insertContent = database.prepare<[Buffer, number]>('INSERT INTO seen_contents VALUES (?, ?)');
  const readCommand = database.prepare<[string], Row>('SELECT content, commit_no FROM seen_commands WHERE id = ?');
  const insertCommand = database.prepare<[string, Buffer, number]>('INSERT INTO seen_commands VALUES (?, ?, ?)');

  const sources = new Map<string, KnownSource>();
  const changed = new Map<string, KnownSource>();

  function known(name: string): KnownSource {
    const held = sources.get(name);
    if (held) return held;
    const row = readSource.get(name);
    const found: KnownSource = { id: row?.id ?? null, state: row ? JSON.parse(row.state) : null };
    if (sources.size >= MOST_SOURCES && changed.size === 0) sources.clear();
    sources.set(name, found);
    return found;
  }

  function idOf(name: string): number | null {
    return known(name).id;
  }

  return {
    source: (name) => known(name).state,
    keepSource(name, state) {
      const source = known(name);
      source.state = state;
      source.id ??= Number(insertSource.run(name, '{}').lastInsertRowid);
      changed.set(name, source);
    },
    sightings(name, seq) {
      const id = idOf(name);
      if (id === null) return [];
      return readSeq.all(id, seq).map((row) => ({ epoch: row.epoch, commit: row.commit_no, contentHash: hex(row.content) }));
    },
    keepSighting(name, seq, sighting) {
      const id = idOf(name);
      if (id === null) throw new Error(`source ${name} is remembered before its events`);
      insertSeq.run(id, seq, sighting.epoch, bytes(sighting.contentHash), sighting.commit);
    },
    event: (id) => kept(readEvent.get(id)),
    keepEvent: (id, event) => void insertEvent.run(id, bytes(event.contentHash), event.commit),
    content: (hash) => readContent.get(bytes(hash))?.commit_no ?? null,
    keepContent: (hash, commit) => void insertContent.run(bytes(hash), commit),
    command: (id) => kept(readCommand.get(id)),
    keepCommand: (id, command) => void insertCommand.run(id, bytes(command.contentHash), command.commit),
    flush() {
      for (const source of changed.values()) if (source.id !== null) updateSource.run(JSON.stringify(source.state), source.id);
      changed.clear();
    },
    forget() {
      sources.clear();
      changed.clear();
    },
  };
}
