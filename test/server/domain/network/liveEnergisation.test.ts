/** The energisation that follows single operations must equal a walk over everything, whatever the order of operations. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../../server/domain/network/compile.ts';
import { energise } from '../../../../server/domain/network/energisation.ts';
import { createLiveEnergisation, type LiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import { type Network, NONE } from '../../../../server/domain/network/network.ts';
import type { NetworkFile } from '../../../../shared/network.ts';
import { randomNetwork } from '../../../support/randomNetwork.ts';

function compiled(file: NetworkFile): Network {
  const { network, findings } = compileNetwork(file, 'hash');
  if (!network) throw new Error(JSON.stringify(findings));
  return network;
}

const operation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('branch', 'branch', 'branch', 'many', 'source', 'transfer'),
  open: fc.constantFrom(0, 0, 7, 7, 1, 2, 4, 5),
  unknown: fc.constantFrom(0, 0, 0, 7, 2),
});
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

function perform(live: LiveEnergisation, { at, kind, open, unknown }: Operation): ReturnType<LiveEnergisation['setOpen']> {
  const { network } = live;
  const branch = at % network.branches.count;
  switch (kind) {
    case 'source': {
      const source = at % network.sources.length;
      return live.setSource(source, network.sources[source]!.phases & ~open);
    }
    case 'transfer': {
      if (network.servicePoints.count === 0) return live.setMany([]);
      const point = at % network.servicePoints.count;
      const supplies = network.servicePoints.supplyStart[point + 1]! - network.servicePoints.supplyStart[point]!;
      return live.setTransfer(point, open === 0 ? null : supplies);
    }
    case 'many':
      return live.setMany([
        { branch, open, unknown },
        { branch: (at + 3) % network.branches.count, open: 7 & ~open, unknown: 0 },
      ]);
    default:
      return live.setOpen(branch, open, unknown);
  }
}

function expectEqualToFullWalk(live: LiveEnergisation): void {
  const { network, positions } = live;
  const sources = live.certain.sources;
  expect([...live.live]).toEqual([...energise(network, positions, { unknown: 'open', sources })]);
  expect([...live.hope]).toEqual([...energise(network, positions, { unknown: 'closed', sources })]);
  for (let n = 0; n < network.nodes.count; n += 1) {
    for (let p = 0; p < 3; p += 1) {
      expect(live.certain.support[3 * n + p] !== NONE).toBe((live.live[n]! & (1 << p)) !== 0);
      expect(live.certain.origin[3 * n + p] !== NONE).toBe((live.live[n]! & (1 << p)) !== 0);
    }
  }
}

const copy = (live: LiveEnergisation) => ({
  live: live.live.slice(),
  hope: live.hope.slice(),
  states: live.states.slice(),
  phases: live.livePhases.slice(),
  supply: live.supplyInUse.slice(),
});

describe('live energisation', () => {
  it('[N7, N13, N14] equals a walk over everything after any operations on any network', () => {
    fc.assert(
      fc.property(randomNetwork, fc.array(operation, { maxLength: 15 }), (file, operations) => {
        const live = createLiveEnergisation(compiled(file));
        expectEqualToFullWalk(live);
        for (const each of operations) {
          perform(live, each);
          expectEqualToFullWalk(live);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reports exactly the nodes and service points that changed, with what they were', () => {
    fc.assert(
      fc.property(randomNetwork, fc.array(operation, { maxLength: 10 }), (file, operations) => {
        const live = createLiveEnergisation(compiled(file));
        for (const each of operations) {
          const before = copy(live);
          const change = perform(live, each);
          const nodes = [...live.live.keys()].filter((n) => live.live[n] !== before.live[n] || live.hope[n] !== before.hope[n]);
          expect([...change.nodes].sort((a, b) => a - b)).toEqual(nodes);
          expect([...change.liveBefore]).toEqual([...change.nodes].map((n) => before.live[n]));
          expect([...change.hopeBefore]).toEqual([...change.nodes].map((n) => before.hope[n]));
          const points = [...live.states.keys()].filter(
            (p) =>
              live.states[p] !== before.states[p] || live.livePhases[p] !== before.phases[p] || live.supplyInUse[p] !== before.supply[p],
          );
          expect([...change.servicePoints].sort((a, b) => a - b)).toEqual(points);
          expect([...change.stateBefore]).toEqual([...change.servicePoints].map((p) => before.states[p]));
          expect([...change.phasesBefore]).toEqual([...change.servicePoints].map((p) => before.phases[p]));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[N22] what a device would take is what it takes, and asking changes nothing', () => {
    fc.assert(
      fc.property(randomNetwork, fc.array(operation, { maxLength: 6 }), fc.nat(), (file, operations, at) => {
        const live = createLiveEnergisation(compiled(file));
        for (const each of operations) perform(live, each);
        const before = copy(live);
        const branch = at % live.network.branches.count;
        const loss = live.lossIfOpened(branch);
        expect(copy(live)).toEqual(before);
        expectEqualToFullWalk(live);
        live.setOpen(branch, 7, 0);
        const taken = [...live.states.keys()].filter((p) => before.phases[p]! & ~live.livePhases[p]!);
        expect([...loss.servicePoints].sort((a, b) => a - b)).toEqual(taken);
        expect(loss.customers).toBe(taken.reduce((sum, p) => sum + live.network.servicePoints.customers[p]!, 0));
      }),
      { numRuns: 300 },
    );
  });
});
