/** Key and life-support customers in an outage: the plan opens, minutes count down, nothing drops out silently (section K). */

import { describe, expect, it } from 'vitest';
import { project } from '../../../../server/projections/operations.ts';
import { networkFile } from '../../../../shared/network.ts';
import { createScene, type Person } from '../notifications/scene.ts';
import { compiled, moment, switched, twoFeeders, ZERO } from '../stage.ts';

const file = twoFeeders();
const network = compiled(
  networkFile.parse({
    ...file,
    servicePoints: file.servicePoints.map((point) =>
      point.id === 'sa2' ? { ...point, supplies: [{ node: 'b2', transfer: 'automatic', transferS: 10 }] } : point,
    ),
  }),
);
const YEAR = 365 * 24 * 3600 * 1000;
const key = { reason: 'hospital', manager: 'ana', backupMinutes: 60, level: 'I' } as const;
const people: readonly Person[] = [
  { id: 'hospital', point: 'sa3', key },
  { id: 'ward', point: 'sa2', key },
  { id: 'lung', point: 'sa4', lifeSupport: ZERO - YEAR - 1000 },
  { id: 'home', point: 'sb1', lifeSupport: ZERO - YEAR + 30 * 24 * 3600 * 1000 },
];
const open = () => createScene({ network, people });
const record = (on: ReturnType<typeof open>, id: string) => project(on.core().view, 'keyCustomer', id)!;
const alarms = (facts: readonly { type: string; body: Readonly<Record<string, unknown>> }[]) =>
  facts.filter(({ type }) => type === 'key.alarm').map(({ body }) => body.alarm);

describe('key customers', () => {
  it('[K5, K6] the plan opens with the outage, minutes count from the effective time, and only an acknowledgement closes it', () => {
    const on = open();
    const facts = on.hear(switched('fu1', 0, 'open', { cause: 'lockout' }), 60);
    expect(facts.map(({ type }) => type)).toContain('key.plan-opened');
    expect(record(on, 'hospital')).toMatchObject({
      power: 'out',
      plan: 'open',
      alarm: 'shortfall',
      backupUntil: new Date(moment(3600)).toISOString(),
    });
    on.hear(switched('fu1', 1200, 'closed', { cause: 'command' }));
    expect(record(on, 'hospital')).toMatchObject({ power: 'on', plan: 'open', backupUntil: null });
    expect(on.ask(1300, { type: 'key.acknowledge', customer: 'hospital' }).refusal).toBeNull();
    expect(record(on, 'hospital').plan).toBe('closed');
  });

  it('[K7] raises alarms at thirty and ten minutes, and at once when the estimate lies beyond', () => {
    const on = open();
    on.hear(switched('fu1', 0, 'open', { cause: 'lockout' }));
    const { id } = on.open()[0]!;
    on.ask(5, { type: 'outage.setEstimate', outage: id, at: new Date(moment(3500)).toISOString() });
    expect(record(on, 'hospital').alarm).toBe('off');
    expect(alarms(on.wait(1799))).toEqual([]);
    expect(on.core().nextDeadline()).toBeLessThanOrEqual(moment(1800));
    on.wait(1801);
    expect(record(on, 'hospital').alarm).toBe('thirty-minutes');
    on.wait(3001);
    expect(record(on, 'hospital').alarm).toBe('ten-minutes');
    const late = on.ask(3010, { type: 'outage.setEstimate', outage: id, at: new Date(moment(7200)).toISOString() });
    expect(alarms(late.facts)).toEqual(['shortfall']);
    expect(record(on, 'hospital').shortfallMinutes).toBe(60);
  });

  it('[K5, N20] warns when one of two feeds is left, before anybody is out', () => {
    const on = open();
    const facts = on.hear(switched('r2', 0, 'open', { cause: 'lockout' }));
    expect(alarms(facts)).toEqual(['redundancy-lost']);
    expect(record(on, 'ward')).toMatchObject({ power: 'on', feeds: 1, feedsTotal: 2, plan: 'open', alarm: 'redundancy-lost' });
  });

  it('[K8] an expired attestation stays, is marked, and its backup counts nothing', () => {
    const on = open();
    on.wait(1);
    expect(record(on, 'lung')).toMatchObject({ lifeSupport: true, attestation: 'expired' });
    expect(record(on, 'home').attestation).toBe('review');
    on.ask(2, { type: 'key.attest', customer: 'lung', at: new Date(moment(1)).toISOString(), backupMinutes: 120 }, 'key-account-manager');
    expect(record(on, 'lung')).toMatchObject({ attestation: 'valid', backupMinutes: 120 });
    on.restart();
    expect(record(on, 'lung').attestation).toBe('valid');
  });

  it('[K9, K11] keeps the contact log and the drills', () => {
    const on = open();
    on.ask(1, { type: 'key.contact', customer: 'hospital', reached: false, note: 'no answer' });
    on.ask(2, { type: 'key.contact', customer: 'hospital', reached: true });
    expect(record(on, 'hospital').contacts.map(({ reached }) => reached)).toEqual([false, true]);
    expect(record(on, 'hospital').drillDue).toBe(true);
    on.ask(3, { type: 'key.drill', customer: 'hospital', at: new Date(moment(0)).toISOString(), finding: 'pump stuck' });
    expect(record(on, 'hospital')).toMatchObject({ drillDue: false });
    expect(on.ask(4, { type: 'key.contact', customer: 'nobody', reached: true }).refusal?.code).toBe('not-found');
  });
});
