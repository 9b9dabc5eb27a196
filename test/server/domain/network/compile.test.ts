/** What compiling a network file fills in, and what it finds wrong. */

import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../../server/domain/network/compile.ts';
import { aboveLimit } from '../../../../server/domain/network/findings.ts';
import { findingText } from '../../../../server/domain/network/findingText.ts';
import { ASSUMED, NONE } from '../../../../server/domain/network/network.ts';
import type { NetworkFile } from '../../../../shared/network.ts';
import { compiled, sketch, sketchFile } from '../../../support/sketch.ts';

const square = (size: number): [number, number][] => [
  [0, 0],
  [size, 0],
  [size, size],
  [0, size],
];
const base = sketchFile({ branches: ['cb breaker n1 n2', 'l1 line n2 n3'], points: ['p n3'], feeders: ['f cb'] });
const codesOf = (file: NetworkFile): readonly string[] => compileNetwork(file, 'hash').findings.map((finding) => finding.code);

describe('compiling a network', () => {
  it('[N3] a service point lies in the smallest area that holds it, else in that of its substation', () => {
    const network = compiled({
      ...base,
      areas: [
        { id: 'province', polygon: square(10) },
        { id: 'city', parent: 'province', polygon: square(4) },
        { id: 'county', parent: 'city', polygon: square(1) },
        { id: 'yard' },
      ],
      substations: [{ id: 'ss', area: 'yard' }],
      feeders: [{ id: 'f', head: 'cb', substation: 'ss' }],
      servicePoints: [
        { id: 'a', node: 'n3', lon: 0.5, lat: 0.5 },
        { id: 'b', node: 'n3', lon: 3, lat: 3 },
        { id: 'c', node: 'n3', lon: 50, lat: 50 },
        { id: 'd', node: 'n3', lon: 50, lat: 50, area: 'city' },
      ],
    });
    expect([...network.servicePoints.area].map((area) => network.areas[area]?.id)).toEqual(['county', 'city', 'yard', 'city']);
    expect(network.areas[2]?.parent).toBe(1);
    expect(network.feeders[0]).toMatchObject({ area: 3 });
  });

  it('[N17] the normal feeder is that of the nearest head on the way from the source', () => {
    const network = sketch({
      branches: ['in line src bus', 'cb1 breaker bus a', 'l1 line a b', 'cb2 breaker b c', 'l2 line c d', 'tie tie d z open'],
      feeders: ['f1 cb1', 'f2 cb2'],
      points: ['pb b', 'pd d', 'ps bus'],
    });
    const feederOf = (id: string): number => network.branches.feeder[network.branchIndex.get(id)!]!;
    expect(['in', 'cb1', 'l1', 'cb2', 'l2', 'tie'].map(feederOf)).toEqual([NONE, 0, 0, 1, 1, 1]);
    expect([...network.servicePoints.feeder]).toEqual([0, 1, NONE]);
  });

  it('[N25] what has no coordinates is placed beside its nearest located neighbour, and says so', () => {
    const network = compiled({ ...base, nodes: [{ id: 'n1', lon: -56, lat: -34.9 }, { id: 'n2' }, { id: 'n3' }] });
    const at = (id: string) => network.nodeIndex.get(id)!;
    expect(['n1', 'n2', 'n3'].map((id) => network.nodes.placed[at(id)])).toEqual([0, 1, 1]);
    for (const id of ['n2', 'n3']) {
      expect(Math.abs(network.nodes.lon[at(id)]! + 56)).toBeLessThan(0.001);
      expect(Math.abs(network.nodes.lat[at(id)]! + 34.9)).toBeLessThan(0.001);
    }
    expect(network.servicePoints.placed[0]).toBe(1);
    expect([...compiled(base).nodes.lon].every(Number.isFinite)).toBe(true);
  });

  it('[N4, N5] missing numbers and phases are read as one customer on ABC, and flagged', () => {
    const network = compiled({ ...base, servicePoints: [{ id: 'p', node: 'n3' }] });
    expect([network.servicePoints.customers[0], network.servicePoints.phases[0], network.servicePoints.assumed[0]]).toEqual([
      1,
      7,
      ASSUMED.customers | ASSUMED.phases,
    ]);
    expect(codesOf({ ...base, servicePoints: [{ id: 'p', node: 'n3' }] })).toEqual(
      expect.arrayContaining(['phase-assumed', 'customers-assumed']),
    );
  });

  it('nodes are numbered outwards from the sources, whatever the order of the file', () => {
    const network = compiled({ ...base, nodes: [...base.nodes].reverse(), branches: [...base.branches].reverse() });
    expect(network.nodes.ids).toEqual(['n1', 'n2', 'n3']);
    expect(network.branches.ids).toEqual(['cb', 'l1']);
    expect(network.branches.headNode[0]).toBe(0);
  });

  it('[N24] names every problem once, with its number and examples, the blocking ones first', () => {
    const nodes = [...base.nodes, ...Array.from({ length: 30 }, () => ({ id: 'n1' }))];
    const { network, findings } = compileNetwork({ ...base, nodes, servicePoints: [{ id: 'p', node: 'gone' }] }, 'hash');
    expect(network).toBeNull();
    const text = findingText(findings);
    expect(text).toContain('error duplicate-id (30)');
    expect(text).toContain('… 20 more');
    expect(text).toContain('service point p → gone');
  });

  it('[N24] a limit counts the service points concerned', () => {
    const points = Array.from({ length: 40 }, (_, i) => `p${i} n${i < 3 ? 9 : 3}`);
    const file = sketchFile({ branches: ['cb breaker n1 n2', 'l1 line n2 n3', 'l9 line n8 n9'], points });
    const { findings } = compileNetwork(file, 'hash');
    expect(aboveLimit(findings, 40).map((finding) => finding.code)).toEqual(['network-island']);
    expect(aboveLimit(findings, 60)).toEqual([]);
  });

  it('[N18, N24] finds ties that join a feeder with itself or have no rating, and lines of two voltages', () => {
    const file = sketchFile({
      branches: ['cb1 breaker s a', 'cb2 breaker s b', 'l1 line a c', 'l2 line a d', 'l3 line b e', 't1 tie c d open', 't2 tie d e open'],
      feeders: ['f1 cb1', 'f2 cb2'],
      points: ['p c'],
    });
    const rated = file.branches.map((branch) =>
      branch.id === 't2' ? { ...branch, ratingKva: 500 } : { ...branch, nominalKv: branch.id === 'l1' ? 10 : 20 },
    );
    const { findings } = compileNetwork({ ...file, branches: rated }, 'hash');
    const examples = (code: string) => findings.find((finding) => finding.code === code)?.examples;
    expect(examples('tie-same-feeder')).toEqual(['t1']);
    expect(examples('tie-no-rating')).toEqual(['t1']);
    expect(examples('voltage-step')).toContain('a');
  });

  it('a ring counts once and is named node by node; branches side by side are none; a meshed ring is accepted', () => {
    const ring = ['a line n1 n2', 'b line n2 n3', 'c line n3 n4', 'd line n4 n2'];
    const loops = (branches: string[]) =>
      compileNetwork(sketchFile({ branches }), 'hash').findings.filter((finding) => finding.code === 'network-loop');
    expect(loops(ring)).toMatchObject([{ count: 1, severity: 'warn', examples: [expect.stringMatching(/closed by/)] }]);
    expect(loops(['a line n1 n2 A', 'b line n1 n2 B'])).toEqual([]);
    expect(loops(ring.map((line) => (line.startsWith('c') ? `${line} meshed` : line)))).toEqual([]);
  });
});
