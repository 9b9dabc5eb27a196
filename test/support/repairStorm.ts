/** Plays a scenario into the core with a supervisor who gives jobs to the crews, and keeps watch over the jobs. */

import type { Core, Fact } from '../../server/domain/core.ts';
import type { Network } from '../../server/domain/network/network.ts';
import { edgeOf } from '../../server/domain/repairs/edges.ts';
import { project } from '../../server/projections/operations.ts';
import type { RepairCommand } from '../../shared/commands/repairCommands.ts';
import type { Command } from '../../shared/commands.ts';
import { type JobRecord, type JobStatus, jobStatus } from '../../shared/records/job.ts';
import type { Actor } from '../../shared/roles.ts';
import { formatTime } from '../../shared/time.ts';
import { createSupervisor, type Deed, type Supervisor } from '../../simulators/dispatch/supervisor.ts';
import type { Grid } from '../../simulators/grid.ts';
import { playScenario } from './scoreRun.ts';

const SUPERVISOR: Actor = { user: 'supervisor', name: 'Supervisor', role: 'supervisor', areas: null };
const SECOND = 1_000;
const FIRST_COMMAND = 1_000_000_000;

export type RepairStorm = {
  readonly core: Core;
  readonly jobs: number;
  readonly closed: number;
  readonly mostOpen: number;
  readonly photos: number;
  readonly commands: number;
  readonly refusals: ReadonlyMap<string, number>;
  /** Steps that no rule allows, in words. */
  readonly badSteps: readonly string[];
  /** Jobs that were there and are not any more. */
  readonly lost: readonly string[];
  /** Outages that needed a crew when looked at and had no job. */
  readonly without: readonly string[];
  /** Longest look of the core at one command, and all of them together, milliseconds. */
  readonly worstCommandMs: number;
};

type Options = {
  readonly network: Network;
  readonly grid: Grid;
  readonly scenario: string;
  readonly seed: number;
  readonly hours?: number;
  readonly everyMs?: number;
};

/** A photo stands for itself: what the picture program does is tested elsewhere. */
const photoCommand = (deed: Extract<Deed, { type: 'photo' }>): Omit<Extract<RepairCommand, { type: 'job.addPhoto' }>, 'id'> => ({
  type: 'job.addPhoto',
  job: deed.job,
  occurredAt: formatTime(Math.round(deed.at)),
  lon: deed.lon,
  lat: deed.lat,
  photo: { id: deed.photo, moment: deed.moment, width: 480, height: 360, bytes: 20_000 },
});

export function playRepairs({ network, grid, scenario, seed, hours, everyMs = 30 * SECOND }: Options): RepairStorm {
  let supervisor: Supervisor | null = null;
  let registered = false;
  let commands = 0;
  let photos = 0;
  let mostOpen = 0;
  let worstCommandMs = 0;
  const refusals = new Map<string, number>();
  const seen = new Set<string>();
  const without = new Set<string>();
  const facts: Fact[] = [];

  function give(core: Core, now: number, deed: Deed): void {
    commands += 1;
    const order = deed.type === 'photo' ? photoCommand(deed) : deed.command;
    const command: Command = { id: `deed-${commands}`, ...order };
    const refusal = core.check(command, SUPERVISOR);
    if (refusal) {
      const text = `${command.type} ${refusal.code}`;
      refusals.set(text, (refusals.get(text) ?? 0) + 1);
      return;
    }
    if (deed.type === 'photo') photos += 1;
    const begun = performance.now();
    facts.push(...core.apply({ type: 'command', commit: FIRST_COMMAND + commands, receivedAt: now, command, actor: SUPERVISOR }).facts);
    worstCommandMs = Math.max(worstCommandMs, performance.now() - begun);
  }

  const { core } = playScenario({
    network,
    grid,
    scenario,
    seed,
    hours,
    crewed(world, repairs) {
      supervisor = createSupervisor(world, repairs);
    },
    said: (fact) => {
      if (fact.type.startsWith('job.')) facts.push(fact);
    },
    second(now, _world, core) {
      if (now % everyMs !== 0 || !supervisor) return;
      if (!registered) for (const deed of supervisor.register()) give(core, now, deed);
      registered = true;
      const { repairs } = core.view.desks;
      const open = repairs.shop.jobs.open();
      mostOpen = Math.max(mostOpen, open.length);
      const records = open.flatMap(({ id }): JobRecord[] => {
        const record = project(core.view, 'job', id);
        return record ? [record] : [];
      });
      for (const deed of supervisor.look(records)) give(core, now, deed);
      for (const { id } of repairs.jobs()) seen.add(id);
      for (const outage of core.view.openOutages()) {
        const needs =
          outage.state !== 'predicted' && !outage.possiblyMomentary && outage.origin !== 'planned' && outage.origin !== 'switching';
        if (needs && repairs.ofOutage(outage.id).length === 0) without.add(outage.id);
      }
    },
  });

  const badSteps: string[] = [];
  const suspendedFrom = new Map<string, JobStatus>();
  for (const { type, about, body } of facts) {
    if (type !== 'job.step' || about === null) continue;
    const [from, to] = [jobStatus.parse(body.from), jobStatus.parse(body.to)];
    const edge = edgeOf(from, to, suspendedFrom.get(about) ?? null);
    if (!edge || (edge.needsReason && body.reason === null)) badSteps.push(`${about}: ${from} to ${to}`);
    if (to === 'suspended') suspendedFrom.set(about, from);
  }
  const { repairs } = core.view.desks;
  const jobs = [...repairs.jobs()];
  return {
    core,
    jobs: jobs.length,
    closed: jobs.filter(({ status }) => status === 'closed').length,
    mostOpen,
    photos,
    commands,
    refusals,
    badSteps,
    lost: [...seen].filter((id) => repairs.job(id) === null),
    without: [...without],
    worstCommandMs,
  };
}
