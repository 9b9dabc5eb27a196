/** Who is told what, when and how often: the notice desk on a small town (section M). */

import { describe, expect, it } from 'vitest';
import { MARK } from '../../../../server/domain/customers/marks.ts';
import { networkFile } from '../../../../shared/network.ts';
import { compiled, moment, switched, twoFeeders } from '../stage.ts';
import { createScene, type Person } from './scene.ts';

/** The two feeders, with one customer at every service point. */
const town = () => {
  const file = twoFeeders();
  return compiled(networkFile.parse({ ...file, servicePoints: file.servicePoints.map((point) => ({ ...point, customers: 1 })) }));
};

const everybody: readonly Person[] = ['sa1', 'sa2', 'sa3', 'sa4', 'sb1', 'sb2'].map((point) => ({ id: `c-${point}`, point }));

const scene = (people: readonly Person[] = everybody, notices = {}) => createScene({ network: town(), people, notices });

/** Recloser r1 trips for good: sa2, sa3 and sa4 are dark. */
function outage(on: ReturnType<typeof scene>, t = 0): string {
  on.hear(switched('r1', t, 'open', { cause: 'lockout' }));
  return on.open()[0]!.id;
}

describe('fault notices', () => {
  it('[M2, M13] tells exactly those that the trace finds dark, once lockout is known', () => {
    const on = scene();
    on.hear(switched('r1', 0, 'open', { cause: 'trip' }));
    expect(on.due()).toEqual([]);
    on.wait(61);
    expect(on.due().map(({ customer, channel, kind }) => [customer, channel, kind])).toEqual([
      ['c-sa2', 'sms', 'fault'],
      ['c-sa3', 'sms', 'fault'],
      ['c-sa4', 'sms', 'fault'],
    ]);
  });

  it('[M5] counts whoever is not registered as out of reach, and every customer exactly once', () => {
    const on = createScene({ network: compiled(twoFeeders()), people: everybody });
    const id = outage(on);
    expect(on.ledger(id, 'fault')).toEqual({ inFlight: 3, noContact: 1107 });
    expect(on.notice(id, 'fault')?.affected).toBe(1110);
    expect(on.imbalance()).toBeNull();
  });

  it('[M7] takes nobody twice, and knows after a restart what had left', () => {
    const on = scene();
    const id = outage(on);
    const due = on.due();
    on.take(1, due);
    expect(on.due()).toEqual([]);
    on.restart();
    expect(on.due()).toEqual([]);
    expect(on.core().view.desks.notices.inDoubt()).toHaveLength(3);
    expect(on.ledger(id, 'fault')).toEqual({ inFlight: 3 });
  });

  it('[M3] goes from SMS to voice after ten silent minutes, then to the manual list', () => {
    const on = scene();
    const id = outage(on);
    on.take(0, on.due());
    on.result(1, 'accepted', on.core().view.desks.notices.inDoubt());
    on.wait(600);
    expect(on.due()).toEqual([]);
    on.wait(602);
    expect(on.due().map(({ channel, step }) => [channel, step])).toEqual([
      ['voice', 1],
      ['voice', 1],
      ['voice', 1],
    ]);
    expect(on.ledger(id, 'fault')).toEqual({ failedNext: 3 });
    for (const t of [603, 1600]) {
      const calls = on.due();
      on.take(t, calls);
      on.result(t, 'failed', calls);
      on.wait(t + 901);
    }
    expect(on.ledger(id, 'fault')).toEqual({ manualPending: 3 });
    expect(on.ask(3000, { type: 'notification.reached', notification: on.notice(id, 'fault')!.id, customer: 'c-sa2' }).refusal).toBeNull();
    expect(on.ledger(id, 'fault')).toEqual({ manualPending: 2, manualDone: 1 });
  });

  it('[M8] never repeats a message whose fate is unknown, and goes on to the next channel', () => {
    const on = scene();
    const id = outage(on);
    const due = on.due();
    on.take(0, due);
    on.result(30, 'unknown', due);
    expect(on.ledger(id, 'fault')).toEqual({ unknown: 3 });
    on.wait(629);
    expect(on.due()).toEqual([]);
    on.wait(631);
    expect(on.due().map(({ channel }) => channel)).toEqual(['voice', 'voice', 'voice']);
  });

  it('[M3, K9] calls life-support customers first and wants an answer', () => {
    const on = scene(everybody.map((person) => (person.id === 'c-sa4' ? { ...person, lifeSupport: 0 } : person)));
    const id = outage(on);
    const due = on.due();
    expect(due[0]).toMatchObject({ customer: 'c-sa4', channel: 'voice' });
    on.take(0, due);
    on.result(1, 'delivered', due);
    expect(on.ledger(id, 'fault')).toEqual({ delivered: 2, inFlight: 1 });
    on.wait(302);
    expect(on.due()).toMatchObject([{ customer: 'c-sa4', channel: 'voice', step: 1 }]);
    on.result(303, 'acknowledged', due.slice(0, 1));
    expect(on.ledger(id, 'fault')).toEqual({ delivered: 2, acknowledged: 1 });
  });

  it('[M5, M9] leaves alone who opted out or cannot be reached', () => {
    const marks: Record<string, number> = { 'c-sa2': MARK.hasPhone | MARK.optedOut, 'c-sa3': 0 };
    const on = scene(everybody.map((person) => ({ ...person, marks: marks[person.id] ?? MARK.hasPhone })));
    const id = outage(on);
    expect(on.ledger(id, 'fault')).toEqual({ optedOut: 1, noContact: 1, inFlight: 1 });
  });

  it('[M5, M9] does not tell of an outage to whoever is back before the message leaves', () => {
    const on = scene();
    const id = outage(on);
    on.hear(switched('r1', 400, 'closed', { cause: 'command' }));
    expect(on.due()).toEqual([]);
    expect(on.ledger(id, 'fault')).toEqual({ notNeeded: 3 });
    on.wait(1200);
    expect(on.ledger(id, 'restored')).toEqual({ notNeeded: 3 });
  });
});

describe('notices of return', () => {
  it('[M1, M9] tells those told that supply is back, only when that is verified', () => {
    const on = scene();
    const id = outage(on);
    on.deliver(0);
    on.hear(switched('r1', 2400, 'closed', { cause: 'command' }));
    on.wait(2500);
    expect(on.due()).toEqual([]);
    expect(on.ledger(id, 'restored')).toEqual({ held: 3 });
    on.wait(2800);
    expect(on.due().map(({ kind }) => kind)).toEqual(['restored', 'restored', 'restored']);
    expect(on.due()[0]?.text).toContain('is back since');
  });

  it('[M1] tells those whose part came back, while the others stay out', () => {
    const on = scene();
    on.hear(switched('cb1', 0, 'open', { cause: 'lockout' }));
    const { id } = on.open()[0]!;
    on.deliver(0);
    on.hear(switched('r1', 1000, 'open', { cause: 'command' }));
    on.hear(switched('tie', 1100, 'closed', { cause: 'command' }));
    expect(on.due().map(({ customer, kind }) => [customer, kind])).toEqual([
      ['c-sa2', 'partly-restored'],
      ['c-sa3', 'partly-restored'],
      ['c-sa4', 'partly-restored'],
    ]);
    expect(on.notice(id, 'partly-restored')?.affected).toBe(3);
    expect(on.imbalance()).toBeNull();
  });

  it('[M9, M11] tells people who are out again once, and then at most twice an hour', () => {
    const on = scene();
    let t = 0;
    const sent = [];
    for (let i = 0; i < 8; i += 1) {
      on.hear(switched('r1', t, 'open', { cause: 'lockout' }));
      sent.push(...on.deliver(t + 5).map(({ customer }) => ({ customer, t: t + 5 })));
      on.hear(switched('r1', t + 400, 'closed', { cause: 'command' }));
      on.wait(t + 760);
      sent.push(...on.deliver(t + 760).map(({ customer }) => ({ customer, t: t + 760 })));
      t += 800;
    }
    const mine = sent.filter(({ customer }) => customer === 'c-sa2').map((each) => each.t);
    for (const at of mine) expect(mine.filter((other) => other > at - 3600 && other <= at).length).toBeLessThanOrEqual(2);
    expect(on.imbalance()).toBeNull();
  });
});

describe('holding, quiet hours and caps', () => {
  it('[M4] holds a restored message over night and lets a supervisor send it with a reason', () => {
    const on = scene();
    const night = 13 * 3600;
    on.wait(night - 1);
    const id = outage(on, night);
    expect(on.due().map(({ channel }) => channel)).toEqual(['sms', 'sms', 'sms']);
    on.deliver(night + 1);
    on.hear(switched('r1', night + 2400, 'closed', { cause: 'command' }));
    on.wait(night + 4000);
    expect(on.due()).toEqual([]);
    expect(on.ledger(id, 'restored')).toEqual({ held: 3 });
    const send = { type: 'notification.send', notification: on.notice(id, 'restored')!.id, overrideQuiet: true };
    expect(on.ask(night + 4001, { ...send, reason: 'hospital asked' }).refusal?.code).toBe('not-allowed');
    expect(on.ask(night + 4002, { ...send, reason: 'hospital asked' }, 'supervisor').refusal).toBeNull();
    expect(on.due()).toHaveLength(3);
  });

  it('holds a notice while a person wants it held', () => {
    const on = scene();
    const id = outage(on);
    const notification = on.notice(id, 'fault')!.id;
    expect(on.ask(1, { type: 'notification.hold', notification, reason: 'wrong place' }).refusal).toBeNull();
    expect(on.due()).toEqual([]);
    expect(on.ledger(id, 'fault')).toEqual({ held: 3 });
    expect(on.ask(2, { type: 'notification.release', notification }).refusal).toBeNull();
    expect(on.due()).toHaveLength(3);
  });

  it('[M10] stops at the budget of the day and raises alarms on the way', () => {
    const on = scene(everybody, { dailyBudget: 2 });
    const id = outage(on);
    const facts = [];
    for (const message of on.due()) {
      const { root, kind, channel, step, version, customer } = message;
      if (!on.due().some((each) => each.customer === customer)) continue;
      facts.push(
        ...on.core().apply({
          type: 'notice',
          commit: 1000 + facts.length,
          receivedAt: on.core().view.now(),
          event: { event: 'taken', root, kind, channel, step, version, parts: 1, customers: [customer] },
        }).facts,
      );
    }
    expect(facts.filter(({ type }) => type === 'notices.budget').map(({ body }) => body.share)).toEqual([50, 100]);
    expect(on.due()).toEqual([]);
    expect(on.notice(id, 'fault')?.affected).toBe(3);
  });

  it('[M10] writes to one number once, however many customers share it', () => {
    const on = scene(everybody.map((person) => ({ ...person, phone: '099 123 456' })));
    outage(on);
    expect(on.due()).toHaveLength(1);
  });

  it('[M15] says the estimate, and tells of a change to those who were told another', () => {
    const on = scene();
    const id = outage(on);
    on.deliver(1);
    const at = '2026-01-05T14:30:00Z';
    on.ask(60, { type: 'outage.setEstimate', outage: id, at });
    expect(on.due().map(({ kind }) => kind)).toEqual(['etr-change', 'etr-change', 'etr-change']);
    expect(on.due()[0]?.text).toContain('expected return of supply is now');
  });
});

describe('further kinds', () => {
  it('[M1] corrects a message when a person finds that nothing was out', () => {
    const on = scene();
    on.ask(0, { type: 'outage.confirm', outage: 'new', device: 'fu1' });
    const { id } = on.open()[0]!;
    on.deliver(1);
    on.ask(60, { type: 'outage.cancel', outage: id, reason: 'wrong street' });
    expect(on.due().map(({ customer, kind }) => [customer, kind])).toEqual([['c-sa3', 'correction']]);
    expect(on.due()[0]?.text).toContain('Correction');
  });

  it('[M1, O21] asks those who had reported whether they are still out, once supply is verified', () => {
    const on = scene(everybody, { statePerHour: 9 });
    const id = outage(on);
    on.deliver(1);
    const call = { kind: 'call', id: 'k', area: null, source: 'calls', seq: null, eventId: null, quality: 'good' } as const;
    const flags = { test: false, replay: false, timeSuspect: false, account: null, phone: null, address: null, text: null } as const;
    on.hear({ ...call, ...flags, at: moment(100), trouble: 'no-power', servicePoint: 'sa3', channel: 'phone' });
    on.hear(switched('r1', 1000, 'closed', { cause: 'command' }));
    on.wait(2000);
    expect(on.ledger(id, 'still-out')).toEqual({ inFlight: 1 });
  });

  it('[M12] a large plan waits for a second person, who is neither the submitter nor the approver', () => {
    const on = scene(everybody, { bulkApprove: 2 });
    const time = (t: number): string => new Date(moment(t)).toISOString();
    const day = 24 * 3600;
    const plan = { type: 'planned.submit', id: 'big', kind: 'planned', open: ['r1'], work: 'new line' };
    on.ask(0, { ...plan, start: time(8 * day), end: time(8 * day + 3600) }, 'planner');
    on.ask(1, { type: 'planned.approve', planned: 'planned:big' }, 'supervisor');
    expect(on.due()).toEqual([]);
    const { id } = on.notice('planned:big', 'planned')!;
    expect(on.notice('planned:big', 'planned')).toMatchObject({ state: 'awaits-approval', affected: 3 });
    expect(on.ask(2, { type: 'notification.send', notification: id }, 'supervisor').refusal?.code).toBe('second-person');
    expect(on.ask(3, { type: 'notification.send', notification: id }, 'dispatcher').refusal).toBeNull();
    expect(on.due()).toHaveLength(3);
  });
});

describe('merge and split', () => {
  it('[M5, M7, O18, O19] keep what people were told, and both ledgers exact', () => {
    const on = scene();
    const id = outage(on);
    on.deliver(1);
    on.ask(100, { type: 'outage.split', outage: id, device: 'fu1' });
    const other = on.open().find((each) => each.id !== id)!.id;
    expect(on.due()).toEqual([]);
    expect(on.ledger(id, 'fault')).toEqual({ delivered: 2 });
    expect(on.ledger(other, 'fault')).toEqual({ delivered: 1 });
    on.ask(200, { type: 'outage.merge', outage: other, into: id });
    expect(on.due()).toEqual([]);
    expect(on.ledger(id, 'fault')).toEqual({ delivered: 3 });
    expect(on.imbalance()).toBeNull();
  });
});
