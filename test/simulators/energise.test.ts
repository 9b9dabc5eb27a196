/** The simulator's trace and the product's are written apart and must agree. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileNetwork } from '../../server/domain/network/compile.ts';
import { energise, normalState } from '../../server/domain/network/energisation.ts';
import { networkFile } from '../../shared/network.ts';
import { createSupply } from '../../simulators/supply.ts';
import { gridOf } from './support/runScenario.ts';
import { village } from './support/village.ts';

const file = networkFile.parse(village());
const grid = gridOf(file);
const { network } = compileNetwork(file, 'village');
if (!network) throw new Error('the village does not compile');

it('[N7] any switching state is energised alike by simulator and product', () => {
  const branch = fc.integer({ min: 0, max: grid.branchIds.length - 1 });
  const switching = fc.array(fc.record({ branch, open: fc.integer({ min: 0, max: 7 }) }), { maxLength: 12 });
  fc.assert(
    fc.property(switching, (operations) => {
      const supply = createSupply(grid);
      const state = normalState(network);
      for (const { branch, open } of operations) {
        supply.open[branch] = open & grid.phases[branch]!;
        state.open[network.branchIndex.get(grid.branchIds[branch]!) ?? -1] = open & grid.phases[branch]!;
      }
      supply.refresh();
      const live = energise(network, state);
      const theirs = grid.nodeIds.map((id) => live[network.nodeIndex.get(id) ?? -1]);
      expect([...supply.tree.live]).toEqual(theirs);
    }),
    { numRuns: 150 },
  );
});

it('[N22] what a device feeds is what goes dark when it opens', () => {
  const supply = createSupply(grid);
  for (const id of ['f0-cb', 'f1-rc', 'f2-1-fu', 'f3-0-tr2', 'f0-l1']) {
    const branch = grid.branchIds.indexOf(id);
    const below = supply.countBelow(branch);
    supply.open[branch] = grid.phases[branch]!;
    expect(supply.refresh().length, id).toBe(below);
    supply.open[branch] = 0;
    expect(supply.refresh().length, id).toBe(below);
  }
});
