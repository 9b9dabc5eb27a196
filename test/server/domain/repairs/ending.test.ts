/** How a job ends: what stands against closing, what evidence denies, and what a snapshot keeps. */

import { describe, expect, it } from 'vitest';
import { switched } from '../stage.ts';
import { at, called, crewSays, driven, SUPERVISOR, set, trip, yard } from './yard.ts';

const MINUTE = 60;

describe('ending', () => {
  it('[R6, R18] supply coming back takes the job to verifying; what meters deny is named', () => {
    const place = trip();
    driven(place);
    place.hear(switched('r1', 1800, 'closed'));
    place.wait(1801);
    expect(place.job().status).toBe('verifying');
    expect(
      place
        .job()
        .steps.slice(-2)
        .map(({ status, at: when }) => [status, when]),
    ).toEqual([
      ['restored', at(1800)],
      ['verifying', at(1800)],
    ]);
    expect(place.job().clocks.find(({ clock }) => clock === 'restore')).toMatchObject({ stoppedAt: at(1800), level: 'met' });
  });

  it('[R18] "restored" by the crew alone stays in verifying while the switch says otherwise', () => {
    const place = trip();
    driven(place);
    set(place, 1800, 'restored');
    expect(place.job().status).toBe('verifying');
    expect(place.job().contradictions.map(({ code }) => code)).toContain('outage-open');
    expect(set(place, 1810, 'closed')).toBe('not-complete');
    expect(set(place, 1820, 'repairing', 'still dark')).toBeNull();
    expect(place.job().clocks.find(({ clock }) => clock === 'restore')?.stoppedAt).toBeNull();
  });

  it('[R14] closes only with cause, material and photos, without open reminders, and not on its own', () => {
    const place = trip();
    driven(place);
    place.order(900, { type: 'job.remind', job: 'job:1', servicePoint: 'sa1', text: 'when?' });
    place.hear(switched('r1', 1800, 'closed'));
    place.wait(2 * 3600);
    expect(place.job().missing).toEqual(expect.arrayContaining(['material', 'photo-before', 'photo-after', 'reminder-unanswered']));
    expect(set(place, 7300, 'closed')).toBe('not-complete');
    place.order(7310, { type: 'job.setFindings', job: 'job:1', cause: 'tree', material: [] });
    const photo = { width: 8, height: 8, bytes: 100 };
    place.order(7320, { type: 'job.addPhoto', job: 'job:1', photo: { id: 'p1', moment: 'before', ...photo } });
    place.order(7330, { type: 'job.addPhoto', job: 'job:1', photo: { id: 'p2', moment: 'after', ...photo } });
    place.order(7340, { type: 'job.answerReminder', job: 'job:1', reminder: place.job().reminders[0]?.id ?? '', answer: 'back soon' });
    expect(set(place, 7350, 'closed', 'meters silent')).toBeNull();
    expect(place.job()).toMatchObject({ status: 'closed', missing: [], nextSteps: [{ status: 'verifying', needsReason: true }] });
    expect(set(place, 7400, 'verifying', 'called again', SUPERVISOR)).toBeNull();
  });

  it('[R21] a danger stays open until it is made safe', () => {
    const place = yard();
    place.hear(called('c1', 0, 'wire-down', 'sa1'), crewSays('crew-1', 1, { status: 'available' }));
    place.order(60, { type: 'job.setFindings', job: 'job:1', cause: 'storm' });
    expect(set(place, 70, 'closed', 'gone')).toBe('not-complete');
    place.order(80, { type: 'job.guard', job: 'job:1' });
    expect(place.job().clocks.find(({ clock }) => clock === 'guard')).toMatchObject({ stoppedAt: at(80), level: 'met', limitMinutes: 30 });
    place.order(90, { type: 'job.madeSafe', job: 'job:1' });
    expect(set(place, 100, 'closed', 'gone')).toBeNull();
  });

  it('[R19] a reminder adds priority once in ten minutes and wants an answer within thirty', () => {
    const place = trip();
    for (const t of [100, 200, 300]) place.order(t, { type: 'job.remind', job: 'job:1', servicePoint: 'sa1' });
    expect(place.job().priorityParts.find(({ code }) => code === 'reminders')).toMatchObject({ points: 20, count: 1 });
    place.order(100 + 11 * MINUTE, { type: 'job.remind', job: 'job:1', servicePoint: 'sa1' });
    expect(place.job().priorityParts.find(({ code }) => code === 'reminders')).toMatchObject({ points: 40, count: 2 });
    expect(place.job().clocks.find(({ clock }) => clock === 'reminder')).toMatchObject({ dueAt: at(100 + 30 * MINUTE) });
  });

  it('[R20] a job handed over stays with its owner until the next one takes it', () => {
    const place = trip();
    place.order(60, { type: 'job.setStatus', job: 'job:1', status: 'accepted' });
    place.order(70, { type: 'job.handOver', jobs: ['job:1'], to: 'sun' });
    expect(place.job()).toMatchObject({ owner: 'dana', offeredTo: 'sun' });
    place.order(80, { type: 'job.takeOver', job: 'job:1' }, SUPERVISOR);
    expect(place.job()).toMatchObject({ owner: 'sun', offeredTo: null });
  });
});

describe('keeping', () => {
  it('[E26] goes on from a snapshot with the same jobs, crews and clocks', () => {
    const place = trip();
    driven(place);
    const again = yard(place.core.view.network, place.core.snapshot());
    expect(again.job()).toEqual(place.job());
    expect(again.crew('crew-1')).toEqual(place.crew('crew-1'));
    again.wait(4 * 3600);
    expect(again.facts.some(({ type }) => type === 'job.breached')).toBe(true);
  });
});
