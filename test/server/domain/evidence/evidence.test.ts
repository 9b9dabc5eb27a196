/** What evidence may do, and what it may not: quality, travel, chatter, silence, late and contradicting messages. */

import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../server/domain/core.ts';
import { ids, project, servicePointDetail } from '../../../../server/projections/operations.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import { compiled, moment, type Stage, source, stage, switched, twoFeeders } from '../stage.ts';

const network = compiled(twoFeeders());
const timed = compiled({
  ...twoFeeders(),
  branches: twoFeeders().branches.map((branch) => (branch.id === 'r1' ? { ...branch, expectedIntervalS: 30 } : branch)),
});

const flags = (facts: readonly Fact[]): unknown[] => facts.filter(({ type }) => type === 'message.flagged').map(({ body }) => body.code);
const types = (facts: readonly Fact[]): string[] => facts.map(({ type }) => type);
const out = ({ core }: Stage) => project(core.view, 'summary', 'summary')?.customersOut;
const unknown = ({ core }: Stage) => project(core.view, 'summary', 'summary')?.customersUnknown;
const position = ({ core }: Stage, id: string) => project(core.view, 'device', id)?.position ?? 'normal';

describe('quality', () => {
  it('[E4][J045] an invalid trip opens nothing', () => {
    const on = stage(network);
    expect(flags(on.hear(switched('r1', 0, 'open', { quality: 'invalid' })))).toEqual(['evidence-quality']);
    expect(out(on)).toBe(0);
    expect(unknown(on)).toBe(0);
  });

  it('[E4][J160] a questionable closing is shown and restores nothing', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'lockout' }));
    expect(flags(on.hear(switched('r1', 1, 'closed', { quality: 'questionable' })))).toEqual(['evidence-quality']);
    expect(out(on)).toBe(1110);
  });

  it('[E4] a test value is kept out of the live state', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { test: true }));
    expect(out(on)).toBe(0);
  });
});

describe('positions', () => {
  it('[E5][J158] between its positions a switch changes nothing, and is unknown when it stays there', () => {
    const on = stage(network);
    expect(flags(on.hear(switched('r1', 0, 'intermediate')))).toEqual(['position-in-travel']);
    expect([out(on), unknown(on), position(on, 'r1')]).toEqual([0, 0, 'intermediate']);
    expect(types(on.wait(10))).toContain('device.position-lost');
    expect([out(on), unknown(on), position(on, 'r1')]).toEqual([0, 1110, 'unknown']);
    on.hear(switched('r1', 20, 'closed'));
    expect([out(on), unknown(on), position(on, 'r1')]).toEqual([0, 0, 'normal']);
  });

  it('[E5][S030] a faulty position is unknown at once; who was out stays out', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'lockout' }));
    expect(flags(on.hear(switched('r1', 5, 'faulty')))).toEqual(['position-faulty']);
    expect([out(on), unknown(on)]).toEqual([1110, 0]);
    const closed = stage(network);
    closed.hear(switched('r1', 5, 'faulty'));
    expect([out(closed), unknown(closed)]).toEqual([0, 1110]);
  });

  it('[E32][J164] a chattering contact is suppressed with one alarm, and believed again when it is quiet', () => {
    const on = stage(network);
    const facts: Fact[] = [];
    for (let i = 0; i < 400; i += 1) facts.push(...on.hear(switched('r1', i * 0.02, i % 2 ? 'closed' : 'open', { seq: i + 1 })));
    expect(flags(facts).filter((code) => code === 'chatter')).toHaveLength(1);
    facts.push(...on.hear(switched('r1', 8, 'open', { seq: 401 })));
    on.wait(80);
    expect(out(on)).toBe(1110);
    expect(on.core.view.openOutages()).toHaveLength(1);
    on.hear(switched('r1', 400, 'closed', { seq: 402 }));
    expect(out(on)).toBe(0);
    expect(on.core.checkInvariants()).toBeNull();
  });

  it('[E32] a full reclose cycle of seven changes is no chatter', () => {
    const on = stage(network);
    const facts = [0, 1, 2, 3, 20, 21, 40].flatMap((t, i) => on.hear(switched('r1', t, i % 2 ? 'closed' : 'open')));
    expect(flags(facts)).not.toContain('chatter');
    expect(out(on)).toBe(1110);
  });
});

describe('time', () => {
  it('[E21][J159] a closing older than the outage follows the numbers and proves nothing', () => {
    const on = stage(network);
    on.hear(switched('r1', 60, 'open', { seq: 12, cause: 'trip' }));
    expect(flags(on.hear(switched('r1', 0, 'closed', { seq: 13, cause: 'reclose' }), 61))).toContain('evidence-old');
    expect(out(on)).toBe(1110);
    expect(position(on, 'r1')).toBe('closed');
    on.hear(switched('r1', 70, 'closed', { seq: 14 }));
    expect(out(on)).toBe(0);
  });

  it('[E27][J161] open and closed at one time follow the numbers', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { seq: 12, cause: 'trip' }));
    expect(flags(on.hear(switched('r1', 0, 'closed', { seq: 13, cause: 'reclose' })))).toContain('same-time');
    expect(out(on)).toBe(0);
  });

  it('[E16][J133] an older message that comes late completes history and leaves the live position', () => {
    const on = stage(network);
    on.hear(switched('r1', -180, 'open', { seq: 10, cause: 'command' }));
    expect(flags(on.hear(switched('r1', -60, 'open', { seq: 12, cause: 'trip' })))).toEqual(['seq-gap']);
    expect(flags(on.hear(switched('r1', -120, 'closed', { seq: 11, cause: 'command' }), 0))).toContain('late');
    expect(out(on)).toBe(1110);
    expect(project(on.core.view, 'source', 'rtu-1')).toMatchObject({ gaps: 1, missing: 0 });
  });

  it('[E25][J163] a replayed message is history only', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { seq: 12, cause: 'lockout' }));
    expect(flags(on.hear(switched('r1', -6000, 'closed', { seq: 9, replay: true }), 1))).toEqual(['late']);
    expect(out(on)).toBe(1110);
  });

  it('[E14][J130][J132] a number that falls back with a newer time begins a new numbering', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { seq: 12, cause: 'trip' }));
    expect(flags(on.hear(switched('r1', 60, 'closed', { seq: 1, eventId: 'f' })))).toEqual(['seq-reset']);
    expect(out(on)).toBe(0);
  });

  it('[E16] what comes after its time has been settled is history', () => {
    const on = stage(network, { reorderWindowMs: 60_000 });
    on.hear([switched('r1', 0, 'open', { cause: 'lockout' }), switched('r1', 400, 'closed')]);
    on.wait(600);
    on.hear(switched('r1', 601, 'closed'));
    expect(flags(on.hear(switched('r1', 200, 'closed'), 602))).toEqual(['late']);
    const outage = project(on.core.view, 'outage', ids(on.core.view, 'outage')[0] ?? '');
    expect(outage?.restoredAt).toBe(new Date(moment(400)).toISOString());
  });
});

describe('silence', () => {
  it('[E19] a point with an expected interval is stale by itself, and good again when it speaks', () => {
    const on = stage(timed);
    on.hear(switched('r1', 0, 'closed'));
    on.wait(89);
    expect(unknown(on)).toBe(0);
    expect(types(on.wait(90))).toContain('device.silent');
    expect(unknown(on)).toBe(1110);
    expect(project(on.core.view, 'device', 'r1')).toMatchObject({ stale: true, lastGoodAt: new Date(moment(0)).toISOString() });
    on.hear(switched('r1', 100, 'closed'));
    expect(unknown(on)).toBe(0);
  });

  it('[E22][E30] who was confirmed out stays out, marked stale, when telemetry is lost', () => {
    const on = stage(network);
    on.hear([switched('cb1', -10, 'closed'), switched('r1', 0, 'open', { cause: 'lockout' })]);
    const facts = on.hear(source('rtu-1', 50, false));
    expect(types(facts)).toContain('source.silent');
    expect(flags(facts)).toEqual(['comm-lost']);
    expect([out(on), unknown(on)]).toEqual([1110, 1]);
    expect(project(on.core.view, 'outage', ids(on.core.view, 'outage')[0] ?? '')).toMatchObject({ state: 'confirmed', stale: true });
    expect(servicePointDetail(on.core.view, 'sa2')).toMatchObject({ power: 'out', stale: true });
    on.hear(source('rtu-1', 100, true));
    expect([out(on), unknown(on)]).toEqual([1110, 0]);
  });

  it('[E18] a last will with the time of its connection counts from when it was received', () => {
    const on = stage(network);
    on.hear([switched('cb1', 0, 'closed'), switched('cb1', 100, 'closed')]);
    on.hear(source('rtu-1', -50, false), 130);
    expect(unknown(on)).toBe(1111);
    expect(project(on.core.view, 'source', 'rtu-1')).toMatchObject({ online: false, offlineSince: new Date(moment(130)).toISOString() });
  });

  it('[E18] any word of a silent source proves that it is back', () => {
    const on = stage(network);
    on.hear([switched('cb1', 0, 'closed'), switched('cb2', 0, 'closed'), source('rtu-1', 50, false)]);
    expect(unknown(on)).toBe(1144);
    on.hear(switched('cb2', 60, 'closed'));
    expect(unknown(on)).toBe(0);
  });

  it('[E19] the loss of a broker makes all its points stale, and its return good again', () => {
    const on = stage(network);
    on.hear([switched('cb1', 0, 'closed'), switched('cb2', 1, 'closed', { source: 'rtu-2' })]);
    on.broker(10, false);
    expect(unknown(on)).toBe(1144);
    expect(on.core.view.silentSources()).toEqual(['rtu-1', 'rtu-2']);
    on.broker(20, true);
    expect(unknown(on)).toBe(0);
    expect(on.core.view.silentSources()).toEqual([]);
  });

  it('[E23] a switch that closed during a silence ends its outage with an uncertain end', () => {
    const on = stage(network);
    on.hear([switched('r1', 0, 'open', { cause: 'lockout' }), source('rtu-1', 100, false), source('rtu-1', 900, true)]);
    expect(out(on)).toBe(1110);
    expect(flags(on.hear(switched('r1', 901, 'closed')))).toEqual(['birth-change']);
    const outage = on.core.view.outage(ids(on.core.view, 'outage')[0] ?? '');
    expect(outage?.steps[0]).toMatchObject({ at: moment(901), after: moment(0) });
  });

  it('[N13] a second source that still speaks keeps the position known', () => {
    const on = stage(network);
    on.hear([switched('cb1', 0, 'closed'), switched('cb1', 1, 'closed', { source: 'rtu-2' }), source('rtu-1', 50, false)]);
    expect(unknown(on)).toBe(0);
  });
});

describe('reports of other systems', () => {
  const report = (t: number, status: 'open' | 'restored' | 'absent', more = {}): Message => ({
    ...switched('x-1', t, 'closed', { source: 'feed' }),
    kind: 'report',
    status,
    lat: null,
    lon: null,
    customers: null,
    cause: null,
    crewStatus: null,
    estimatedRestorationAt: null,
    reportedArea: null,
    ...more,
  });

  it('[E31][E34] are shown, confirm nothing, and are gone only when absent three times in a row', () => {
    const on = stage(network);
    on.hear(report(0, 'open', { customers: 70, cause: 'storm' }));
    expect(out(on)).toBe(0);
    on.hear([report(60, 'absent'), report(120, 'absent')]);
    expect(project(on.core.view, 'report', 'x-1')).toMatchObject({ status: 'open', customers: 70, cause: 'storm', source: 'feed' });
    on.hear(report(130, 'open'));
    on.hear([report(180, 'absent'), report(240, 'absent')]);
    expect(project(on.core.view, 'report', 'x-1')?.status).toBe('open');
    on.hear(report(300, 'absent'));
    expect(project(on.core.view, 'report', 'x-1')?.status).toBe('absent');
  });
});
