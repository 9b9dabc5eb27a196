/** The board viewers read: newest state of every record, and one question for all of them, "what changed since n". */

import { type BoardSight, sightText } from '../shared/boardSight.ts';
import type { Delta, Upserts } from '../shared/delta.ts';
import { recordKey } from '../shared/ids.ts';
import { type RecordKind, type RecordOf, recordKinds } from '../shared/records/record.ts';
import type { SummaryRecord } from '../shared/records/summary.ts';
import { formatTime } from '../shared/time.ts';
import { createChangeLog } from './changeLog.ts';
import type { Touched } from './domain/core.ts';
import type { Clock, MessageTotals } from './ports.ts';
import { createScope, type Places, type Scope } from './viewerScope.ts';

export type Projection = {
  project<K extends RecordKind>(kind: K, id: string): RecordOf<K> | null;
  ids(kind: RecordKind): readonly string[];
};

export type BoardOptions = {
  readonly journal: string;
  readonly startRevision: number;
  readonly projection: Projection;
  readonly places: Places;
  readonly clock: Clock;
  readonly recording: () => boolean;
  readonly totals: () => MessageTotals;
};

export type LiveBoard = ReturnType<typeof createBoard>;

/** Records are built when somebody asks, once for each change, and shared by all who ask. */
export function createBoard({ journal, startRevision, projection, places, clock, recording, totals }: BoardOptions) {
  const log = createChangeLog(startRevision);
  const built: { [K in RecordKind]: Map<string, RecordOf<K> | null> } = {
    outage: new Map(),
    device: new Map(),
    feeder: new Map(),
    area: new Map(),
    source: new Map(),
    report: new Map(),
    job: new Map(),
    crew: new Map(),
    notification: new Map(),
    planned: new Map(),
    keyCustomer: new Map(),
    service: new Map(),
    summary: new Map(),
  };
  const outdated = new Map<string, Touched>();
  let revision = startRevision;
  let sharedReset: { readonly revision: number; readonly sight: string; readonly delta: Delta } | null = null;

  function read<K extends RecordKind>(kind: K, id: string): RecordOf<K> | null {
    const kept = built[kind].get(id);
    if (kept !== undefined) return kept;
    const record = projection.project(kind, id);
    built[kind].set(id, record);
    return record;
  }

  function summaryRecord(): RecordOf<'summary'> {
    const record = projection.project('summary', 'summary');
    if (!record) throw new Error('the projection knows no summary');
    const { received, accepted, duplicates, rejected } = totals();
    return { ...record, messages: { received, accepted, duplicates, rejected } };
  }

  function collect<K extends RecordKind>(upserts: Upserts, scope: Scope, kind: K, id: string): boolean {
    const record = read(kind, id);
    if (!record || !scope[kind](record)) return false;
    const list: RecordOf<K>[] | undefined = upserts[kind];
    if (list) list.push(record);
    else Object.assign(upserts, { [kind]: [record] });
    return true;
  }

  const frame = (from: number, reset: boolean, upserts: Upserts, removals: readonly string[]): Delta => ({
    journal,
    from,
    to: revision,
    asOf: formatTime(clock.now()),
    reset,
    recording: recording(),
    clockSpeed: clock.speed(),
    upserts: { ...upserts, summary: [summaryRecord()] },
    removals: [...removals],
  });

  function scopeOf({ areas, kinds, jobsOf }: BoardSight): Scope {
    const scope = createScope(areas, places);
    const hidden = recordKinds.filter((kind) => !kinds.includes(kind)).map((kind) => [kind, () => false]);
    const ownJob = (job: RecordOf<'job'>): boolean => job.crew !== null && (read('crew', job.crew)?.users.includes(jobsOf ?? '') ?? false);
    return { ...scope, ...(jobsOf === null ? {} : { job: ownJob }), ...Object.fromEntries(hidden) };
  }

  function everything(sight: BoardSight): Delta {
    const key = sightText(sight);
    if (sharedReset?.revision === revision && sharedReset.sight === key) return { ...sharedReset.delta, asOf: formatTime(clock.now()) };
    const scope = scopeOf(sight);
    const upserts: Upserts = {};
    for (const kind of sight.kinds) if (kind !== 'summary') for (const id of projection.ids(kind)) collect(upserts, scope, kind, id);
    const delta = frame(0, true, upserts, []);
    sharedReset = { revision, sight: key, delta };
    return delta;
  }

  /** Who belongs to a crew decides who sees its jobs. */
  function noteJobsOf(crew: string, before: RecordOf<'crew'> | null | undefined, next: number): void {
    const now = read('crew', crew);
    if (!before || !now || before.users.join() === now.users.join()) return;
    for (const job of now.queue) log.note('job', job, next);
  }

  return {
    journal,
    revision: (): number => revision,
    asOf: (): number => clock.now(),
    /** Takes what the core just changed; called once for each applied input. */
    advance(next: number, touched: readonly Touched[]): void {
      revision = next;
      for (const { kind, id } of outdated.size === 0 ? touched : [...touched, ...outdated.values()]) {
        const before = kind === 'crew' ? built.crew.get(id) : null;
        log.note(kind, id, next);
        built[kind].delete(id);
        if (kind === 'crew') noteJobsOf(id, before, next);
      }
      outdated.clear();
    },
    /** A record that shows more than the core knows is out of date: asked for anew at once, and told with the next change. */
    refresh(kind: RecordKind, id: string): void {
      built[kind].delete(id);
      sharedReset = null;
      outdated.set(recordKey(kind, id), { kind, id });
    },
    /** Everything when `from` is null, ahead of us or too far back; else the newest state of what changed after it. */
    changesSince(from: number | null, sight: BoardSight): Delta {
      const changes = from === null || from > revision ? null : log.since(from);
      if (from === null || changes === null) return everything(sight);
      const scope = scopeOf(sight);
      const carried = new Set(sight.kinds);
      const upserts: Upserts = {};
      const removals: string[] = [];
      for (const { kind, id } of changes) {
        if (kind === 'summary' || !carried.has(kind)) continue;
        if (!collect(upserts, scope, kind, id)) removals.push(recordKey(kind, id));
      }
      return frame(from, false, upserts, removals);
    },
    record: read,
    list<K extends RecordKind>(kind: K): readonly RecordOf<K>[] {
      const records: RecordOf<K>[] = [];
      for (const id of projection.ids(kind)) {
        const record = read(kind, id);
        if (record) records.push(record);
      }
      return records;
    },
    summary(): SummaryRecord {
      const { id: _summary, ...figures } = summaryRecord();
      return { asOf: formatTime(clock.now()), journal, revision, ...figures };
    },
  };
}
