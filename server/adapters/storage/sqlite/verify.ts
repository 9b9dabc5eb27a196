/** Checks a SQLite journal from its first row to its last, without changing it. */

import type Database from 'better-sqlite3';
import {
  createChainCheck,
  createProblems,
  type Problems,
  parseHead,
  type StoredAudit,
  type Verification,
  type VerifyOptions,
} from '../verifying.ts';
import { meta } from './schema.ts';

type Count = { count: number };

export function verifyDatabase(database: Database.Database, { heads = [] }: VerifyOptions): Verification {
  return database.transaction((): Verification => {
    const problems = createProblems();
    for (const row of database.prepare<[], { quick_check: string }>('PRAGMA quick_check(5)').all()) {
      if (row.quick_check !== 'ok') problems.add('file', null, row.quick_check);
    }
    const head = Number(meta(database, 'head') ?? 0);
    const forgotten = Number(meta(database, 'forgotten-up-to') ?? 0);
    const inboxRows = checkNumbers(database, problems, forgotten, head);
    const facts = checkFacts(database, problems, forgotten, head);
    checkCounters(database, problems);
    const auditHead = checkAudit(database, problems, heads);
    return {
      ok: problems.found.length === 0,
      journal: meta(database, 'journal') ?? '',
      problems: problems.found,
      head,
      inboxRows,
      facts,
      auditHead,
    };
  })();
}

/** Commit numbers run from the first row that is kept to the head, without a hole. */
function checkNumbers(database: Database.Database, problems: Problems, forgotten: number, head: number): number {
  let expected = forgotten + 1;
  let rows = 0;
  for (const { commit_no } of database.prepare<[], { commit_no: number }>('SELECT commit_no FROM inbox ORDER BY commit_no').iterate()) {
    if (commit_no > head) problems.add('inbox', commit_no, `lies beyond the head ${head}`);
    else if (commit_no > expected) problems.add('inbox', expected, 'is missing');
    expected = commit_no + 1;
    rows += 1;
  }
  if (expected <= head) problems.add('inbox', expected, `is missing: the journal once reached row ${head}`);
  return rows;
}

function checkFacts(database: Database.Database, problems: Problems, forgotten: number, head: number): number {
  const orphans = database.prepare<[number, number], { commit_no: number }>(
    `SELECT commit_no FROM facts WHERE commit_no > ? AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.commit_no = facts.commit_no)
     UNION SELECT commit_no FROM facts WHERE commit_no > ? ORDER BY commit_no LIMIT 20`,
  );
  for (const { commit_no } of orphans.all(forgotten, head)) problems.add('facts', commit_no, 'has facts but no row in the inbox');
  const applied = Number(meta(database, 'applied-up-to') ?? 0);
  if (applied > head) problems.add('facts', applied, `is said to be applied, but the head is ${head}`);
  return database.prepare<[], Count>('SELECT count(*) AS count FROM facts').get()?.count ?? 0;
}

function checkCounters(database: Database.Database, problems: Problems): void {
  const read = database.prepare<[string], { value: number }>('SELECT value FROM counters WHERE name = ?');
  const counter = (name: string): number => read.get(name)?.value ?? 0;
  const count = (sql: string): number => database.prepare<[], Count>(sql).get()?.count ?? 0;
  const same = (name: string, said: number, found: number): void => {
    if (said !== found) problems.add('counters', null, `${name} says ${said}, the rows say ${found}`);
  };
  const messages = count("SELECT count(*) AS count FROM inbox WHERE type = 'message' AND ',' || flags || ',' NOT LIKE '%,set-aside,%'");
  same('accepted', counter('accepted'), messages + counter('forgotten-messages'));
  same('quarantined', counter('quarantined'), count('SELECT count(*) AS count FROM quarantine') + counter('quarantine-dropped'));
  const conflicts = count("SELECT count(*) AS count FROM quarantine WHERE reason IN ('event-id-conflict', 'seq-conflict')");
  if (counter('conflicts') < conflicts) same('conflicts', counter('conflicts'), conflicts);
  if (counter('duplicates') < counter('conflicts')) same('duplicates', counter('duplicates'), counter('conflicts'));
}

function checkAudit(database: Database.Database, problems: Problems, heads: NonNullable<VerifyOptions['heads']>) {
  const chain = createChainCheck(problems, heads);
  const rows = database.prepare<[], StoredAudit>(
    `SELECT sequence, commit_no AS "commit", at, who, role, session, origin AS "from", action, object, reason,
            before_hash AS beforeHash, after_hash AS afterHash, hash, salt, before, after
     FROM audit LEFT JOIN audit_values USING (sequence) ORDER BY sequence`,
  );
  for (const row of rows.iterate()) chain.see(row);
  const unlinked = database.prepare<[], { commit_no: number; audit: number }>(
    `SELECT inbox.commit_no, inbox.audit FROM inbox LEFT JOIN audit ON audit.sequence = inbox.audit AND audit.commit_no = inbox.commit_no
     WHERE inbox.audit IS NOT NULL AND audit.sequence IS NULL ORDER BY inbox.commit_no LIMIT 20`,
  );
  for (const { commit_no, audit } of unlinked.all()) problems.add('audit', audit, `is missing for the command in row ${commit_no}`);
  return chain.finish(parseHead(meta(database, 'audit-head')));
}
