/** Storm: wind crosses the city, dozens of faults with little telemetry, some hidden behind others, then repairs. */

import { createStrikeChooser, type StrikeChooser, type StrikeClass } from '../chooseStrike.ts';
import { deviceOver } from '../deviceOver.ts';
import { createFront } from '../front.ts';
import { switchKindOf } from '../grid.ts';
import { quietFrom, startHiddenFaults } from '../hiddenFaults.ts';
import { type Strike, strike } from '../protection.ts';
import type { Random } from '../random.ts';
import { type Scenario, usualCrews } from '../scenario.ts';
import { ON } from '../supply.ts';
import { blowAcross } from '../weather.ts';
import type { World } from '../world.ts';

type Happening = StrikeClass | 'momentary' | 'private';

const HOUR = 3_600_000;
const FIRST_MS = 40_000;
// Of all faults one in seven is on telemetered devices: the test must be decided by calls and meters.
const SHARES: readonly (readonly [Happening, number])[] = [
  ['trunk', 0.1],
  ['momentary', 0.04],
  ['private', 0.07],
  ['transformer', 0.39],
  ['lateral', 0.4],
];
const MOST_OUT_SHARE = 0.35;
// Customers of momentaries stay few beside the others, so that "callers of dark customers" means what it says.
const MOMENTARY_SHARE = 0.12;
const NESTED_EVERY = 4;

export const storm: Scenario = {
  name: 'storm',
  summary: 'wind crosses the city: dozens of faults, most without telemetry',
  hours: 4,
  leastHours: 0.75,
  crews: usualCrews,
  plan(world) {
    const random = world.random('storm');
    const window = Math.min(world.startAt + (world.endAt - world.startAt) / 2, quietFrom(world)) - world.startAt - FIRST_MS;
    const front = createFront(world.grid, world.random('front'), world.startAt, world.startAt + FIRST_MS + window);
    blowAcross(world, front, world.startAt + FIRST_MS + window);
    const chooser = createStrikeChooser(world, world.random('places'), front);
    const count = Math.max(14, Math.round((world.grid.pointIds.length / 1_600) * (window / (2 * HOUR))));
    const happenings = shuffle(random, deal(count));
    const times = happenings.map((_, i) => (i < 3 ? i * 25_000 : random.next() * window)).sort((a, b) => a - b);
    const happen = createHappenings(world, random, chooser);
    for (const [i, time] of times.entries()) world.after(FIRST_MS + time, () => happen(happenings[i]!));
    dropOneSource(world, window);
  },
};

function deal(count: number): Happening[] {
  const cards = SHARES.flatMap(([name, share]) => Array.from({ length: Math.max(1, Math.floor(count * share)) }, () => name));
  while (cards.length < count) cards.push('lateral');
  return cards;
}

/** The first is a fuse, the second a trip: so a watcher sees both kinds within the first minutes. */
function shuffle(random: Random, cards: Happening[]): Happening[] {
  const rest = cards.slice();
  const first = (['lateral', 'trunk'] as const).map((name) => rest.splice(rest.indexOf(name), 1)[0] ?? name);
  for (let i = rest.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return [...first, ...rest];
}

function createHappenings(world: World, random: Random, chooser: StrikeChooser): (what: Happening) => void {
  const { grid, supply, devices } = world;
  const hide = startHiddenFaults(world);
  const total = grid.pointIds.length;
  let sustained = 0;
  let momentary = 0;
  let sinceNested = NESTED_EVERY - 1;

  world.listen((event) => {
    if (event.type === 'fault' && event.fault.kind === 'temporary') momentary += event.fault.servicePoints;
    if (event.type === 'fault' && event.fault.kind === 'permanent') sustained += event.fault.servicePoints;
    if (event.type !== 'locked-out' || (devices.get(event.fault.device)?.below.length ?? 0) < 3) return;
    sinceNested += 1;
    if (sinceNested < NESTED_EVERY) return;
    const hit = chooser.chooseBelow(event.fault.device);
    if (!hit) return;
    sinceNested = 0;
    hide(hit.device, hit.location);
  });

  /** Fuses are saved where the recloser above is set to, and where few enough see the blink. */
  function saved(hit: Strike): Strike {
    const above = devices.get(hit.device)?.above ?? -1;
    const blink = switchKindOf(grid, above) === 'recloser' ? supply.countBelow(above) : Infinity;
    return { ...hit, fuseSaving: momentary + blink <= MOMENTARY_SHARE * sustained && random.chance(0.3) };
  }

  return (what) => {
    const most = MOST_OUT_SHARE * total - world.pointsOut;
    switch (what) {
      case 'private': {
        const points = Array.from({ length: 20 }, () => random.below(total));
        const point = points.find((one) => supply.state[one] === ON);
        if (point !== undefined) world.breakAtCustomer(point, deviceOver(world, point));
        return;
      }
      case 'momentary': {
        const room = MOMENTARY_SHARE * sustained - momentary;
        const hit = chooser.choose('trunk', { most: Math.min(most, room) });
        if (hit) strike(world, { ...hit, lasting: false });
        return;
      }
      case 'trunk': {
        const hit = chooser.choose('trunk', { most }) ?? chooser.choose('lateral', { most });
        if (hit) strike(world, hit);
        return;
      }
      case 'lateral':
      case 'transformer': {
        const hit = chooser.choose(what, { most }) ?? chooser.choose(what === 'lateral' ? 'transformer' : 'lateral', { most });
        // One fuse in twelve on a three-phase lateral blows on one phase only.
        const single =
          hit && grid.phases[hit.device] === 7 && what === 'lateral' && random.chance(1 / 12) ? 1 << random.below(3) : undefined;
        if (hit) strike(world, { ...saved(hit), phases: single });
      }
    }
  };
}

/** One substation's telemetry falls silent for some minutes. */
function dropOneSource(world: World, window: number): void {
  const random = world.random('telemetry loss');
  const substation = random.below(Math.max(1, world.grid.substations.length));
  const lostAfter = window * random.between(0.3, 0.8);
  world.after(lostAfter, () => world.tell({ type: 'source', substation, online: false }));
  world.after(lostAfter + random.between(90, 240) * 1_000, () => world.tell({ type: 'source', substation, online: true }));
}
