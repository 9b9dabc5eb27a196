/** Protective devices of the normal state as a tree. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import { NONE } from '../../../../server/domain/network/network.ts';
import { findProtection, type Protection } from '../../../../server/domain/network/protection.ts';
import { randomNetwork } from '../../../support/randomNetwork.ts';
import { compiled, sketch } from '../../../support/sketch.ts';

describe('protection', () => {
  const network = sketch({
    branches: [
      'sub transformer hv bus',
      'cb breaker bus n1',
      'l1 line n1 n2',
      'r1 recloser n2 n3',
      'ls load-break n3 n4',
      'f1 fuse n4 n5 A',
      't1 transformer n5 lv1 A',
      't2 transformer n4 lv2',
      'tie tie n4 n9 open',
    ],
    points: ['a lv1 A', 'b lv1 A', 'c lv2 ABC 5', 'mv n1'],
  });
  const tree = findProtection(network);
  const device = (id: string): number => tree.deviceOfBranch[network.branchIndex.get(id)!]!;
  const idOf = (each: number): string | null => (each === NONE ? null : network.branches.ids[tree.branch[each]!]!);

  it('[N1] breakers, reclosers, sectionalisers, fuses and the last transformers protect; nothing else does', () => {
    expect([...tree.branch].map((b) => network.branches.ids[b]).sort()).toEqual(['cb', 'f1', 'r1', 't1', 't2']);
    expect(tree.deviceClass[device('t1')]).toBe('transformer');
    expect(tree.deviceClass[device('f1')]).toBe('fuse');
  });

  it('[P5] every device knows the next one above and those directly below', () => {
    expect(['cb', 'r1', 'f1', 't1', 't2'].map((id) => idOf(tree.parent[device(id)]!))).toEqual([null, 'cb', 'r1', 'f1', 'r1']);
    const below = (id: string): (string | null)[] =>
      [...tree.children.subarray(tree.childStart[device(id)]!, tree.childStart[device(id) + 1]!)].map(idOf).sort();
    expect(below('r1')).toEqual(['f1', 't2']);
  });

  it('service points hang on their nearest device, and sums count all below', () => {
    expect([...tree.deviceOfPoint].map(idOf)).toEqual(['t1', 't1', 't2', 'cb']);
    expect(tree.pointsBelow[device('cb')]).toBe(4);
    expect(tree.customersBelow[device('r1')]).toBe(7);
    expect(idOf(tree.deviceAboveBranch[network.branchIndex.get('l1')!]!)).toBe('cb');
    expect(idOf(tree.deviceAboveBranch[network.branchIndex.get('f1')!]!)).toBe('r1');
  });

  it('[N22] in a radial network what stands below a device is what it takes when it opens', () => {
    const kinds = ['line', 'breaker', 'recloser', 'fuse', 'sectionaliser', 'disconnector', 'transformer'];
    const stem = fc.record({ up: fc.nat(), kind: fc.constantFrom(...kinds), point: fc.boolean() });
    fc.assert(
      fc.property(fc.array(stem, { minLength: 1, maxLength: 25 }), (stems) => {
        const radial = sketch({
          branches: stems.map(({ up, kind }, i) => `b${i} ${kind} n${up % (i + 1)} n${i + 1}`),
          points: stems.flatMap(({ point }, i) => (point ? [`p${i} n${i + 1}`] : [])),
          sources: ['n0'],
        });
        const found: Protection = findProtection(radial);
        const live = createLiveEnergisation(radial);
        found.branch.forEach((b, each) => {
          expect(found.pointsBelow[each]).toBe(live.lossIfOpened(b).servicePoints.length);
        });
      }),
    );
  });

  it('climbing always ends, whatever feeds whom', () => {
    fc.assert(
      fc.property(randomNetwork, (file) => {
        const branches = file.branches.map((branch, i) =>
          branch.kind === 'switch' ? { ...branch, switchKind: i % 2 ? ('fuse' as const) : ('breaker' as const) } : branch,
        );
        const found = findProtection(compiled({ ...file, branches }));
        for (let each = 0; each < found.count; each += 1) {
          let steps = 0;
          for (let at = each; at !== NONE && steps <= found.count; at = found.parent[at]!) steps += 1;
          expect(steps).toBeLessThanOrEqual(found.count);
        }
      }),
    );
  });
});
