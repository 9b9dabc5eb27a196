/** Checks a PostgreSQL journal from its first row to its last, without changing it. */

import type { PoolClient } from 'pg';
import {
  createChainCheck,
  createProblems,
  type Problems,
  parseHead,
  type StoredAudit,
  type Verification,
  type VerifyOptions,
} from '../verifying.ts';

type HeadRow = { journal: string; next: number; applied_up_to: number; forgotten_up_to: number; audit_head: string };

const AUDIT_PAGE = 5_000;

export async function verifyTables(client: PoolClient, { heads = [] }: VerifyOptions): Promise<Verification> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const problems = createProblems();
    const row = (await client.query<HeadRow>('SELECT * FROM journal_head')).rows[0];
    if (!row) throw new Error('the journal has no head row');
    const head = row.next - 1;
    const inboxRows = await checkNumbers(client, problems, row.forgotten_up_to, head);
    const facts = await checkFacts(client, problems, row);
    await checkCounters(client, problems);
    const chain = createChainCheck(problems, heads);
    await followAudit(client, problems, chain.see);
    const auditHead = chain.finish(parseHead(row.audit_head));
    return { ok: problems.found.length === 0, journal: row.journal, problems: problems.found, head, inboxRows, facts, auditHead };
  } finally {
    await client.query('ROLLBACK');
  }
}

async function count(client: PoolClient, sql: string): Promise<number> {
  return (await client.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
}

async function checkNumbers(client: PoolClient, problems: Problems, forgotten: number, head: number): Promise<number> {
  const holes = await client.query<{ commit_no: number; before: number }>(
    `SELECT commit_no, before FROM (SELECT commit_no, lag(commit_no, 1, $1::bigint) OVER (ORDER BY commit_no) AS before FROM inbox) AS steps
     WHERE commit_no <> before + 1 ORDER BY commit_no LIMIT 20`,
    [forgotten],
  );
  for (const { before } of holes.rows) problems.add('inbox', before + 1, 'is missing');
  const last = (await client.query<{ last: number | null }>('SELECT max(commit_no) AS last FROM inbox')).rows[0]?.last ?? forgotten;
  if (last > head) problems.add('inbox', last, `lies beyond the head ${head}`);
  if (last < head) problems.add('inbox', last + 1, `is missing: the journal once reached row ${head}`);
  return count(client, 'SELECT count(*) AS count FROM inbox');
}

async function checkFacts(client: PoolClient, problems: Problems, head: HeadRow): Promise<number> {
  const orphans = await client.query<{ commit_no: number }>(
    `SELECT DISTINCT commit_no FROM facts LEFT JOIN inbox USING (commit_no)
     WHERE commit_no > $1 AND inbox.type IS NULL ORDER BY commit_no LIMIT 20`,
    [head.forgotten_up_to],
  );
  for (const { commit_no } of orphans.rows) problems.add('facts', commit_no, 'has facts but no row in the inbox');
  if (head.applied_up_to >= head.next) problems.add('facts', head.applied_up_to, `is said to be applied, but the head is ${head.next - 1}`);
  return count(client, 'SELECT count(*) AS count FROM facts');
}

async function checkCounters(client: PoolClient, problems: Problems): Promise<void> {
  const { rows } = await client.query<{ name: string; value: number }>('SELECT name, value FROM counters');
  const counters = new Map(rows.map(({ name, value }) => [name, value]));
  const counter = (name: string): number => counters.get(name) ?? 0;
  const same = (name: string, found: number): void => {
    if (counter(name) !== found) problems.add('counters', null, `${name} says ${counter(name)}, the rows say ${found}`);
  };
  const messages = "SELECT count(*) AS count FROM inbox WHERE type = 'message' AND NOT 'set-aside' = ANY (string_to_array(flags, ','))";
  same('accepted', (await count(client, messages)) + counter('forgotten-messages'));
  same('quarantined', (await count(client, 'SELECT count(*) AS count FROM quarantine')) + counter('quarantine-dropped'));
  if (counter('duplicates') < counter('conflicts')) same('duplicates', counter('conflicts'));
}

async function followAudit(client: PoolClient, problems: Problems, see: (row: StoredAudit) => void): Promise<void> {
  for (let after = 0; ; ) {
    const { rows } = await client.query<StoredAudit>(
      `SELECT sequence, commit_no AS "commit", at, who, role, session, origin AS "from", action, object, reason,
              before_hash AS "beforeHash", after_hash AS "afterHash", hash, salt, before, after
       FROM audit LEFT JOIN audit_values USING (sequence) WHERE sequence > $1 ORDER BY sequence LIMIT ${AUDIT_PAGE}`,
      [after],
    );
    for (const row of rows) see(row);
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < AUDIT_PAGE) break;
  }
  const unlinked = await client.query<{ commit_no: number; audit: number }>(
    `SELECT inbox.commit_no, inbox.audit FROM inbox LEFT JOIN audit ON audit.sequence = inbox.audit AND audit.commit_no = inbox.commit_no
     WHERE inbox.audit IS NOT NULL AND audit.sequence IS NULL ORDER BY inbox.commit_no LIMIT 20`,
  );
  for (const { commit_no, audit } of unlinked.rows) problems.add('audit', audit, `is missing for the command in row ${commit_no}`);
}
