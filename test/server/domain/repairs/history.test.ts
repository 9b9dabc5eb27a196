/** Random repair days: only allowed steps, no job lost, every outage has its job, and figures that a second count agrees with. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeOf } from '../../../../server/domain/repairs/edges.ts';
import { complianceOf } from '../../../../server/projections/compliance.ts';
import { type JobRecord, type JobStatus, jobStatus } from '../../../../shared/records/job.ts';
import { switched } from '../stage.ts';
import { called, crewSays, SUPERVISOR, type Yard, yard } from './yard.ts';

type Deed =
  | { readonly do: 'open' | 'close'; readonly device: string; readonly late: number }
  | { readonly do: 'step'; readonly job: number; readonly status: JobStatus }
  | { readonly do: 'assign'; readonly job: number; readonly crew: number }
  | { readonly do: 'pause' | 'resume' | 'remind' | 'photo' | 'findings'; readonly job: number }
  | { readonly do: 'crew'; readonly crew: number; readonly status: 'available' | 'en-route' | 'arrived' | 'working' | 'complete' }
  | { readonly do: 'call'; readonly point: string };

const job = fc.integer({ min: 1, max: 6 });
const crew = fc.integer({ min: 1, max: 3 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('open' as const, 'close' as const),
      device: fc.constantFrom('cb1', 'r1', 'cb2', 'r2'),
      late: fc.constantFrom(0, 0, 100),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('step' as const), job, status: fc.constantFrom(...jobStatus.options) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('assign' as const), job, crew }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'resume' as const, 'remind' as const, 'photo' as const, 'findings' as const),
      job,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('crew' as const),
      crew,
      status: fc.constantFrom('available' as const, 'en-route' as const, 'arrived' as const, 'working' as const, 'complete' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('call' as const), point: fc.constantFrom('sa1', 'sa3', 'sb2') }) },
);
const day = fc.array(fc.tuple(fc.integer({ min: 5, max: 1800 }), deed), { minLength: 5, maxLength: 60 });

function act(place: Yard, t: number, n: number, deed: Deed): void {
  const id = 'job' in deed ? `job:${deed.job}` : '';
  switch (deed.do) {
    case 'open':
      place.hear(switched(deed.device, t, 'open', { cause: 'lockout' }));
      // Told late by somebody else that it opened before: the outage begins earlier and has another id.
      if (deed.late > 0) place.hear(switched(deed.device, t - deed.late, 'open', { cause: 'lockout', source: 'rtu-2' }));
      return;
    case 'close':
      return place.hear(switched(deed.device, t - deed.late, 'closed'));
    case 'step':
      return void place.order(t, { type: 'job.setStatus', job: id, status: deed.status, reason: 'because' }, SUPERVISOR);
    case 'assign':
      return void place.order(t, { type: 'job.assign', job: id, crew: `crew-${deed.crew}`, reason: 'because' }, SUPERVISOR);
    case 'pause':
      return void place.order(t, { type: 'job.pauseClock', job: id, reason: 'road-closed' }, SUPERVISOR);
    case 'resume':
      return void place.order(t, { type: 'job.resumeClock', job: id }, SUPERVISOR);
    case 'remind':
      return void place.order(t, { type: 'job.remind', job: id, servicePoint: 'sa3' }, SUPERVISOR);
    case 'photo':
      return void place.order(
        t,
        { type: 'job.addPhoto', job: id, photo: { id: `p${n}`, moment: n % 2 ? 'before' : 'after', width: 1, height: 1, bytes: 1 } },
        SUPERVISOR,
      );
    case 'findings':
      return void place.order(t, { type: 'job.setFindings', job: id, cause: 'tree', material: [] }, SUPERVISOR);
    case 'crew':
      return place.hear(crewSays(`crew-${deed.crew}`, t, { status: deed.status }));
    case 'call':
      return place.hear(called(`call-${n}`, t, n % 3 ? 'no-power' : 'wire-down', deed.point));
  }
}

const ms = (text: string): number => Date.parse(text);

/** The second count: from the records alone, without the clocks the core kept. */
function countAgain(jobs: readonly JobRecord[]): Map<string, { jobs: number; met: number; metUnpaused: number; paused: number }> {
  const found = new Map<string, { jobs: number; met: number; metUnpaused: number; paused: number }>();
  for (const record of jobs) {
    if (record.status === 'cancelled') continue;
    for (const { clock, startedAt, stoppedAt, limitMinutes, pausedMs } of record.clocks) {
      if ((clock !== 'arrival' && clock !== 'restore') || stoppedAt === null) continue;
      const onSite = record.steps.some(({ status }) => status === 'arrived' || status === 'assessing' || status === 'repairing');
      if (clock === 'arrival' && !onSite) continue;
      const used = ms(stoppedAt) - ms(startedAt);
      const key = `${stoppedAt.slice(0, 7)} ${record.areaClass} ${clock}`;
      const row = found.get(key) ?? { jobs: 0, met: 0, metUnpaused: 0, paused: 0 };
      row.jobs += 1;
      row.paused += pausedMs;
      if (used - pausedMs <= limitMinutes * 60_000) row.met += 1;
      if (used <= limitMinutes * 60_000) row.metUnpaused += 1;
      found.set(key, row);
    }
  }
  return found;
}

describe('a random repair day', () => {
  it('[R1, R2, R13] takes only allowed steps, loses no job, leaves none without an owner and no outage without a job', () => {
    fc.assert(
      fc.property(day, (deeds) => {
        const place = yard();
        const seen = new Set<string>();
        for (const n of [1, 2, 3]) place.hear(crewSays(`crew-${n}`, 0, { status: 'available' }));
        let t = 300;
        let n = 0;
        for (const [wait, each] of deeds) {
          t += wait;
          n += 1;
          act(place, t, n, each);
          for (const { id } of place.jobs()) seen.add(id);
        }
        place.wait(t + 1200);
        const jobs = new Map(place.jobs().map((record) => [record.id, record]));
        for (const id of seen) expect(jobs.has(id), `${id} is lost`).toBe(true);
        const suspendedFrom = new Map<string, JobStatus>();
        for (const { type, about, body } of place.facts) {
          if (type !== 'job.step' || about === null) continue;
          const [from, to] = [jobStatus.parse(body.from), jobStatus.parse(body.to)];
          const edge = edgeOf(from, to, suspendedFrom.get(about) ?? null);
          expect(edge, `${about}: ${from} to ${to}`).not.toBeNull();
          if (edge?.needsReason) expect(body.reason, `${about}: ${from} to ${to}`).not.toBeNull();
          if (to === 'suspended') suspendedFrom.set(about, from);
        }
        for (const record of jobs.values()) expect(record.owner).not.toBe('');
        for (const outage of place.core.view.openOutages()) {
          if (outage.state === 'predicted' || outage.possiblyMomentary || outage.origin === 'planned' || outage.origin === 'switching')
            continue;
          expect(place.core.view.desks.repairs.ofOutage(outage.id).length, outage.id).toBeGreaterThan(0);
        }
        for (const record of jobs.values()) {
          if (record.outage === null || record.status === 'closed' || record.status === 'cancelled') continue;
          expect(place.core.view.outage(record.outage), `${record.id} points at ${record.outage}`).not.toBeNull();
        }
        for (const name of ['crew-1', 'crew-2', 'crew-3'])
          expect(
            [...jobs.values()].filter(
              (record) => record.crew === name && ['en-route', 'arrived', 'assessing', 'repairing'].includes(record.status),
            ).length,
          ).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('[R6, R7] compliance equals a second count from the records', () => {
    fc.assert(
      fc.property(day, (deeds) => {
        const place = yard();
        for (const n of [1, 2, 3]) place.hear(crewSays(`crew-${n}`, 0, { status: 'available' }));
        let t = 300;
        deeds.forEach(([wait, each], n) => {
          t += wait;
          act(place, t, n, each);
        });
        place.wait(t + 600);
        const jobs = place.jobs();
        const again = countAgain(jobs);
        const now = place.core.view.now();
        const month = new Date(now).toISOString().slice(0, 7);
        for (const { areaClass, arrival, restore } of complianceOf(place.core.view).months) {
          for (const [clock, figures] of [
            ['arrival', arrival],
            ['restore', restore],
          ] as const) {
            const running = jobs.filter(
              (record) =>
                record.areaClass === areaClass &&
                record.status !== 'cancelled' &&
                record.clocks.some((each) => each.clock === clock && each.level === 'breach'),
            ).length;
            const row = again.get(`${month} ${areaClass} ${clock}`) ?? { jobs: 0, met: 0, metUnpaused: 0, paused: 0 };
            expect(figures.jobs).toBe(row.jobs + running);
            expect(figures.met).toBe(row.met);
            expect(figures.metUnpaused).toBe(row.metUnpaused);
            expect(figures.pausedMinutes).toBeCloseTo(row.paused / 60_000, 1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
