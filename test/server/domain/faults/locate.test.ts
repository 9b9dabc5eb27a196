/** Fault indicators on a feeder with a spur, and what they say of where the fault lies. */

import { expect, it } from 'vitest';
import { faultSectionOf, suggest } from '../../../../server/domain/faults/suggest.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import { compiled, moment, type Stage, stage, switched } from '../stage.ts';

const line = (id: string, from: string, to: string) => ({ id, kind: 'line', from, to, ratingKva: 500 });
const device = (id: string, switchKind: string, from: string, to: string, more = {}) => ({
  id,
  kind: 'switch',
  switchKind,
  from,
  to,
  ratingKva: 500,
  ...more,
});

/** cb – l1 – d1 – l2 – d2 – l3 – tie – neighbour, a spur l4 from the end of l1. */
const feeder = (kva: number) =>
  compiled({
    format: 'relight-network/1',
    feeders: [
      { id: 'f1', head: 'cb' },
      { id: 'f2', head: 'cb2' },
    ],
    sources: [{ node: 'bus' }],
    nodes: ['bus', 'a', 'b', 'c', 'd', 'e', 'f', 's', 'z'].map((id) => ({ id })),
    branches: [
      device('cb', 'breaker', 'bus', 'a', { telemetered: true }),
      line('l1', 'a', 'b'),
      device('d1', 'disconnector', 'b', 'c'),
      line('l2', 'c', 'd'),
      device('d2', 'disconnector', 'd', 'e'),
      line('l3', 'e', 'f'),
      line('l4', 'b', 's'),
      device('cb2', 'breaker', 'bus', 'z', { telemetered: true }),
      device('tie', 'tie', 'f', 'z', { normallyOpen: true }),
    ],
    servicePoints: [
      { id: 'p1', node: 'b', customers: 10, kva: 100 },
      { id: 'p2', node: 'd', customers: 20, kva: 100 },
      { id: 'p3', node: 'f', customers: 30, kva },
      { id: 'p4', node: 's', customers: 5, kva: 100 },
    ],
  });

const indicator = (id: string, t: number, state: 'fault' | 'normal', quality: 'good' | 'questionable' = 'good'): Message => ({
  kind: 'fault-indicator',
  id,
  state,
  phases: null,
  direction: null,
  area: null,
  at: moment(t),
  source: 'indicators',
  seq: null,
  eventId: null,
  quality,
  test: false,
  replay: false,
  timeSuspect: false,
});

function tripped(words: readonly Message[], kva = 100): { readonly play: Stage; readonly id: string } {
  const play = stage(feeder(kva));
  for (const id of ['l1', 'l2', 'l3', 'l4']) play.hear(indicator(id, -4000, 'normal'));
  play.hear(switched('cb', 0, 'open', { cause: 'lockout' }));
  play.hear(words);
  return { play, id: play.core.view.openOutages()[0]?.id ?? '' };
}

const sectionOf = ({ play, id }: ReturnType<typeof tripped>) => {
  const section = faultSectionOf(play.core.view, id);
  return section?.branches.map((branch) => play.core.view.network.branches.ids[branch]).sort();
};

it('[F2] the fault lies after the last that saw current and before the first that did not', () => {
  expect(sectionOf(tripped([indicator('l1', 2, 'fault')]))).toEqual(['d1', 'l1', 'l2', 'l4']);
  expect(sectionOf(tripped([indicator('l1', 2, 'fault'), indicator('l2', 3, 'fault')]))).toEqual(['d2', 'l2', 'l3']);
});

it('[F2] an indicator whose newest word is questionable widens the stretch to its neighbour', () => {
  expect(sectionOf(tripped([indicator('l1', 2, 'fault'), indicator('l2', 3, 'fault', 'questionable')]))).toEqual([
    'd1',
    'd2',
    'l1',
    'l2',
    'l3',
    'l4',
  ]);
});

it('[F3] what an indicator saw more than a minute from the trip does not count', () => {
  expect(sectionOf(tripped([indicator('l1', 2, 'fault'), indicator('l2', 62, 'fault')]))).toEqual(['d1', 'l1', 'l2', 'l4']);
});

it('[F3] one that saw current below one that did not contradicts it: neither counts, and it is said', () => {
  const odd = tripped([indicator('l3', 2, 'fault')]);
  const section = faultSectionOf(odd.play.core.view, odd.id);
  expect(section?.reasons.filter(({ code }) => code === 'contradiction')).toHaveLength(3);
  expect(sectionOf(odd)).toContain('l3');
});

it('[F6, F7] the part beyond gets supply over the tie where the tie can carry it, and is left out where it cannot', () => {
  const stretch = (of: ReturnType<typeof tripped>) => ({ branches: [of.play.core.view.network.branchIndex.get('l2') ?? -1], reasons: [] });
  const small = tripped([]);
  const plan = suggest(small.play.core.view, small.id, stretch(small)).plans[0];
  expect(plan).toMatchObject({ customers: 45, leftOut: 20, marginKva: 460 });
  const large = tripped([], 2000);
  expect(suggest(large.play.core.view, large.id, stretch(large)).plans[0]).toMatchObject({ customers: 15, leftOut: 50, marginKva: null });
});

it('[F9] nothing is closed through a switch whose position is unknown', () => {
  const { play, id } = tripped([]);
  play.hear(switched('d1', 5, 'intermediate'));
  play.wait(30);
  const section = { branches: [play.core.view.network.branchIndex.get('l2') ?? -1], reasons: [] };
  for (const plan of suggest(play.core.view, id, section).plans) {
    expect(plan.steps.map(({ branch }) => play.core.view.network.branches.ids[branch])).not.toContain('d1');
  }
});

it('[F4] where people reported danger comes first among the suspected', () => {
  const { play, id } = tripped([indicator('l1', 2, 'fault')]);
  const call: Message = {
    kind: 'call',
    id: 'call-1',
    trouble: 'wire-down',
    servicePoint: 'p2',
    account: null,
    phone: null,
    address: null,
    text: null,
    channel: 'phone',
    area: null,
    at: moment(40),
    source: 'callers',
    seq: null,
    eventId: null,
    quality: 'good',
    test: false,
    replay: false,
    timeSuspect: false,
  };
  play.hear(call);
  const section = faultSectionOf(play.core.view, id);
  expect(play.core.view.network.branches.ids[section?.branches[0] ?? -1]).toBe('l2');
  expect(section?.reasons.map(({ code }) => code)).toContain('hazard');
});

it('[F9] supply never runs backwards through a transformer', () => {
  const network = (kind: 'line' | 'transformer') =>
    compiled({
      format: 'relight-network/1',
      sources: [{ node: 'bus' }],
      nodes: ['bus', 'a', 'b', 'c', 'd', 'e'].map((id) => ({ id })),
      branches: [
        device('cb', 'breaker', 'bus', 'a', { telemetered: true }),
        line('l1', 'a', 'b'),
        device('d1', 'disconnector', 'b', 'c'),
        { ...line('x', 'c', 'd'), kind },
        device('tie', 'tie', 'd', 'e', { normallyOpen: true }),
        line('l2', 'bus', 'e'),
      ],
      servicePoints: [
        { id: 'p1', node: 'b', customers: 10, kva: 100 },
        { id: 'p2', node: 'c', customers: 20, kva: 100 },
      ],
    });
  for (const [kind, plans] of [
    ['line', 1],
    ['transformer', 0],
  ] as const) {
    const play = stage(network(kind));
    play.hear(switched('cb', 0, 'open', { cause: 'lockout' }));
    const section = { branches: [play.core.view.network.branchIndex.get('l1') ?? -1], reasons: [] };
    expect(suggest(play.core.view, play.core.view.openOutages()[0]?.id ?? '', section).plans).toHaveLength(plans);
  }
});
