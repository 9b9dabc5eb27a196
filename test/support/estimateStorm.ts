/** Plays a seeded storm with a dispatcher who confirms each prediction after three minutes, and collects how the estimates fared. */

import type { Core } from '../../server/domain/core.ts';
import type { Experience } from '../../server/domain/estimates/estimator.ts';
import type { Network } from '../../server/domain/network/network.ts';
import type { Grid } from '../../simulators/grid.ts';
import { playScenario } from './scoreRun.ts';

/** One outage that ended, with everything that was said of its end. */
export type EndedOutage = {
  readonly id: string;
  readonly device: string;
  readonly group: string;
  readonly startedAt: number;
  readonly confirmedAt: number;
  readonly endedAt: number;
  readonly published: readonly {
    readonly at: number;
    readonly madeAt: number;
    readonly earliest: number | null;
    readonly latest: number | null;
    readonly source: string;
  }[];
};

export type EstimateStorm = { readonly ended: readonly EndedOutage[]; readonly experience: Experience; readonly core: Core };

const CONFIRM_AFTER_MS = 3 * 60_000;
const ACTOR = { user: 'dispatcher', name: 'Dispatcher', role: 'dispatcher', areas: null } as const;
/** Commits of the dispatcher's commands lie beyond those of the messages. */
const FIRST_COMMAND = 1_000_000_000;

export function playEstimates(of: {
  network: Network;
  grid: Grid;
  seed: number;
  experience: Experience | null;
  hours?: number;
}): EstimateStorm {
  let commands = 0;
  const { core } = playScenario({
    network: of.network,
    grid: of.grid,
    seed: of.seed,
    scenario: 'storm',
    ...(of.hours === undefined ? {} : { hours: of.hours }),
    experience: of.experience,
    second(now, _world, running) {
      if (now % 10_000 !== 0) return;
      for (const { id, state, history } of running.view.openOutages()) {
        if (state !== 'predicted' || now - (history[0]?.at ?? now) < CONFIRM_AFTER_MS) continue;
        commands += 1;
        const command = { id: `confirm ${commands}`, type: 'outage.confirm', outage: id } as const;
        running.apply({ type: 'command', commit: FIRST_COMMAND + commands, receivedAt: now, command, actor: ACTOR });
      }
    },
  });
  const { view } = core;
  const ended: EndedOutage[] = [];
  for (const outage of view.world.ledger.outages.values()) {
    const track = view.estimator.of(outage.id);
    if (!track?.concluded || outage.restoredAt === null || outage.state === 'void' || outage.momentary) continue;
    ended.push({
      id: outage.id,
      device: view.network.branches.ids[outage.device] ?? '',
      group: track.like.device,
      startedAt: outage.startedAt,
      confirmedAt: track.confirmedAt,
      endedAt: outage.restoredAt,
      published: track.estimates.map(({ at, madeAt, earliest, latest, source }) => ({ at, madeAt, earliest, latest, source })),
    });
  }
  return { ended, experience: view.estimator.experience(), core };
}
