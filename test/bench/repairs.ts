/** Repairs in bulk: a city storm with its crews, and a day with more than 500 jobs at once, each second applied in process. */

import { project } from '../../server/projections/operations.ts';
import { playRepairs } from '../support/repairStorm.ts';
import { benchNetwork } from './benchNetwork.ts';
import type { Figure } from './journal.ts';

export async function benchRepairs(print: (figure: Figure) => void): Promise<void> {
  const city = await benchNetwork('city');
  for (const [scenario, hours] of [
    ['repair-day', 2],
    ['storm', undefined],
  ] as const) {
    const begun = performance.now();
    const { core, refusals, badSteps, lost, without, ...counts } = playRepairs({
      ...city,
      scenario,
      seed: 7,
      ...(hours === undefined ? {} : { hours }),
    });
    const seconds = (performance.now() - begun) / 1000;
    const outages = [...core.view.outages()].filter(
      ({ origin, state }) => state !== 'void' && origin !== 'planned' && origin !== 'switching',
    ).length;
    const detail = { ...counts, outages, refusals: Object.fromEntries(refusals), seconds: Math.round(seconds) };
    print({ bench: 'repairs', figure: `${scenario}-outages-without-job`, value: without.length, unit: 'outages', detail });
    print({ bench: 'repairs', figure: `${scenario}-jobs-lost`, value: lost.length, unit: 'jobs', detail: { lost: lost.slice(0, 5) } });
    print({
      bench: 'repairs',
      figure: `${scenario}-steps-not-allowed`,
      value: badSteps.length,
      unit: 'steps',
      detail: { badSteps: badSteps.slice(0, 5) },
    });
    print({ bench: 'repairs', figure: `${scenario}-most-open-jobs`, value: counts.mostOpen, unit: 'jobs', detail: {} });
    const jobs = [...core.view.desks.repairs.jobs()].slice(0, 500);
    const drawn = performance.now();
    for (const { id } of jobs) project(core.view, 'job', id);
    print({
      bench: 'repairs',
      figure: `${scenario}-record`,
      value: (performance.now() - drawn) / jobs.length,
      unit: 'ms',
      detail: { jobs: jobs.length },
    });
  }
}
