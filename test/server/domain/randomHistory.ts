/** Random networks with ties, and random histories of what their switches and sources say, for property tests of the core. */

import fc from 'fast-check';
import type { Network } from '../../../server/domain/network/network.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { compiled, source, switched } from './stage.ts';

export type World = { readonly network: Network; readonly sources: readonly string[]; readonly switches: readonly string[] };

type Shape = {
  readonly feeders: readonly (readonly number[])[];
  readonly ties: readonly (readonly [number, number])[];
  readonly sources: number;
};

const SOURCES = ['rtu-1', 'rtu-2', 'rtu-3'];

function build({ feeders, ties, sources }: Shape): World {
  const nodes = ['bus'];
  const branches: object[] = [];
  const servicePoints: object[] = [];
  const switches: string[] = [];
  feeders.forEach((tree, f) => {
    const own = ['bus'];
    tree.forEach((parent, i) => {
      const id = `n${f}-${i}`;
      const device = `s${f}-${i}`;
      nodes.push(id);
      branches.push({
        id: device,
        kind: 'switch',
        switchKind: i === 0 ? 'breaker' : 'recloser',
        from: i === 0 ? 'bus' : own[1 + (parent % i)],
        to: id,
      });
      switches.push(device);
      own.push(id);
      servicePoints.push({ id: `p${f}-${i}`, node: id, customers: 1 + i + 10 * f, phases: i % 3 === 2 ? 'A' : 'ABC' });
    });
  });
  const places = nodes.slice(1);
  ties.forEach(([a, b], i) => {
    const [from, to] = [places[a % places.length], places[b % places.length]];
    if (from === to) return;
    branches.push({ id: `tie${i}`, kind: 'switch', switchKind: 'tie', from, to, normallyOpen: true });
    switches.push(`tie${i}`);
  });
  const network = compiled({
    format: 'relight-network/1',
    feeders: feeders.map((_, f) => ({ id: `f${f}`, head: `s${f}-0` })),
    sources: [{ node: 'bus' }],
    nodes: nodes.map((id) => ({ id })),
    branches,
    servicePoints,
  });
  return { network, sources: SOURCES.slice(0, sources), switches };
}

export const worlds: fc.Arbitrary<World> = fc
  .record({
    feeders: fc.array(fc.array(fc.nat(20), { minLength: 2, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
    ties: fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 4 }),
    sources: fc.integer({ min: 1, max: 3 }),
  })
  .map(build);

type Happening = {
  readonly after: number;
  readonly device: number;
  readonly what: 'open' | 'closed' | 'intermediate' | 'faulty' | 'offline' | 'online';
  readonly cause: 'trip' | 'lockout' | 'command' | null;
  readonly phases: 'A' | 'BC' | null;
  readonly delay: number;
};

const happenings = (size: number): fc.Arbitrary<Happening[]> =>
  fc.array(
    fc.record({
      after: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 100, max: 400 })),
      device: fc.nat(60),
      what: fc.constantFrom('open', 'open', 'open', 'closed', 'closed', 'closed', 'intermediate', 'faulty', 'offline', 'online'),
      cause: fc.constantFrom('trip', 'lockout', 'command', null),
      phases: fc.constantFrom(null, null, null, null, 'A', 'BC'),
      delay: fc.integer({ min: 0, max: 30 }),
    }),
    { minLength: 1, maxLength: size },
  );

export type History = { readonly world: World; readonly messages: readonly Message[]; readonly lastT: number };

/** What each source says, in its own order; every switch has one source. Half a second keeps all times of a source apart. */
function tell(world: World, happened: readonly Happening[], numbered: boolean): History {
  let t = 0;
  const counts = new Map<string, number>();
  const messages = happened.map(({ after, device, what, cause, phases }, i): Message => {
    t += after + 0.001 * (i % 7) + 0.01;
    const id = world.switches[device % world.switches.length] ?? '';
    const said = world.sources[(device % world.switches.length) % world.sources.length] ?? '';
    const seq = (counts.get(said) ?? 0) + 1;
    counts.set(said, seq);
    const more = numbered ? { source: said, seq } : { source: said };
    if (what === 'offline' || what === 'online') return source(said, t, what === 'online', more);
    return switched(id, t, what, { ...more, cause, phases });
  });
  return { world, messages, lastT: t };
}

export const histories = (numbered: boolean, size = 40): fc.Arbitrary<History> =>
  fc.tuple(worlds, happenings(size)).map(([world, happened]) => tell(world, happened, numbered));
