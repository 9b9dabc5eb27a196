/** Questions about repairs beside the feed: jobs and crews in full, evidence for export, how well promises were kept. */

import { formatTime } from '../shared/time.ts';
import type { LiveBoard } from './board.ts';
import { maySee } from './domain/repairs/actors.ts';
import type { View } from './domain/view.ts';
import { placesOf } from './places.ts';
import type { Journal } from './ports.ts';
import { complianceOf } from './projections/compliance.ts';
import { crewSuggestionsOf } from './projections/crewRecord.ts';
import { jobDetailOf } from './projections/jobRecord.ts';
import type { RepairBoard } from './viewerPorts.ts';

export type RepairQueryOptions = { readonly view: View; readonly board: LiveBoard; readonly journal: Pick<Journal, 'factsAbout'> };

const MOST_FACTS = 10_000;

export function createRepairQueries({ view, board, journal }: RepairQueryOptions): RepairBoard {
  const { repairs } = view.desks;
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
    areasWithin: placesOf(view.network).subtree,
  };
}
