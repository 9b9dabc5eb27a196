/** Promises counted in virtual time: amber, breach, escalation and pauses to the second. */

import { describe, expect, it } from 'vitest';
import { complianceOf } from '../../../../server/projections/compliance.ts';
import { switched } from '../stage.ts';
import { at, crewSays, DISPATCHER, SUPERVISOR, type Yard, yard } from './yard.ts';

const MINUTE = 60;

function trip(): Yard {
  const place = yard();
  place.hear(switched('r1', 0, 'open', { cause: 'lockout' }), crewSays('crew-1', 1, { status: 'available' }));
  return place;
}

const clock = (place: Yard, name: string) => {
  const found = place.job().clocks.find((each) => each.clock === name);
  if (!found) throw new Error(`no clock ${name}`);
  return found;
};
const told = (place: Yard, type: string, name: string): string[] =>
  place.facts.filter((fact) => fact.type === type && fact.body.clock === name).map((fact) => new Date(fact.at).toISOString());

describe('the clocks of a job', () => {
  it('[R4, R5] run from clock zero, 45 minutes in town; amber at 80 per cent, red after the last second', () => {
    const place = trip();
    expect(clock(place, 'arrival')).toMatchObject({ startedAt: at(0), amberAt: at(36 * MINUTE), dueAt: at(45 * MINUTE), level: 'running' });
    place.wait(36 * MINUTE - 1);
    expect(clock(place, 'arrival').level).toBe('running');
    place.wait(36 * MINUTE);
    expect(clock(place, 'arrival').level).toBe('amber');
    place.wait(45 * MINUTE);
    expect(clock(place, 'arrival').level).toBe('amber');
    place.wait(45 * MINUTE + 1);
    expect(clock(place, 'arrival')).toMatchObject({ level: 'breach', escalatedTo: 'county' });
    expect(told(place, 'job.amber', 'arrival')).toEqual([at(36 * MINUTE)]);
    expect(told(place, 'job.breached', 'arrival')).toEqual([at(45 * MINUTE)]);
  });

  it('[R9] a breach climbs to the city after 30 minutes and to the province after 60, once each', () => {
    const place = trip();
    place.wait(45 * MINUTE + 60 * MINUTE + 5);
    expect(told(place, 'job.escalated', 'arrival')).toEqual([at(75 * MINUTE), at(105 * MINUTE)]);
    expect(clock(place, 'arrival').escalatedTo).toBe('province');
  });

  it('[R6] three hours to restore run from arrival, not from its entry', () => {
    const place = trip();
    place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    place.order(120, { type: 'job.setStatus', job: 'job:1', status: 'en-route' });
    place.order(50 * MINUTE, { type: 'job.setStatus', job: 'job:1', status: 'arrived', occurredAt: at(40 * MINUTE), reason: 'no signal' });
    expect(clock(place, 'arrival')).toMatchObject({ stoppedAt: at(40 * MINUTE), level: 'met' });
    expect(clock(place, 'restore')).toMatchObject({ startedAt: at(40 * MINUTE), dueAt: at(220 * MINUTE), level: 'running' });
  });

  it('[R7] a pause counts only when a supervisor grants it, from when it was asked; the unpaused end stands beside it', () => {
    const place = trip();
    place.order(10 * MINUTE, { type: 'job.pauseClock', job: 'job:1', reason: 'road-closed' }, DISPATCHER);
    place.wait(20 * MINUTE);
    expect(clock(place, 'arrival')).toMatchObject({ dueAt: at(45 * MINUTE), pausedMs: 0, pause: { approvedBy: null } });
    place.order(20 * MINUTE, { type: 'job.approvePause', job: 'job:1', approved: true }, SUPERVISOR);
    place.wait(60 * MINUTE);
    expect(clock(place, 'arrival').level).toBe('running');
    place.order(70 * MINUTE, { type: 'job.resumeClock', job: 'job:1' });
    expect(clock(place, 'arrival')).toMatchObject({
      dueAt: at(105 * MINUTE),
      unpausedDueAt: at(45 * MINUTE),
      pausedMs: 60 * MINUTE * 1000,
    });
    place.wait(105 * MINUTE);
    expect(told(place, 'job.breached', 'arrival')).toEqual([]);
    place.wait(105 * MINUTE + 1);
    expect(told(place, 'job.breached', 'arrival')).toEqual([at(105 * MINUTE)]);
  });

  it('[R12] priority shows its parts: waiting grows every five minutes, amber adds a hundred', () => {
    const place = trip();
    const part = (code: string) => place.job().priorityParts.find((each) => each.code === code)?.points ?? 0;
    expect(part('customers-out')).toBe(Math.round(10 * Math.sqrt(1110)));
    place.wait(14 * MINUTE + 59);
    expect(part('waiting')).toBe(2);
    place.wait(15 * MINUTE);
    expect(part('waiting')).toBe(3);
    place.wait(36 * MINUTE);
    expect(part('promise-at-risk')).toBe(100);
    place.order(36 * MINUTE, { type: 'job.adjustPriority', job: 'job:1', points: 50, reason: 'the mayor waits' });
    const job = place.job();
    expect(job.priority).toBe(job.priorityParts.reduce((sum, { points }) => sum + points, 0));
    expect(part('adjustment')).toBe(50);
  });

  it('[R5, R7] compliance counts arrival in the last second as kept and one second later as broken, pauses apart', () => {
    const figures = (arrivedAt: number, pausedMin: number) => {
      const place = trip();
      place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
      place.order(120, { type: 'job.setStatus', job: 'job:1', status: 'en-route' });
      if (pausedMin > 0) {
        place.order(5 * MINUTE, { type: 'job.pauseClock', job: 'job:1', reason: 'unsafe-weather' }, SUPERVISOR);
        place.order((5 + pausedMin) * MINUTE, { type: 'job.resumeClock', job: 'job:1' });
      }
      place.order(arrivedAt, { type: 'job.setStatus', job: 'job:1', status: 'arrived', reason: 'no position' });
      const [month] = complianceOf(place.core.view).months;
      return month?.arrival;
    };
    expect(figures(45 * MINUTE, 0)).toMatchObject({ jobs: 1, met: 1, metUnpaused: 1, breached: 0, meanMinutes: 45 });
    expect(figures(45 * MINUTE + 1, 0)).toMatchObject({ jobs: 1, met: 0, metUnpaused: 0, breached: 1 });
    expect(figures(55 * MINUTE, 10)).toMatchObject({ met: 1, metUnpaused: 0, pausedMinutes: 10, meanMinutes: 45, meanMinutesUnpaused: 55 });
    expect(figures(55 * MINUTE + 1, 10)).toMatchObject({ met: 0, metUnpaused: 0 });
  });
});
