/** A fuse that blew seconds before the recloser above it tripped is an outage of its own. */

import { expect, it } from 'vitest';
import { isOpen } from '../../../../server/domain/outages/outage.ts';
import { type Stage, stage, switched } from '../stage.ts';
import { lateralFeeder, meter, pointsOf } from './lateralFeeder.ts';

const openOf = (on: Stage) =>
  [...on.core.view.outages()]
    .filter((outage) => isOpen(outage) && outage.state !== 'predicted')
    .map(({ device, customersOut, origin }) => [on.core.view.network.branches.ids[device], customersOut, origin])
    .sort();

/** Gasps of the first fuse's meters at `firstT`, of the others at the trip, second 25. */
function tripAfter(firstT: number): Stage {
  const on = stage(lateralFeeder());
  on.hear([switched('cb', -60, 'closed'), switched('r', -60, 'closed')]);
  const gasps = (transformer: string, t: number) =>
    pointsOf(transformer)
      .slice(0, 4)
      .map((id) => meter(id, t, 'last-gasp'));
  on.hear([...gasps('ta', firstT), ...gasps('tb', firstT)], Math.max(firstT, 3));
  on.hear(switched('r', 25, 'open', { cause: 'lockout' }));
  on.hear([...gasps('tc', 25), ...gasps('td', 25)], 28);
  on.wait(80);
  on.wait(200);
  return on;
}

it('[O16] [O22] meters that went dark before a trip keep their own outage and start, the trip takes the rest', () => {
  const on = tripAfter(0);
  expect(openOf(on)).toEqual([
    ['fu1', 24, 'meters'],
    ['r', 24, 'scada'],
  ]);
  const fuse = on.core.view.openOutages().find(({ origin }) => origin === 'meters');
  expect(fuse?.startedAt).toBe(Date.UTC(2026, 0, 5, 10));
  expect(on.core.checkInvariants()).toBeNull();
});

it('[E27] seconds within the difference of clocks tell nothing', () => {
  expect(openOf(tripAfter(21))).toEqual([['r', 48, 'scada']]);
});

it('[O22] a fuse found below a trip stays out when the trip is closed again, until its meters are back', () => {
  const on = tripAfter(0);
  on.hear(switched('r', 300, 'closed', { cause: 'command' }));
  expect(openOf(on)).toEqual([['fu1', 24, 'meters']]);
  on.hear([meter('ta-1', 400, 'power-up'), meter('tb-1', 401, 'power-up')]);
  expect(openOf(on)).toEqual([]);
  expect(on.core.checkInvariants()).toBeNull();
});

it('[N6] [O22] one phase of a fuse that blew before a trip is an outage of that phase', () => {
  const on = stage(lateralFeeder(true));
  on.hear([switched('cb', -60, 'closed'), switched('r', -60, 'closed')]);
  const onPhaseA = (transformer: string) => pointsOf(transformer).filter((_, i) => i % 3 === 0);
  const before = [...onPhaseA('ta'), ...onPhaseA('tb')];
  on.hear(
    before.map((id) => meter(id, 0, 'last-gasp')),
    3,
  );
  on.hear(switched('r', 25, 'open', { cause: 'lockout' }));
  const others = ['ta', 'tb', 'tc', 'td'].flatMap(pointsOf).filter((id) => !before.includes(id));
  on.hear(
    others.map((id) => meter(id, 25, 'last-gasp')),
    28,
  );
  on.wait(80);
  on.wait(200);
  expect(openOf(on)).toEqual([
    ['fu1', 8, 'meters'],
    ['r', 40, 'scada'],
  ]);
  on.hear(switched('r', 300, 'closed', { cause: 'command' }));
  expect(openOf(on)).toEqual([['fu1', 8, 'meters']]);
  expect(on.core.checkInvariants()).toBeNull();
});
