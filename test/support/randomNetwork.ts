/** Small random networks for property tests: radial or meshed, any phases, odd windings, several sources. */

import fc from 'fast-check';
import type { NetworkBranch, NetworkFile } from '../../shared/network.ts';

const PHASE_SETS = ['A', 'B', 'C', 'AB', 'AC', 'BC', 'ABC', 'ABC', 'ABC'];

type Passing = Pick<NetworkBranch, 'kind' | 'winding' | 'phaseMap' | 'cores'>;
const passing: fc.Arbitrary<Passing> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Passing>({ kind: 'line' }) },
  { weight: 4, arbitrary: fc.constant<Passing>({ kind: 'switch' }) },
  fc.constant<Passing>({ kind: 'transformer' }),
  fc.constant<Passing>({ kind: 'transformer', winding: 'delta' }),
  fc.constant<Passing>({ kind: 'transformer', winding: 'open-delta' }),
  fc.constant<Passing>({ kind: 'transformer', phaseMap: { B: 'AB' } }),
  fc.constant<Passing>({ kind: 'line', phaseMap: { A: 'B', B: 'C', C: 'A' } }),
  fc.constant<Passing>({
    kind: 'transformer',
    cores: [
      [
        { end: 0, phases: 'A' },
        { end: 1, phases: 'AB' },
      ],
    ],
  }),
);

export const randomNetwork: fc.Arbitrary<NetworkFile> = fc.integer({ min: 2, max: 14 }).chain((count) => {
  const node = fc.integer({ min: 0, max: count - 1 });
  const branch = fc.record({ from: node, to: node, phases: fc.constantFrom(...PHASE_SETS), open: fc.boolean(), passing, third: node });
  const tree = fc.tuple(
    ...Array.from({ length: count - 1 }, (_, i) => fc.record({ up: fc.nat(i), phases: fc.constantFrom(...PHASE_SETS), passing })),
  );
  const sources = fc.array(fc.record({ node, phases: fc.constantFrom(...PHASE_SETS) }), { minLength: 1, maxLength: 3 });
  const points = fc.array(fc.record({ node, phases: fc.constantFrom(...PHASE_SETS), other: fc.option(node), automatic: fc.boolean() }), {
    maxLength: 12,
  });
  return fc.tuple(tree, fc.array(branch, { maxLength: 8 }), sources, points).map(([stems, chords, feeds, loads]): NetworkFile => {
    const branches: NetworkBranch[] = stems.map((stem, i) => ({
      id: `t${i}`,
      from: `n${stem.up}`,
      to: `n${i + 1}`,
      phases: stem.phases,
      ...stem.passing,
    }));
    chords.forEach((chord, i) => {
      if (chord.from === chord.to) return;
      const thirdFits = chord.passing.cores && chord.third !== chord.from && chord.third !== chord.to;
      branches.push({
        id: `c${i}`,
        from: `n${chord.from}`,
        to: `n${chord.to}`,
        phases: chord.phases,
        normallyOpen: chord.open,
        ...chord.passing,
        ...(thirdFits
          ? {
              moreEnds: [`n${chord.third}`],
              cores: [
                [
                  { end: 0, phases: 'A' },
                  { end: 1, phases: 'B' },
                  { end: 2, phases: 'AC' },
                ],
              ],
            }
          : {}),
      });
    });
    return {
      format: 'relight-network/1',
      feeders: [
        { id: 'f0', head: 't0' },
        { id: 'f1', head: branches[branches.length - 1]!.id },
      ],
      sources: feeds.map((feed) => ({ node: `n${feed.node}`, phases: feed.phases })),
      nodes: Array.from({ length: count }, (_, i) => ({ id: `n${i}` })),
      branches,
      servicePoints: loads.map((load, i) => ({
        id: `sp${i}`,
        node: `n${load.node}`,
        phases: load.phases,
        customers: i + 1,
        supplies: load.other === null ? [] : [{ node: `n${load.other}`, transfer: load.automatic ? 'automatic' : 'manual' }],
      })),
    };
  });
});
