/** Scores one storm: what the core concludes, and what a simple predictor without branches, shares and proofs would have. */

import type { Core } from '../../server/domain/core.ts';
import type { Network } from '../../server/domain/network/network.ts';
import type { Outage } from '../../server/domain/outages/outage.ts';
import { isOpen } from '../../server/domain/outages/outage.ts';
import type { Grid } from '../../simulators/grid.ts';
import { createBaseline } from './scoreBaseline.ts';
import { createScoreBoard, type Score, type Sighting } from './scoreBoard.ts';
import { playScenario, SCORE_START } from './scoreRun.ts';
import { type Truth, watchTruth } from './scoreTruth.ts';

const SAMPLE_MS = 10_000;
const INVARIANTS_MS = 60_000;

export type StormScore = {
  readonly seed: number;
  readonly ours: Score;
  readonly baseline: Score;
  readonly broken: string | null;
  readonly messages: number;
  readonly seconds: number;
  readonly core: Core;
};

export const isService = (outage: Outage): boolean => outage.prediction?.level === 'service' || outage.level === 'service';

/** Void, switching, planned, momentary and nested ones are not judged; neither are single service points. */
const isAside = (outage: Outage): boolean =>
  outage.state === 'void' ||
  outage.momentary ||
  outage.possiblyMomentary ||
  outage.parent !== null ||
  outage.origin === 'switching' ||
  outage.origin === 'planned';

export function sightingsOf(core: Core, network: Network): Sighting[] {
  const sightings: Sighting[] = [];
  for (const outage of core.view.outages()) {
    if (isService(outage)) continue;
    const { id, startedAt } = outage;
    sightings.push({
      id,
      device: network.branches.ids[outage.device]!,
      startedAt,
      open: isOpen(outage),
      aside: isAside(outage),
      void: outage.state === 'void',
    });
  }
  return sightings;
}

export type StormOptions = {
  readonly network: Network;
  readonly grid: Grid;
  readonly seed: number;
  readonly scenario?: string;
  readonly hours?: number;
  readonly sampled?: (now: number, core: Core, told: number, truth: number) => void;
};

export function scoreStorm({ network, grid, seed, scenario = 'storm', hours, sampled }: StormOptions): StormScore {
  const ours = createScoreBoard();
  const theirs = createScoreBoard();
  const baseline = createBaseline(network);
  let truth: Truth = { faults: [] };
  let broken: string | null = null;
  const begin = performance.now();
  const { core, world, messages, meterMessages } = playScenario({
    network,
    grid,
    seed,
    scenario,
    hours,
    begun(started) {
      truth = watchTruth(started);
    },
    heard: baseline.hear,
    second(now, current, playing) {
      if ((now - SCORE_START) % SAMPLE_MS !== 0) return;
      const { all } = playing.view.world.ledger.tally;
      const told = all.out[0]! + all.predicted[0]!;
      ours.sample(now, sightingsOf(playing, network), { told, truth: current.customersOut });
      theirs.sample(now, baseline.sightings(), { told: baseline.customers(), truth: current.customersOut });
      sampled?.(now, playing, told, current.customersOut);
      if (broken === null && (now - SCORE_START) % INVARIANTS_MS === 0) broken = playing.checkInvariants();
    },
  });
  const totals = core.view.forecast.desk.account.totals();
  if (totals.in !== meterMessages) broken ??= `[A15] ${meterMessages} meter messages, ${totals.in} in the account`;
  return {
    seed,
    ours: ours.score(truth.faults, world.endAt),
    baseline: theirs.score(truth.faults, world.endAt),
    broken,
    messages,
    seconds: (performance.now() - begin) / 1000,
    core,
  };
}
