/** A job that left memory is still there for whoever asks. */

import { describe, expect, it } from 'vitest';
import { createBoard } from '../../server/board.ts';
import { placesOf } from '../../server/places.ts';
import { ids, project } from '../../server/projections/operations.ts';
import { createRepairQueries, ENDED_JOB_KIND } from '../../server/repairQueries.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { CREW_1, DISPATCHER, yard } from './domain/repairs/yard.ts';
import { switched } from './domain/stage.ts';

describe('a job that left memory', () => {
  it('[R17] is found with its history, for those whose area it is in, and listed among the ended ones', async () => {
    const place = yard();
    place.hear(switched('r1', 0, 'open', { cause: 'lockout' }));
    const record = { ...place.job(), id: 'job:900', status: 'closed' as const, closedAt: place.job().createdAt };
    const journal = createMemoryJournal();
    await journal.putDocuments(ENDED_JOB_KIND, [{ id: record.id, at: Date.parse(record.createdAt), body: JSON.stringify({ record }) }]);
    await journal.record(
      [{ commit: 1, ordinal: 0, type: 'job.step', about: record.id, at: Date.parse(record.createdAt), body: { to: 'closed', by: 'dana' } }],
      1,
    );
    const { view } = place.core;
    const board = createBoard({
      journal: journal.id,
      startRevision: 0,
      projection: { project: (kind, id) => project(view, kind, id), ids: (kind) => ids(view, kind) },
      places: placesOf(view.network),
      clock: { now: () => view.now(), simulated: false, speed: () => null },
      recording: () => true,
      totals: () => journal.totals(),
    });
    const queries = createRepairQueries({ view, board, journal });
    const found = await queries.pastJob('job:900', DISPATCHER);
    expect(found).toMatchObject({ id: 'job:900', status: 'closed', history: [{ what: 'step', by: 'dana', values: { to: 'closed' } }] });
    expect((await queries.endedJobs(10)).map(({ id }) => id)).toEqual(['job:900']);
    expect(await queries.pastJob('job:900', CREW_1)).toBeNull();
    expect(await queries.pastJob('job:900', { ...DISPATCHER, areas: [record.area === 'west' ? 'east' : 'west'] })).toBeNull();
    expect(await queries.pastJob('job:901', DISPATCHER)).toBeNull();
  });
});
