/** Work by the calendar: heads of the audit chain leave the database, old rows are forgotten, the journal is checked. */

import { verifyJournal } from './adapters/storage/verifyJournal.ts';
import { verifyPostgresJournal } from './adapters/storage/verifyPostgresJournal.ts';
import { auditHeadsFile, exportAuditHead, readAuditHeads } from './auditHeads.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { AuditHead, Clock, Journal } from './ports.ts';

export type ScheduleOptions = {
  readonly journal: Journal;
  /** Time of the grid: rows are kept by it. */
  readonly clock: Clock;
  readonly config: Pick<Config, 'RELIGHT_DATA_DIR' | 'RELIGHT_DATABASE_URL'>;
  readonly log: Log;
  readonly exportEveryMs?: number;
  readonly nightlyEveryMs?: number;
};

const DAY_MS = 24 * 3_600_000;
/** Promise P17. */
const EXPORT_MS = 5 * 60_000;
/** Longest replay of a source is 30 days (promises 4.6). */
const IDENTITY_DAYS = 35;
/** A year of reports can be judged again, and the month before it compared. */
const INBOX_DAYS = 400;

/** The cheap part of `verify`: whether the chain still holds the head that was exported last; in words what is wrong, else null. */
export async function checkExportedHead(
  { auditHead, auditRows }: Pick<Journal, 'auditHead' | 'auditRows'>,
  exported: AuditHead | undefined,
): Promise<string | null> {
  if (!exported) return null;
  if (auditHead().sequence < exported.sequence)
    return `audit row ${auditHead().sequence + 1} is missing: the chain once reached row ${exported.sequence}`;
  const [row] = await auditRows(1, exported.sequence + 1);
  return row?.sequence === exported.sequence && row.hash === exported.hash
    ? null
    : `audit row ${exported.sequence} differs from the head kept outside the database`;
}

/** Returns how to stop; that exports the head once more. */
export function startSchedule({
  journal,
  clock,
  config,
  log,
  exportEveryMs = EXPORT_MS,
  nightlyEveryMs = DAY_MS,
}: ScheduleOptions): () => Promise<void> {
  const { RELIGHT_DATA_DIR: folder, RELIGHT_DATABASE_URL: url } = config;
  let last: AuditHead | null = readAuditHeads(auditHeadsFile(folder)).at(-1) ?? null;
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, what);

  async function exportHead(): Promise<void> {
    last = await exportAuditHead(journal, { folder, last, now: Date.now() });
  }

  async function nightly(): Promise<void> {
    if (!journal.recording()) return;
    const now = clock.now();
    const forgotten = await journal.compact({ inboxBefore: now - INBOX_DAYS * DAY_MS, identitiesBefore: now - IDENTITY_DAYS * DAY_MS });
    const heads = readAuditHeads(auditHeadsFile(folder));
    const { problems } = await (url === undefined ? verifyJournal(folder, { heads }) : verifyPostgresJournal({ url, heads }));
    log.info({ forgotten, problems: problems.length }, 'nightly work done');
    for (const problem of problems) log.error({ problem }, 'the journal is damaged');
  }

  checkExportedHead(journal, last ?? undefined).then((problem) => {
    if (problem !== null) log.error({ problem }, 'the journal is damaged');
  }, failed('the audit chain could not be checked'));
  const timers = [
    setInterval(() => exportHead().catch(failed('the audit head could not be exported')), exportEveryMs),
    setInterval(() => nightly().catch(failed('nightly work failed')), nightlyEveryMs),
  ];
  for (const timer of timers) timer.unref();
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await exportHead().catch(failed('the audit head could not be exported'));
  };
}
