/** Repairs from the trip to the closed job, through a whole storm in a small town. */

import { beforeAll, describe, expect, it } from 'vitest';
import { complianceOf } from '../../server/projections/compliance.ts';
import { benchNetwork } from '../bench/benchNetwork.ts';
import { playRepairs, type RepairStorm } from '../support/repairStorm.ts';

let storm: RepairStorm;
beforeAll(async () => {
  storm = playRepairs({ ...(await benchNetwork('town')), scenario: 'storm', seed: 7, hours: 3 });
}, 240_000);

describe('a storm with its repairs', () => {
  it('[R2, R13] gives every outage a job, loses none, and takes only allowed steps', () => {
    expect(storm.without).toEqual([]);
    expect(storm.lost).toEqual([]);
    expect(storm.badSteps).toEqual([]);
    expect(storm.jobs).toBeGreaterThan(5);
  });
  it('[R14, R15] jobs flow to their end with photos', () => {
    expect(storm.closed).toBeGreaterThan(storm.jobs / 3);
    expect(storm.photos).toBeGreaterThan(0);
  });
  it('[R5, R6] promises are counted', () => {
    const { months } = complianceOf(storm.core.view);
    expect(months.reduce((sum, { arrival }) => sum + arrival.jobs, 0)).toBeGreaterThan(0);
  });
});
