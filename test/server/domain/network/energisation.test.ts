/** One walk over typed arrays: phases, windings, unknown positions, supplies. */

import { describe, expect, it } from 'vitest';
import { energise, normalState } from '../../../../server/domain/network/energisation.ts';
import { createLiveEnergisation, type LiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import type { Network } from '../../../../server/domain/network/network.ts';
import { abnormalSwitching, findParallels } from '../../../../server/domain/network/parallels.ts';
import { lettersOf, maskOf } from '../../../../server/domain/network/phases.ts';
import { SUPPLY_STATES } from '../../../../server/domain/network/supply.ts';
import { compiled, sketch, sketchFile } from '../../../support/sketch.ts';

const liveAt = (network: Network, live: Uint8Array, node: string): string => lettersOf(live[network.nodeIndex.get(node)!]!);
const branch = (network: Network, id: string): number => network.branchIndex.get(id)!;
const power = (live: LiveEnergisation, id: string): string => SUPPLY_STATES[live.states[live.network.servicePointIndex.get(id)!]!]!;

describe('energisation', () => {
  it('[N7] a node is live on a phase that every closed branch on the way carries', () => {
    const network = sketch({ branches: ['l1 line n1 n2', 'l2 line n2 n3 AB', 's3 disconnector n3 n4 BC', 't5 tie n4 n5 open'] });
    const live = energise(network, normalState(network));
    expect(['n1', 'n2', 'n3', 'n4', 'n5'].map((node) => liveAt(network, live, node))).toEqual(['ABC', 'ABC', 'AB', 'B', '']);
  });

  it('[N6] a fuse that opens on one phase keeps the others', () => {
    const network = sketch({ branches: ['l1 line n1 n2', 'f1 fuse n2 n3'], points: ['a n3 A', 'b n3 B', 'all n3 ABC', 'far n2 ABC'] });
    const live = createLiveEnergisation(network);
    live.setOpen(branch(network, 'f1'), maskOf('A'));
    expect(['a', 'b', 'all', 'far'].map((id) => power(live, id))).toEqual(['off', 'on', 'partial', 'on']);
  });

  it('[N5] a split-phase service feeds both legs from one phase, a coil between two phases needs both', () => {
    const split = { id: 'tx', kind: 'transformer', from: 'n2', to: 'n3', phaseMap: { C: 'AB' } } as const;
    const between = { id: 'ty', kind: 'transformer', from: 'n2', to: 'n4', phaseMap: { AB: 'A' } } as const;
    const file = sketchFile({ branches: ['f1 fuse n1 n2'], nodes: ['n1', 'n2', 'n3', 'n4'].map((id) => ({ id })) });
    const network = compiled({ ...file, branches: [...file.branches, split, between] });
    const live = createLiveEnergisation(network);
    expect([liveAt(network, live.live, 'n3'), liveAt(network, live.live, 'n4')]).toEqual(['AB', 'A']);
    live.setOpen(branch(network, 'f1'), maskOf('C'));
    expect([liveAt(network, live.live, 'n3'), liveAt(network, live.live, 'n4')]).toEqual(['', 'A']);
    live.setOpen(branch(network, 'f1'), maskOf('B'));
    expect([liveAt(network, live.live, 'n3'), liveAt(network, live.live, 'n4')]).toEqual(['AB', '']);
  });

  it('a delta winding passes supply only away from the source', () => {
    const file = sketchFile({ branches: ['f1 fuse n1 n2', 'f2 tie n3 n4 open'], sources: ['n1', 'n4'] });
    const network = compiled({
      ...file,
      branches: [...file.branches, { id: 'tx', kind: 'transformer', winding: 'delta', from: 'n2', to: 'n3' }],
    });
    const live = createLiveEnergisation(network);
    live.setOpen(branch(network, 'f1'), maskOf('A'));
    expect([liveAt(network, live.live, 'n2'), liveAt(network, live.live, 'n3')]).toEqual(['BC', 'B']);
    live.setMany([
      { branch: branch(network, 'f1'), open: 7, unknown: 0 },
      { branch: branch(network, 'f2'), open: 0, unknown: 0 },
    ]);
    expect([liveAt(network, live.live, 'n2'), liveAt(network, live.live, 'n3')]).toEqual(['', 'ABC']);
  });

  it('[N13] an unknown position makes unknown what has no other way, and a known second way keeps it on', () => {
    const network = sketch({
      branches: ['a disconnector n1 n2', 'l line n2 n3', 'b disconnector n1 n3', 'c disconnector n3 n4'],
      points: ['p2 n2', 'p3 n3', 'p4 n4'],
    });
    const live = createLiveEnergisation(network);
    live.setOpen(branch(network, 'a'), 0, 7);
    expect(['p2', 'p3', 'p4'].map((id) => power(live, id))).toEqual(['on', 'on', 'on']);
    live.setOpen(branch(network, 'b'), 7);
    expect(['p2', 'p3', 'p4'].map((id) => power(live, id))).toEqual(['unknown', 'unknown', 'unknown']);
    live.setOpen(branch(network, 'c'), 7);
    expect(['p2', 'p3', 'p4'].map((id) => power(live, id))).toEqual(['unknown', 'unknown', 'off']);
  });

  it('a part without any source counts as unknown, not as out', () => {
    const network = sketch({ branches: ['l1 line n1 n2', 'l9 line n8 n9'], points: ['near n2', 'far n9'] });
    const live = createLiveEnergisation(network);
    expect(['near', 'far'].map((id) => power(live, id))).toEqual(['on', 'unknown']);
  });

  it('[N15] opening a device inside a closed ring darkens nobody, and the answer says so', () => {
    const network = sketch({
      branches: ['cb breaker n1 n2', 'a line n2 n3', 'b line n3 n4', 'c line n4 n2', 'spur fuse n4 n5'],
      points: ['p3 n3', 'p5 n5'],
    });
    const live = createLiveEnergisation(network);
    expect(live.lossIfOpened(branch(network, 'a'))).toMatchObject({ customers: 0, inRing: true });
    expect(live.lossIfOpened(branch(network, 'spur'))).toMatchObject({ customers: 1, inRing: false });
    expect(live.lossIfOpened(branch(network, 'cb'))).toMatchObject({ customers: 2, inRing: false });
  });

  it('[N19, N20] an automatic second supply keeps a point on, and when that fails too it is off', () => {
    const file = sketchFile({ branches: ['a breaker n1 n2', 'b breaker n1 n3'], points: ['p n2', 'q n2'] });
    const [p, q] = file.servicePoints;
    const network = compiled({
      ...file,
      servicePoints: [
        { ...p!, supplies: [{ node: 'n3', transfer: 'automatic', transferS: 3 }] },
        { ...q!, supplies: [{ node: 'n3', transfer: 'manual' }] },
      ],
    });
    const live = createLiveEnergisation(network);
    const change = live.setOpen(branch(network, 'a'), 7);
    expect([power(live, 'p'), power(live, 'q')]).toEqual(['on', 'off']);
    expect([...live.supplyInUse]).toEqual([1, 0]);
    expect(change.servicePoints).toHaveLength(2);
    live.setTransfer(1, 1);
    expect(power(live, 'q')).toBe('on');
    expect(live.lossIfOpened(branch(network, 'b')).customers).toBe(2);
    live.setOpen(branch(network, 'b'), 7);
    expect([power(live, 'p'), power(live, 'q')]).toEqual(['off', 'off']);
    expect(network.servicePoints.supplyTransferMs[0]).toBe(3000);
  });

  it('[N10, N17] after a tie transfer only the current feeder changes, and the switching list names what moved', () => {
    const network = sketch({
      branches: ['cb1 breaker bus n1', 'cb2 breaker bus n2', 'l1 line n1 n3', 's1 disconnector n3 n4', 'tie tie n4 n2 open'],
      feeders: ['f1 cb1', 'f2 cb2'],
      points: ['p n4'],
    });
    const live = createLiveEnergisation(network);
    expect([network.servicePoints.feeder[0], live.feederOfServicePoint(0)]).toEqual([0, 0]);
    expect(abnormalSwitching(live)).toEqual([]);
    live.setOpen(branch(network, 'tie'), 0);
    expect(findParallels(live)).toMatchObject([{ branch: branch(network, 'tie'), feeders: [1, 0].sort() }]);
    live.setOpen(branch(network, 's1'), 7);
    expect(findParallels(live)).toEqual([]);
    expect([network.servicePoints.feeder[0], live.feederOfServicePoint(0)]).toEqual([0, 1]);
    expect(
      abnormalSwitching(live)
        .map((b) => network.branches.ids[b])
        .sort(),
    ).toEqual(['s1', 'tie']);
  });

  it('[N16] feeders that meet on a meshed branch are accepted', () => {
    const lines = (mark: string) => ({
      branches: ['cb1 breaker bus n1', 'cb2 breaker bus n2', `m line n1 n2 ${mark}`],
      feeders: ['f1 cb1', 'f2 cb2'],
    });
    expect(findParallels(createLiveEnergisation(sketch(lines(''))))).toHaveLength(1);
    expect(findParallels(createLiveEnergisation(sketch(lines('meshed'))))).toEqual([]);
  });

  it('the loss of one of two sources darkens what only it fed', () => {
    const network = sketch({ branches: ['a line n1 n2', 'b line n5 n6'], sources: ['n1', 'n5'], points: ['p n2', 'q n6'] });
    const live = createLiveEnergisation(network);
    const lost = live.setSource(1, 0);
    expect([...lost.servicePoints]).toEqual([1]);
    expect([power(live, 'p'), power(live, 'q')]).toEqual(['on', 'off']);
  });
});
