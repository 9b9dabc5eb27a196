/** Jobs as they begin and go on: who opens them, which step follows which, who may take it. */

import { describe, expect, it } from 'vitest';
import { compiled, switched, twoFeeders } from '../stage.ts';
import { at, CREW_1, called, crewSays, driven, SUPERVISOR, set, trip, type Yard, yard } from './yard.ts';

const MINUTE = 60;

describe('opening', () => {
  it('[R2, R13] a confirmed outage makes a job at once, with an owner, an area class and a place among the jobs of its outage', () => {
    const place = trip();
    const job = place.job();
    expect(job).toMatchObject({ status: 'created', kind: 'outage', device: { id: 'r1' }, areaClass: 'urban', owner: 'duty-desk' });
    expect(job.clockZeroAt).toBe(at(0));
    expect(place.core.view.desks.repairs.ofOutage(job.outage ?? '')).toHaveLength(1);
  });

  it('[O8] a trip that may reclose makes none until it is known to be locked out', () => {
    const place = yard();
    place.hear(switched('r1', 0, 'open', { cause: 'trip' }));
    expect(place.jobs()).toHaveLength(0);
    place.wait(6 * MINUTE);
    expect(place.jobs()).toHaveLength(1);
    expect(place.job().clockZeroAt).toBe(at(0));
  });

  it('[O11, O12] a trip that was momentary after all takes its untouched job back, unless the device trips again meanwhile', () => {
    const place = yard();
    place.hear(switched('r1', 0, 'open', { cause: 'trip' }));
    place.wait(90);
    expect(place.job().status).toBe('created');
    place.hear(switched('r1', 100, 'closed', { cause: 'reclose' }));
    place.wait(110);
    expect(place.job().status).toBe('created');
    place.wait(20 * MINUTE);
    expect(place.job()).toMatchObject({ status: 'cancelled' });
    expect(place.job().steps.at(-1)?.reason).toBe('outage-void momentary');
  });

  it('[O6] what people switched off on purpose makes none', () => {
    const place = yard();
    place.hear(switched('r1', 0, 'open', { cause: 'command' }));
    place.wait(20 * MINUTE);
    expect(place.jobs()).toHaveLength(0);
  });

  it('[R21, P2] a wire down makes a hazard job at once, a second call for the same place joins it', () => {
    const place = yard();
    place.hear(called('c1', 0, 'wire-down', 'sa1'), called('c2', 30, 'wire-down', 'sa1'));
    expect(place.jobs()).toHaveLength(1);
    expect(place.job()).toMatchObject({ kind: 'hazard', outage: null, servicePoint: 'sa1', hazard: { kind: 'wire-down', call: 'c1' } });
    expect(place.job().notes).toHaveLength(1);
    expect(place.job().priorityParts[0]).toMatchObject({ code: 'hazard', points: 1000 });
  });

  it('[R11] a second job for the same place needs a reason', () => {
    const place = trip();
    const { outage } = place.job();
    expect(place.order(30, { type: 'job.create', outage: outage ?? '' })).toBe('job-exists');
    expect(place.order(31, { type: 'job.create', outage: outage ?? '', reason: 'two places at once' })).toBeNull();
    expect(place.job('job:2').outage).toBe(outage);
  });

  it('[R10] a lone report gets no crew before somebody verified it or said why', () => {
    const place = yard();
    place.hear(called('c1', 0, 'no-power', 'sa1'), crewSays('crew-1', 1, { status: 'available' }));
    expect(place.order(10, { type: 'job.create', servicePoint: 'sa1' })).toBeNull();
    expect(place.job().rollCheck).toMatchObject({ needed: true, passedBy: null });
    expect(place.order(20, { type: 'job.assign', job: 'job:1', crew: 'crew-1' })).toBe('verify-first');
    expect(place.order(30, { type: 'job.verifyRoll', job: 'job:1', by: 'caller-script' })).toBeNull();
    expect(place.order(40, { type: 'job.assign', job: 'job:1', crew: 'crew-1' })).toBeNull();
    expect(place.job().status).toBe('dispatched');
  });
});

describe('following', () => {
  it('[E26] a job follows its outage when late evidence gives it an earlier start and another id', () => {
    const place = yard();
    place.hear(crewSays('crew-1', 0, { status: 'available' }), switched('r1', 300, 'open', { cause: 'lockout' }));
    const before = place.job().outage;
    place.order(310, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    place.hear(switched('r1', 200, 'open', { cause: 'lockout', source: 'rtu-2' }));
    place.wait(320);
    const open = place.core.view.openOutages().map(({ id }) => id);
    expect(open).not.toContain(before);
    expect(place.jobs()).toHaveLength(1);
    expect(open).toContain(place.job().outage);
    expect(place.job()).toMatchObject({ status: 'dispatched', crew: 'crew-1' });
    expect(place.detail().outages.map(({ why }) => why)).toEqual(['created', 'evidence']);
  });

  it('[O18] a job goes with its outage into the one it was merged into, an untouched one gives way', () => {
    const place = yard();
    place.hear(switched('r1', 0, 'open', { cause: 'lockout' }), switched('r2', 10, 'open', { cause: 'lockout' }));
    const [one, two] = place.jobs();
    const merged = place.other(60, { id: 'merge', type: 'outage.merge', outage: two?.outage ?? '', into: one?.outage ?? '' });
    expect(merged).toBeNull();
    expect(place.job('job:2')).toMatchObject({ status: 'cancelled', outage: one?.outage });
    expect(place.job('job:2').steps.at(-1)?.reason).toBe('attached-to job:1');
    expect(place.job('job:1').status).toBe('created');
  });
});

describe('steps', () => {
  it('[R2, R3] go forward one by one, keep both times, and refuse skips without a reason', () => {
    const place = trip();
    expect(set(place, 30, 'en-route')).toBe('reason-needed');
    expect(place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' })).toBeNull();
    expect(set(place, 70, 'created')).toBe('conflict');
    expect(place.order(300, { type: 'job.setStatus', job: 'job:1', status: 'en-route', occurredAt: at(90) })).toBeNull();
    expect(place.job().steps.map(({ status }) => status)).toEqual(['created', 'accepted', 'dispatched', 'en-route']);
    expect(place.job().steps.at(-1)).toMatchObject({ at: at(90), enteredAt: at(300) });
    // The clock of a phone that runs ahead counts for nothing.
    place.order(310, { type: 'job.setStatus', job: 'job:1', status: 'arrived', occurredAt: at(400), reason: 'no signal' });
    expect(place.job().steps.at(-1)).toMatchObject({ at: at(310), enteredAt: at(310) });
  });

  it('[R16] arrival is proved by a position near by, or explained', () => {
    const network = place500();
    network.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    set(network, 70, 'en-route');
    expect(set(network, 80, 'arrived')).toBe('arrival-unproved');
    expect(network.order(81, { type: 'job.setStatus', job: 'job:1', status: 'arrived', lon: 10.02, lat: 50 })).toBe('arrival-unproved');
    expect(network.order(82, { type: 'job.setStatus', job: 'job:1', status: 'arrived', lon: 10.001, lat: 50 })).toBeNull();
    expect(network.job().steps.at(-1)?.distanceM).toBeLessThan(500);
  });

  it('[R2] another crew takes over through a suspension, so that nobody drives backwards', () => {
    const place = trip();
    place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    set(place, 120, 'en-route');
    expect(place.order(130, { type: 'job.assign', job: 'job:1', crew: 'crew-2' })).toBe('reason-needed');
    expect(place.order(131, { type: 'job.assign', job: 'job:1', crew: 'crew-2', reason: 'nearer' })).toBeNull();
    expect(
      place
        .job()
        .steps.slice(-3)
        .map(({ status }) => status),
    ).toEqual(['suspended', 'accepted', 'dispatched']);
    expect(place.job().crew).toBe('crew-2');
    expect(place.crew('crew-1')).toMatchObject({ status: 'available', queue: [] });
  });

  it('[R13] a crew works on one job and queues the others', () => {
    const place = trip();
    place.hear(switched('r2', 30, 'open', { cause: 'lockout' }));
    place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    place.order(61, { type: 'job.assign', job: 'job:2', crew: 'crew-1' });
    set(place, 70, 'en-route');
    expect(place.crew('crew-1').queue).toEqual(['job:1', 'job:2']);
    expect(place.order(80, { type: 'job.setStatus', job: 'job:2', status: 'en-route' })).toBe('crew-busy');
  });

  it('[R2] a crew speaks over MQTT as well, and the steps it leaves out are marked', () => {
    const place = trip();
    place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    place.hear(crewSays('crew-1', 90, { status: 'en-route', job: 'job:1' }), crewSays('crew-1', 400, { status: 'arrived' }));
    place.hear(crewSays('crew-1', 600, { status: 'working', estimateAt: Date.parse(at(5000)), note: 'tree on the line' }));
    const job = place.job();
    expect(job.steps.slice(-3).map(({ status, reason }) => [status, reason])).toEqual([
      ['en-route', null],
      ['arrived', null],
      ['repairing', 'told-by-crew'],
    ]);
    expect(job.estimate).toMatchObject({ at: at(5000), by: 'crew-1' });
    expect(job.notes[0]).toMatchObject({ text: 'tree on the line', crew: 'crew-1' });
    const outage = place.core.view.outage(job.outage ?? '');
    const track = place.core.view.estimator.of(outage?.id ?? '');
    expect(track?.estimates.at(-1)).toMatchObject({ source: 'crew' });
  });

  it('[T1] an estimate from the phone at the pole becomes the estimate of the outage', () => {
    const place = trip();
    driven(place);
    expect(place.order(900, { type: 'job.setEstimate', job: 'job:1', at: at(6000) }, SUPERVISOR)).toBeNull();
    place.wait(901);
    expect(place.core.view.estimator.of(place.job().outage ?? '')?.estimates.at(-1)).toMatchObject({ source: 'crew', by: 'crew-1' });
  });

  it('[V1] a crew sees its own jobs and no others', () => {
    const place = trip();
    expect(set(place, 50, 'en-route', undefined, CREW_1)).toBe('not-found');
    place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    expect(set(place, 70, 'accepted', undefined, CREW_1)).toBeNull();
    expect(place.job().acknowledgedAt).toBe(at(70));
    expect(set(place, 80, 'closed', 'done', CREW_1)).toBe('not-allowed');
    expect(set(place, 90, 'en-route', undefined, CREW_1)).toBeNull();
  });

  it('[R3] what somebody else changed meanwhile is a conflict, not a lost update; one phone does not fight itself', () => {
    const place = trip();
    place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
    const seen = place.job().revision;
    const from = (client: string, t: number, status: 'en-route' | 'arrived') =>
      place.order(t, { type: 'job.setStatus', job: 'job:1', status, expectedRevision: seen, client, reason: 'offline' }, CREW_1);
    expect(from('phone-a', 100, 'en-route')).toBeNull();
    expect(from('phone-b', 110, 'arrived')).toBe('conflict');
    expect(from('phone-a', 120, 'arrived')).toBeNull();
    expect(place.job().status).toBe('arrived');
  });
});

/** The same two feeders with places on the map. */
function place500(): Yard {
  const place = placed();
  place.hear(switched('r1', 0, 'open', { cause: 'lockout' }), crewSays('crew-1', 1, { status: 'available' }));
  return place;
}

function placed(): Yard {
  const file = twoFeeders();
  return yard(compiled({ ...file, nodes: (file.nodes ?? []).map((node) => ({ ...node, lon: 10, lat: 50 })) }));
}
