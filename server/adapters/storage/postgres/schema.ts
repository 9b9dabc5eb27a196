/** Tables of the PostgreSQL journal, in a schema of their own. */

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/** One step a version; steps only add, so that the version before can still work on them (promise P21). */
const steps: readonly string[] = [
  `
  CREATE TABLE journal_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), journal text NOT NULL, next bigint NOT NULL, applied_up_to bigint NOT NULL,
    forgotten_up_to bigint NOT NULL, token bigint NOT NULL, last_batch text NOT NULL, audit_head text NOT NULL
  );
  CREATE TABLE inbox (
    commit_no bigint PRIMARY KEY, type text NOT NULL, kind text NOT NULL, topic text NOT NULL, payload bytea NOT NULL,
    received_at bigint NOT NULL, sender text NOT NULL, broker text NOT NULL, flags text NOT NULL, decoded text, audit bigint
  );
  CREATE TABLE facts (
    commit_no bigint NOT NULL, ordinal integer NOT NULL, type text NOT NULL, about text, at bigint NOT NULL, body text NOT NULL,
    PRIMARY KEY (commit_no, ordinal)
  );
  CREATE INDEX facts_about ON facts (about, commit_no, ordinal) WHERE about IS NOT NULL;
  CREATE TABLE quarantine (
    id bigserial PRIMARY KEY, at bigint NOT NULL, topic text NOT NULL, reason text NOT NULL, detail text NOT NULL,
    source text, sender text NOT NULL, payload bytea NOT NULL, bytes bigint NOT NULL, sha256 bytea NOT NULL
  );
  CREATE TABLE sources (id bigint PRIMARY KEY, name text NOT NULL UNIQUE, state text NOT NULL);
  CREATE TABLE seen_seqs (
    source bigint NOT NULL, seq bigint NOT NULL, epoch integer NOT NULL, content bytea NOT NULL, commit_no bigint NOT NULL,
    PRIMARY KEY (source, seq, epoch)
  );
  CREATE TABLE seen_events (id text PRIMARY KEY, content bytea NOT NULL, commit_no bigint NOT NULL);
  CREATE TABLE seen_contents (id bytea PRIMARY KEY, content bytea NOT NULL, commit_no bigint NOT NULL);
  CREATE TABLE seen_commands (id text PRIMARY KEY, content bytea NOT NULL, commit_no bigint NOT NULL);
  CREATE INDEX seen_seqs_commit ON seen_seqs USING brin (commit_no);
  CREATE INDEX seen_events_commit ON seen_events USING brin (commit_no);
  CREATE INDEX seen_contents_commit ON seen_contents USING brin (commit_no);
  CREATE INDEX seen_commands_commit ON seen_commands USING brin (commit_no);
  CREATE TABLE counters (name text PRIMARY KEY, value bigint NOT NULL);
  CREATE TABLE documents (kind text NOT NULL, id text COLLATE "C" NOT NULL, at bigint NOT NULL, body text NOT NULL, PRIMARY KEY (kind, id));
  CREATE INDEX documents_at ON documents (kind, at, id);
  CREATE TABLE snapshots (commit_no bigint PRIMARY KEY, taken_at bigint NOT NULL, version text NOT NULL, packed bytea NOT NULL);
  CREATE TABLE attempts (commit_no bigint PRIMARY KEY, count integer NOT NULL);
  CREATE TABLE hours (at bigint PRIMARY KEY, commit_no bigint NOT NULL);
  CREATE TABLE audit (
    sequence bigint PRIMARY KEY, commit_no bigint, at bigint NOT NULL, who text NOT NULL, role text NOT NULL, session text,
    origin text, action text NOT NULL, object text, reason text, before_hash text, after_hash text, hash text NOT NULL
  );
  CREATE TABLE audit_values (sequence bigint PRIMARY KEY, salt text NOT NULL, before text, after text);
  `,
];

/** Works inside the schema the connection's search path names; creates it when it is not there. */
export async function migrate(client: Client, schema: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`);
    await client.query('CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL, readable_from integer NOT NULL)');
    const found = await client.query<{ version: number; readable_from: number }>(
      'SELECT version, readable_from FROM schema_version FOR UPDATE',
    );
    const version = found.rows[0]?.version ?? 0;
    if ((found.rows[0]?.readable_from ?? 0) > steps.length) throw new Error('the journal was written by a newer Relight: upgrade Relight');
    for (const step of steps.slice(version)) await client.query(step);
    if (version === 0) {
      await client.query('INSERT INTO schema_version VALUES ($1, 1)', [steps.length]);
      await client.query("INSERT INTO journal_head VALUES (true, $1, 1, 0, 0, 0, '', '')", [randomUUID()]);
    } else if (version < steps.length) await client.query('UPDATE schema_version SET version = $1', [steps.length]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
