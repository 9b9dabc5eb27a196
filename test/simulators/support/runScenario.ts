/** Runs a scenario on virtual time alone and collects truth and messages. */

import { formatTime } from '../../../shared/time.ts';
import type { Grid } from '../../../simulators/grid.ts';
import { createPost, type Outgoing } from '../../../simulators/post.ts';
import { readGrid } from '../../../simulators/readGrid.ts';
import { startRepairs } from '../../../simulators/repairs.ts';
import { scenarios } from '../../../simulators/scenarios/scenarios.ts';
import { recordTruth } from '../../../simulators/truth.ts';
import { startViews } from '../../../simulators/views.ts';
import { createWorld, type World } from '../../../simulators/world.ts';

export const START = Date.UTC(2026, 2, 14, 18);

export type TruthLine = {
  readonly at: string;
  readonly type: 'fault' | 'restored' | 'state';
  readonly id: string;
  readonly device: string;
  readonly location: string;
  readonly kind: string;
  readonly servicePoints: number;
  readonly customers: number;
  readonly customersOut: number;
  readonly servicePointsOut: number;
};

export type Sent = Outgoing & { readonly sentAt: number };

export type ScenarioRun = {
  readonly world: World;
  readonly lines: readonly string[];
  readonly truth: readonly TruthLine[];
  readonly sent: readonly Sent[];
};

export function gridOf(file: unknown): Grid {
  const reading = readGrid(file);
  if (!reading.ok) throw new Error(reading.message);
  return reading.grid;
}

export function runScenario(of: {
  grid: Grid;
  scenario: string;
  seed: number;
  hours?: number;
  sparkplug?: number;
  views?: boolean;
}): ScenarioRun {
  const scenario = scenarios.get(of.scenario);
  if (!scenario) throw new Error(`no scenario ${of.scenario}`);
  const endAt = START + (of.hours ?? scenario.hours) * 3_600_000;
  const world = createWorld({ grid: of.grid, seed: of.seed, startAt: START, endAt });
  const post = createPost('run-1');
  if (of.views !== false)
    for (const connection of startViews({ world, post }, of.sparkplug ?? 0)) for (const hello of connection.hello(START)) post.put(hello);
  const lines: string[] = [];
  const truth: TruthLine[] = [];
  recordTruth(world, (line) => {
    lines.push(line);
    truth.push(JSON.parse(line));
  });
  startRepairs(world, scenario.crews(of.grid.pointIds.length));
  scenario.plan(world);
  const sent: Sent[] = [];
  for (let now = START; now < endAt; now += 1_000) {
    world.advance(now + 1_000);
    for (const message of post.take()) sent.push({ ...message, sentAt: now + 1_000 });
  }
  return { world, lines, truth, sent };
}

/** One line for a failing test to show. */
export const describeFault = (line: TruthLine): string =>
  `${formatTime(Date.parse(line.at))} ${line.id} ${line.kind} ${line.device} ${line.customers}`;
