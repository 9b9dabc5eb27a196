/** Questions about repairs beside the feed: jobs and crews in full, evidence for export, how well promises were kept. */

import * as z from 'zod';
import { type JobDetail, type JobRecord, jobRecord } from '../shared/records/job.ts';
import type { Actor } from '../shared/roles.ts';
import { formatTime } from '../shared/time.ts';
import type { LiveBoard } from './board.ts';
import { maySee } from './domain/repairs/actors.ts';
import { isOver } from './domain/repairs/job.ts';
import type { View } from './domain/view.ts';
import { placesOf } from './places.ts';
import type { FactRow, Journal } from './ports.ts';
import { complianceOf } from './projections/compliance.ts';
import { crewSuggestionsOf } from './projections/crewRecord.ts';
import { jobDetailOf } from './projections/jobRecord.ts';
import type { RepairBoard } from './viewerPorts.ts';

export type RepairQueryOptions = {
  readonly view: View;
  readonly board: LiveBoard;
  readonly journal: Pick<Journal, 'factsAbout' | 'document' | 'documents'>;
};

const MOST_FACTS = 10_000;
export const ENDED_JOB_KIND = 'ended-job';
const endedJob = z.object({ record: jobRecord });

function read(text: string | null): JobRecord | null {
  const parsed = text === null ? null : endedJob.safeParse(JSON.parse(text));
  return parsed?.success ? parsed.data.record : null;
}

/** A fact as an entry of the time line: only what a sentence can hold. */
function entryOf({ at, type, body, commit }: FactRow): JobDetail['history'][number] {
  const values: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    if (typeof value === 'string' || typeof value === 'number') values[key] = value;
  }
  return { at: formatTime(at), what: type.replace(/^job\./, ''), values, commit, by: typeof values.by === 'string' ? values.by : null };
}

export function createRepairQueries({ view, board, journal }: RepairQueryOptions): RepairBoard {
  const { repairs } = view.desks;
  const places = placesOf(view.network);
  const maySeePast = ({ area }: JobRecord, { areas, role }: Actor): boolean =>
    role !== 'crew' && (areas === null || area === null || areas.some((own) => places.subtree(own).includes(area)));
  return {
    jobs: (which) => [...(which === 'open' ? repairs.shop.jobs.open() : repairs.jobs())].flatMap(({ id }) => board.record('job', id) ?? []),
    maySeeJob(id, actor) {
      const job = repairs.job(id);
      return job !== null && maySee(repairs.shop, job, actor);
    },
    jobDetail(id) {
      const job = repairs.job(id);
      return job && jobDetailOf(view, job);
    },
    maySeePast,
    async endedJobs(limit) {
      const live = [...repairs.jobs()].flatMap((job) => (isOver(job) ? (board.record('job', job.id) ?? []) : []));
      const seen = new Set(live.map(({ id }) => id));
      const kept = await journal.documents(ENDED_JOB_KIND, limit);
      return [...live, ...kept.flatMap(({ id, body }) => (seen.has(id) || repairs.job(id) ? [] : (read(body) ?? [])))];
    },
    async pastJob(id, actor) {
      const record = read(await journal.document(ENDED_JOB_KIND, id));
      if (!record || !maySeePast(record, actor)) return null;
      const facts = await journal.factsAbout(id, MOST_FACTS);
      const estimates = record.estimate ? [record.estimate] : [];
      return {
        ...record,
        history: facts.map(entryOf),
        estimates,
        outages: [{ at: record.createdAt, outage: record.outage, why: 'created' }],
      };
    },
    async jobEvidence(id) {
      const job = repairs.job(id);
      if (!job) return null;
      const facts = await journal.factsAbout(id, MOST_FACTS);
      return {
        exportedAt: formatTime(board.asOf()),
        job: jobDetailOf(view, job),
        facts: facts.map(({ commit, at, type, body }) => ({ commit, at: formatTime(at), type, body })),
      };
    },
    crewSuggestions: (id) => crewSuggestionsOf(view, id),
    compliance: () => complianceOf(view),
    areasWithin: places.subtree,
  };
}
