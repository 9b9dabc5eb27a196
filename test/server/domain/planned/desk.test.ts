/** Planned outages from submission to the end, seven days ahead, on a clock that the test moves (section L). */

import { describe, expect, it } from 'vitest';
import { project } from '../../../../server/projections/operations.ts';
import { networkFile } from '../../../../shared/network.ts';
import type { PlannedRecord } from '../../../../shared/records/planned.ts';
import { createScene, type Person } from '../notifications/scene.ts';
import { compiled, moment, switched, twoFeeders } from '../stage.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const file = twoFeeders();
const network = compiled(networkFile.parse({ ...file, servicePoints: file.servicePoints.map((point) => ({ ...point, customers: 1 })) }));
const people: readonly Person[] = file.servicePoints.map(({ id }) => ({ id: `c-${id}`, point: id }));
const iso = (t: number): string => new Date(moment(t)).toISOString();

const open = (some: readonly Person[] = people) => createScene({ network, people: some });
type Town = ReturnType<typeof open>;

function submit(on: Town, t: number, start: number, more: Record<string, unknown> = {}) {
  const id = `work-${start}-${t}`;
  const { refusal } = on.ask(
    t,
    {
      type: 'planned.submit',
      id,
      kind: 'planned',
      open: ['fu1'],
      start: iso(start),
      end: iso(start + 2 * HOUR),
      work: 'new transformer',
      ...more,
    },
    'planner',
  );
  return { id: `planned:${id}`, refusal };
}
const approve = (on: Town, t: number, planned: string, more: Record<string, unknown> = {}) =>
  on.ask(t, { type: 'planned.approve', planned, ...more }, 'supervisor').refusal;
const record = (on: Town, id: string): PlannedRecord => project(on.core().view, 'planned', id)!;

describe('a planned outage seven days ahead', () => {
  it('[L1, L2, L3, L8, L9, M1] is told, reminded, started, overrun and ended', () => {
    const on = open();
    const start = 8 * DAY;
    const { id, refusal } = submit(on, 0, start);
    expect(refusal).toBeNull();
    expect(on.due()).toEqual([]);
    expect(approve(on, 60, id)).toBeNull();
    expect(record(on, id)).toMatchObject({ state: 'notified', servicePoints: 1, customers: 1, findings: [] });
    expect(on.due().map(({ customer, kind }) => [customer, kind])).toEqual([['c-sa3', 'planned']]);
    expect(on.due()[0]?.text).toContain('Planned work (new transformer)');
    on.deliver(120);
    expect(record(on, id).compliance).toEqual({ inTime: 1, late: 0, notReached: 0 });

    on.wait(start - DAY + 60);
    expect(on.due().map(({ kind }) => kind)).toEqual(['reminder']);
    on.deliver(start - DAY + 61);
    on.restart();

    on.wait(start + 31 * 60);
    expect(record(on, id)).toMatchObject({ state: 'notified', alarm: 'not-started' });
    expect(on.core().view.servicePoint(network.servicePointIndex.get('sa3')!).power).toBe('on');

    expect(on.ask(start + 40 * 60, { type: 'planned.start', planned: id }, 'crew').refusal).toBeNull();
    expect(record(on, id)).toMatchObject({ state: 'in-force', alarm: null });
    expect(on.open()).toMatchObject([{ origin: 'planned', state: 'confirmed', customersOut: 1 }]);
    expect(on.due()).toEqual([]);

    on.wait(start + 95 * 60);
    expect(record(on, id).alarm).toBe('extension-asked');
    on.wait(start + 2 * HOUR);
    expect(record(on, id).alarm).toBe('overrun');
    expect(on.due().map(({ kind }) => kind)).toEqual(['etr-change']);
    expect(
      on.ask(start + 2 * HOUR + 60, { type: 'planned.extend', planned: id, end: iso(start + 3 * HOUR), reason: 'rock' }).refusal,
    ).toBeNull();
    on.ask(start + 200 * 60, { type: 'planned.complete', planned: id }, 'crew');
    expect(record(on, id)).toMatchObject({ state: 'completed', alarm: null, overrunMinutes: 20 });
    expect(on.open()).toEqual([]);
    expect(on.imbalance()).toBeNull();
  });

  it('[L3] is refused when notice comes too late and nobody says why, and flagged when somebody does', () => {
    const on = open();
    expect(submit(on, 0, 2 * DAY).refusal).toMatchObject({ code: 'late-notice', message: expect.stringContaining('[L3]') });
    const { id, refusal } = submit(on, 1, 2 * DAY, { reason: 'cracked insulator' });
    expect(refusal).toBeNull();
    expect(record(on, id).findings).toMatchObject([{ code: 'late-notice', rule: 'L3', severity: 'signed', customers: 1 }]);
  });

  it('[L1] is approved by another person, who is a supervisor', () => {
    const on = open();
    const { id } = submit(on, 0, 8 * DAY);
    expect(on.ask(1, { type: 'planned.approve', planned: id }, 'supervisor', 'planner').refusal?.code).toBe('second-person');
    expect(on.ask(2, { type: 'planned.start', planned: id }, 'crew').refusal?.code).toBe('conflict');
  });

  it('[L11, M9] cancelling tells those who were told, and nobody else', () => {
    const on = open();
    const start = 8 * DAY;
    const { id } = submit(on, 0, start);
    approve(on, 1, id);
    on.deliver(2);
    on.ask(start - 2 * HOUR, { type: 'planned.cancel', planned: id, reason: 'crew ill' }, 'planner');
    expect(record(on, id)).toMatchObject({ state: 'cancelled', lateCancel: true });
    on.wait(start - HOUR);
    expect(on.due().map(({ kind }) => kind)).toEqual(['cancelled']);
    expect(on.due()[0]?.text).toContain('is cancelled');
  });

  it('[L2, M2] is traced on the network as it is switched then: a closed tie keeps people on', () => {
    const on = open();
    const { id } = submit(on, 0, 8 * DAY, { open: ['r1'], close: ['tie'] });
    expect(id && submit(on, 1, 8 * DAY, { open: ['r1'], close: ['tie'] }).refusal?.code).toBe('conflict');
    const second = submit(on, 2, 8 * DAY, { open: ['r1'] });
    expect(record(on, second.id)).toMatchObject({ servicePoints: 3 });
  });

  it('[L2] counts again a day before and tells who is new and who is not concerned any more', () => {
    const on = open();
    const start = 8 * DAY;
    const { id } = submit(on, 0, start, { open: ['r1'] });
    approve(on, 1, id);
    on.deliver(2);
    on.hear(switched('tie', 5 * DAY, 'closed', { cause: 'command' }));
    on.hear(switched('cb2', 5 * DAY + 10, 'closed', { cause: 'command' }));
    on.wait(start - DAY + 10);
    expect(record(on, id).servicePoints).toBe(0);
    expect(on.due().map(({ kind }) => kind)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('conflicts', () => {
  const codes = (on: Town, id: string) => record(on, id).findings.map(({ code, severity }) => [code, severity]);

  it('[L4] two plans for the same people at one time do not go, and too soon after each other only with a signature', () => {
    const on = open();
    submit(on, 0, 8 * DAY);
    const same = submit(on, 1, 8 * DAY + HOUR);
    const near = submit(on, 2, 10 * DAY);
    expect(codes(on, same.id)).toContainEqual(['overlaps', 'refused']);
    expect(approve(on, 3, same.id)?.code).toBe('overlaps');
    expect(codes(on, near.id)).toContainEqual(['too-soon-again', 'signed']);
    expect(approve(on, 4, near.id)?.message).toContain('[L4]');
    expect(approve(on, 5, near.id, { reason: 'agreed with the mayor' })).toBeNull();
  });

  it('[L4] a tie that another plan closes cannot be worked on', () => {
    const on = open();
    submit(on, 0, 8 * DAY, { open: ['cb1', 'r1'], close: ['tie'] });
    const other = submit(on, 1, 8 * DAY, { open: ['tie', 'r2'] });
    expect(codes(on, other.id)).toContainEqual(['tie-in-use', 'refused']);
  });

  it('[L5] warns at the second interruption in thirty days and stops at the third in sixty', () => {
    const on = open();
    const interrupt = (t: number): void => {
      on.hear(switched('r1', t, 'open', { cause: 'lockout' }));
      on.hear(switched('r1', t + 600, 'closed', { cause: 'command' }));
    };
    interrupt(0);
    on.wait(2000);
    expect(codes(on, submit(on, 2001, 9 * DAY).id)).toEqual([['second-in-thirty-days', 'told']]);
    interrupt(3 * HOUR);
    on.wait(4 * HOUR);
    const { id } = submit(on, 4 * HOUR + 1, 20 * DAY);
    expect(codes(on, id)).toContainEqual(['third-in-sixty-days', 'refused']);
    expect(approve(on, 4 * HOUR + 2, id)?.message).toContain('[L5]');
  });

  it('[L6, K10] long work needs a reason, and key customers their consent', () => {
    const on = open(people.map((person) => (person.id === 'c-sa3' ? { ...person, lifeSupport: 0 } : person)));
    expect(submit(on, 0, 8 * DAY, { end: iso(8 * DAY + 9 * HOUR) }).refusal).toMatchObject({ code: 'too-long' });
    const { id } = submit(on, 1, 8 * DAY);
    expect(record(on, id)).toMatchObject({ lifeSupport: 1, findings: [{ code: 'key-customer', rule: 'K10' }] });
  });
});

describe('evidence inside a plan', () => {
  it('[E7, L8, O8] a commanded opening in its time is the plan itself: no alarm, nobody is told of a fault', () => {
    const on = open();
    const start = 8 * DAY;
    const { id } = submit(on, 0, start, { open: ['r1'] });
    approve(on, 1, id);
    on.deliver(2);
    on.wait(start);
    on.deliver(start);
    on.hear(switched('r1', start + 60, 'open', { cause: 'command' }));
    expect(on.open()).toMatchObject([{ origin: 'planned', possiblyMomentary: false }]);
    expect(record(on, id)).toMatchObject({ state: 'in-force', outage: on.open()[0]!.id });
    on.wait(start + 30 * 60);
    expect(on.due()).toEqual([]);
    on.hear(switched('r1', start + HOUR, 'closed', { cause: 'command' }));
    expect(record(on, id)).toMatchObject({ state: 'completed', overrunMinutes: 0 });
  });

  it('[L7] an opening long before its time is told like a fault', () => {
    const on = open();
    const start = 8 * DAY;
    const { id } = submit(on, 0, start, { open: ['r1'] });
    approve(on, 1, id);
    on.deliver(2);
    on.wait(start - 2 * HOUR);
    on.deliver(start - 2 * HOUR);
    on.hear(switched('r1', start - HOUR, 'open', { cause: 'command' }));
    expect(on.due().map(({ kind }) => kind)).toEqual(['fault', 'fault', 'fault']);
    expect(record(on, id).state).toBe('notified');
  });
});
