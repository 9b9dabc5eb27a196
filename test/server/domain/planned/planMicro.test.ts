/** Scenario S10 of the oracle: calls inside a planned outage attach to it and raise no alarm (rules L8, L10, P11). */

import { describe, expect, it } from 'vitest';
import { oracleFolder, withoutData } from '../../../support/sharedFolders.ts';
import { createScene } from '../notifications/scene.ts';
import { predictionMicro } from '../predictionMicro.ts';
import { moment } from '../stage.ts';

describe.skipIf(!oracleFolder)(`prediction-micro, plans (${withoutData})`, () => {
  it('[S10, L8, L10, P11] calls inside a planned outage attach to it', () => {
    const micro = predictionMicro(oracleFolder!);
    const scenario = micro.scenario('S10');
    const on = createScene({ network: micro.network });
    for (const { t, type, device, ...event } of scenario.events) {
      if (type === 'planned') {
        const [from, to] = event.window as [number, number];
        const time = (at: number): string => new Date(moment(at)).toISOString();
        const plan = { id: 'S10', kind: 'temporary', open: [device], start: time(from), end: time(to), work: 'work', reason: 'urgent' };
        on.ask(t - 3600, { type: 'planned.submit', ...plan }, 'planner');
        expect(on.ask(t - 3500, { type: 'planned.approve', planned: 'planned:S10' }, 'supervisor').refusal).toBeNull();
        expect(on.ask(t, { type: 'planned.start', planned: 'planned:S10' }, 'crew').refusal).toBeNull();
      } else
        on.hear({
          kind: 'call',
          id: `call-${t}`,
          at: moment(t),
          area: null,
          source: 'calls',
          seq: null,
          eventId: null,
          quality: 'good',
          test: false,
          replay: false,
          timeSuspect: false,
          trouble: 'no-power',
          servicePoint: String(event.servicePoint),
          account: null,
          phone: null,
          address: null,
          text: null,
          channel: 'phone',
        });
    }
    for (const check of scenario.checks) {
      const open = on.open();
      expect(open).toHaveLength(check.open.length);
      check.open.forEach((wanted, i) => {
        const outage = open[i]!;
        expect(micro.network.branches.ids[outage.device]).toBe(wanted.device);
        expect(outage).toMatchObject({
          state: wanted.state,
          origin: 'planned',
          customersOut: wanted.customers,
          startedAt: moment(wanted.startT ?? 0),
        });
        expect(on.core().view.forecast.attached(outage).calls).toBe(wanted.callsAttached);
      });
      expect(open.filter(({ origin }) => origin === 'planned').reduce((sum, { customersOut }) => sum + customersOut, 0)).toBe(
        check.customers.planned,
      );
      expect(on.core().view.momentary()).toEqual(check.momentary);
    }
    expect(on.due()).toEqual([]);
  });
});
