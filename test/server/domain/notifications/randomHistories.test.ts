/** Random storms on a small town: whatever trips, closes, is merged, split, restarted or lost on the way, people hear the truth, and not too often. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DueMessage } from '../../../../server/domain/notifications/noticeView.ts';
import { networkFile } from '../../../../shared/network.ts';
import { writeKey } from '../../../../shared/noticeEvent.ts';
import { compiled, moment, switched, twoFeeders } from '../stage.ts';
import { createScene, type Person } from './scene.ts';

const file = twoFeeders();
const network = compiled(networkFile.parse({ ...file, servicePoints: file.servicePoints.map((point) => ({ ...point, customers: 2 })) }));
const people: Person[] = file.servicePoints.flatMap(({ id }, i) => [
  { id: `${id}-a`, point: id },
  ...(i % 2 ? [{ id: `${id}-b`, point: id, ...(i === 3 ? { lifeSupport: 0 } : {}) }] : []),
]);

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('trip' as const), device: fc.constantFrom('cb1', 'r1', 'cb2', 'r2') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('close' as const), device: fc.constantFrom('cb1', 'r1', 'cb2', 'r2', 'tie') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('split' as const), device: fc.constantFrom('r1', 'fu1', 'fu2', 'r2') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), pick: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('estimate' as const), minutes: fc.integer({ min: 30, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);
const history = fc.array(fc.tuple(action, fc.integer({ min: 5, max: 1500 }), fc.nat(5)), { minLength: 3, maxLength: 25 });

type Sent = { readonly key: string; readonly kind: string; readonly customer: string; readonly at: number; readonly fresh: boolean };

it('[M5, M7, M9, M11] every message is sent once, is true when it leaves, is not one too many, and the ledgers add up', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const on = createScene({ network, people });
      const sent: Sent[] = [];
      let t = 0;
      let closed = 0;

      function leave(luck: number): void {
        for (let round = 0; round < 20; round += 1) {
          const batch = on.due(5);
          if (batch.length === 0) return;
          on.take(t, batch);
          const may = batch.filter((message) => on.core().view.desks.notices.mayLeave(message));
          for (const message of may) send(message);
          const outcome = (['delivered', 'accepted', 'failed', 'unknown', 'delivered', 'acknowledged'] as const)[luck]!;
          on.result(t, outcome, may);
          if (luck === 1) on.result(t, 'delivered', [...may, ...may].reverse());
          on.result(
            t,
            'withdrawn',
            batch.filter((message) => !may.includes(message)),
          );
        }
      }

      function send(message: DueMessage): void {
        const { customer, kind, step } = message;
        const point = network.servicePointIndex.get(customer.slice(0, -2))!;
        const { power } = on.core().view.servicePoint(point);
        if (kind === 'fault' || kind === 'etr-change') expect(power, `${customer} is told ${kind}`).toBe('out');
        else expect(power, `${customer} is told ${kind}`).toBe('on');
        sent.push({ key: writeKey(message), kind, customer, at: moment(t), fresh: step === 0 });
      }

      for (const [what, wait, luck] of steps) {
        const open = on.open();
        switch (what.do) {
          case 'trip':
            on.hear(switched(what.device, t, 'open', { cause: 'lockout' }));
            break;
          case 'close':
            closed += 1;
            on.hear(switched(what.device, t, 'closed', { cause: 'command' }));
            break;
          case 'split':
            for (const { id } of open) on.ask(t, { type: 'outage.split', outage: id, device: what.device });
            break;
          case 'merge': {
            const [from, into] = [open[what.pick % Math.max(1, open.length)], open[(what.pick + 1) % Math.max(1, open.length)]];
            if (from && into) on.ask(t, { type: 'outage.merge', outage: from.id, into: into.id });
            break;
          }
          case 'estimate':
            for (const { id } of open)
              on.ask(t, { type: 'outage.setEstimate', outage: id, at: new Date(moment(t) + what.minutes * 60_000).toISOString() });
            break;
          case 'restart':
            on.restart();
        }
        expect(on.imbalance()).toBeNull();
        leave(luck);
        expect(on.imbalance()).toBeNull();
        t += wait;
        on.wait(t);
        leave(luck);
        expect(on.imbalance()).toBeNull();
      }

      expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
      for (const { id } of people) {
        const mine = sent.filter(({ customer, fresh }) => customer === id && fresh);
        const special = people.find((person) => person.id === id)?.lifeSupport !== undefined;
        if (!special)
          for (const { at } of mine) expect(mine.filter((each) => each.at > at - 3_600_000 && each.at <= at).length).toBeLessThanOrEqual(2);
      }
      if (closed === 0) expect(sent.filter(({ kind }) => kind === 'restored')).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
