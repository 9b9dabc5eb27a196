/** What becomes of meter events. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMeterDesk, type MeterDesk, type MeterEventKind } from '../../../../server/domain/meters/desk.ts';
import { meterDefaults } from '../../../../server/domain/meters/settings.ts';

const event = (point: number, kind: MeterEventKind, seconds: number, explained = false) => ({
  point,
  kind,
  at: seconds * 1000,
  receivedAt: seconds * 1000,
  weight: 1,
  meter: 'ami',
  explained,
  history: false,
});
const create = (): MeterDesk => createMeterDesk(meterDefaults);
const free = (): boolean => false;

it('[A2] a last gasp waits out the hold-off and then is a report', () => {
  const desk = create();
  expect(desk.hear(event(1, 'last-gasp', 0))).toEqual([]);
  expect(desk.account.totals()).toMatchObject({ in: 1, pending: 1 });
  expect(desk.nextDeadline()).toBe(45_000);
  expect(desk.release(44_999, free)).toEqual([]);
  expect(desk.release(45_000, free)).toEqual([{ type: 'dark', point: 1, at: 0, by: 'gasp' }]);
  expect(desk.account.totals()).toMatchObject({ attached: 1, pending: 0 });
});

it('[A3] a power-up inside the hold-off cancels both and leaves a flicker', () => {
  const desk = create();
  desk.hear(event(1, 'last-gasp', 0));
  expect(desk.hear(event(1, 'power-up', 40))).toEqual([{ type: 'flicker', point: 1, from: 0, to: 40_000, weight: 1 }]);
  expect(desk.account.totals()).toEqual({ in: 2, attached: 0, suppressed: 2, rejected: 0, pending: 0 });
});

it('[A3] it is the same flicker when the power-up arrives first', () => {
  const desk = create();
  desk.hear(event(1, 'power-up', 40));
  expect(desk.hear(event(1, 'last-gasp', 0))).toMatchObject([{ type: 'flicker', point: 1, from: 0, to: 40_000 }]);
});

it('[A4] the same gasp again within five minutes has no second effect', () => {
  const desk = create();
  desk.hear(event(1, 'last-gasp', 0));
  desk.hear(event(1, 'last-gasp', 120));
  expect(desk.account.totals()).toMatchObject({ suppressed: 1, pending: 1 });
});

it('[A6] a gasp that an open outage explains corroborates it at once', () => {
  const desk = create();
  expect(desk.hear(event(1, 'last-gasp', 0, true))).toMatchObject([{ type: 'corroborates', point: 1 }]);
  expect(desk.account.totals()).toMatchObject({ attached: 1, pending: 0 });
});

it('[A6] a held gasp that an outage explains by now corroborates it', () => {
  const desk = create();
  desk.hear(event(1, 'last-gasp', 0));
  expect(desk.release(45_000, () => true)).toMatchObject([{ type: 'corroborates' }]);
});

it('[A5] a gasp older than a power-up beyond the hold-off is history', () => {
  const desk = create();
  desk.hear(event(1, 'power-up', 600));
  expect(desk.hear(event(1, 'last-gasp', 0))).toEqual([]);
  expect(desk.account.totals()).toMatchObject({ attached: 2 });
});

it('[A13] thinned meters are counted and do not predict, and their power-ups still prove', () => {
  const desk = create();
  desk.thin((point) => point === 0);
  desk.hear(event(0, 'last-gasp', 0));
  desk.hear(event(1, 'last-gasp', 0));
  expect(desk.account.totals()).toMatchObject({ suppressed: 1, pending: 1 });
  expect(desk.hear(event(1, 'power-up', 100))).toMatchObject([{ type: 'on', point: 1 }]);
});

it('[A15] whatever meters say, every event is in exactly one bucket, also over a restart', () => {
  const kinds = fc.constantFrom<MeterEventKind>('last-gasp', 'power-up', 'ping-on', 'ping-off');
  const anyEvents = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), kinds, fc.integer({ min: 0, max: 2000 }), fc.boolean()), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(anyEvents, fc.integer({ min: 0, max: 60 }), (events, cut) => {
      let desk = create();
      events.forEach(([point, kind, at, explained], i) => {
        if (i === cut) desk = createMeterDesk(meterDefaults, JSON.parse(JSON.stringify(desk.state())));
        desk.hear(event(point, kind, at, explained));
        desk.release(at * 1000, free);
        expect(desk.account.totals().in).toBe(i + 1);
      });
      desk.release(10_000_000, free);
      expect(desk.account.totals()).toMatchObject({ in: events.length, pending: 0 });
    }),
    { numRuns: 300 },
  );
});
