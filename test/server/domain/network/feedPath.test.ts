/** The way supply comes, and what hangs on a branch. */

import { describe, expect, it } from 'vitest';
import { fedEnd, feedPath, nextUp } from '../../../../server/domain/network/feedPath.ts';
import { createLiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import { NONE } from '../../../../server/domain/network/network.ts';
import { tracePath } from '../../../../server/domain/network/tracePath.ts';
import { sketch } from '../../../support/sketch.ts';

describe('feed path', () => {
  const network = sketch({
    branches: ['cb1 breaker bus a', 'cb2 breaker bus z', 'l1 line a b', 'f fuse b c', 'l2 line c d', 'tie tie d z open'],
    points: ['p d'],
  });
  const at = (id: string): number => network.nodeIndex.get(id)!;
  const branch = (id: string): number => network.branchIndex.get(id)!;
  const names = (branches: readonly number[]): string[] => branches.map((each) => network.branches.ids[each]!);

  it('[N14] follows supply to its source in the current state, not in the normal one', () => {
    const live = createLiveEnergisation(network);
    expect(names(feedPath(live, at('d')))).toEqual(['l2', 'f', 'l1', 'cb1']);
    live.setMany([
      { branch: branch('f'), open: 7, unknown: 0 },
      { branch: branch('tie'), open: 0, unknown: 0 },
    ]);
    expect(names(feedPath(live, at('c')))).toEqual(['l2', 'tie', 'cb2']);
    expect(fedEnd(live, branch('l2'))).toBe(at('c'));
    expect(fedEnd(live, branch('f'))).toBe(NONE);
    expect(tracePath(live, branch('l2'), 'up').branches).toEqual(['tie', 'cb2']);
    expect(tracePath(live, branch('tie'), 'down')).toMatchObject({
      branches: expect.arrayContaining(['l2']),
      servicePoints: 1,
      customers: 1,
    });
  });

  it('finds the next device on the way up, and ends at a source and in the dark', () => {
    const live = createLiveEnergisation(network);
    const isFuse = (each: number): boolean => network.branches.ids[each] === 'f';
    expect(nextUp(live, at('d'), isFuse)).toBe(branch('f'));
    expect(nextUp(live, at('b'), isFuse)).toBe(NONE);
    expect(feedPath(live, at('bus'))).toEqual([]);
    live.setOpen(branch('cb1'), 7);
    expect(feedPath(live, at('d'))).toEqual([]);
  });
});
