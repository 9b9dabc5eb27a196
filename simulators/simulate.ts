/** The simulation as a whole: network, world, views, truth, publisher, time. */

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { catchUp } from './catchUp.ts';
import { startOffice } from './dispatch/office.ts';
import { createSupervisor } from './dispatch/supervisor.ts';
import { createPost } from './post.ts';
import { startPublisher } from './publisher.ts';
import { readGridFile } from './readGrid.ts';
import { startRepairs } from './repairs.ts';
import { run } from './run.ts';
import { scenarios } from './scenarios/scenarios.ts';
import { recordTruth } from './truth.ts';
import { startViews } from './views.ts';
import { createWorld } from './world.ts';

export type SimulateOptions = {
  readonly scenario: string;
  /** A network file. */
  readonly network: string;
  readonly mqttUrl: string;
  readonly seed: number;
  /** Times faster than life; 0 = as fast as the broker acknowledges. */
  readonly speed: number;
  /** Simulated hours; the scenario's own when not given. */
  readonly hours?: number;
  readonly truth?: string;
  /** Epoch milliseconds of the first simulated moment. */
  readonly startAt: number;
  readonly clock: 'simulated' | 'wall';
  /** Tells this run's message counts from those of another run. */
  readonly epoch: string;
  /** What happened before this moment was published by an earlier run of the same world. */
  readonly resumeAt?: number;
  /** Share of substations that speak Sparkplug B, 0 … 1. */
  readonly sparkplug: number;
  /** A server whose jobs a simulated supervisor gives to the crews; without one the crews work unasked. */
  readonly dispatch?: { readonly url: string; readonly token: string };
  readonly stopped: () => boolean;
  readonly progress?: (line: string) => void;
};

export type SimulateResult = { readonly messages: number; readonly faults: number; readonly customersOut: number };

/** @throws with a sentence when scenario, network or broker cannot be used */
export async function simulate(options: SimulateOptions): Promise<SimulateResult> {
  const scenario = scenarios.get(options.scenario);
  if (!scenario) throw new Error(`unknown scenario ${options.scenario}; there are ${[...scenarios.keys()].join(', ')}`);
  const reading = readGridFile(options.network);
  if (!reading.ok) throw new Error(reading.message);
  const { grid } = reading;
  const { seed, startAt, speed } = options;
  const endAt = startAt + Math.round((options.hours ?? scenario.hours) * 3_600_000);
  const world = createWorld({ grid, seed, startAt, endAt });
  const compressed = options.clock === 'wall' && speed > 0 ? speed : 1;
  const post = createPost(options.epoch, (at) => startAt + (at - startAt) / compressed);
  const connections = startViews({ world, post }, options.sparkplug);
  const truth = options.truth === undefined ? null : createWriteStream(options.truth);
  if (truth) recordTruth(world, (line) => truth.write(`${line}\n`));
  const repairs = startRepairs(world, scenario.crews(grid.pointIds.length));
  scenario.plan(world);

  if (options.resumeAt !== undefined) catchUp(world, post, options.resumeAt);
  const { dispatch, progress: report } = options;
  const stopOffice = dispatch ? startOffice({ world, supervisor: createSupervisor(world, repairs), ...dispatch, progress: report }) : null;
  const publisher = await startPublisher({ url: options.mqttUrl, connections, now: () => post.wireTime(world.now()) });
  try {
    const progress = (now: number): void => {
      if (now % 60_000 !== 0) return;
      const minutes = Math.round((now - startAt) / 60_000);
      options.progress?.(`${minutes} min simulated, ${world.customersOut} customers out, ${publisher.published} messages`);
    };
    await run({
      world,
      post,
      publisher,
      speed,
      clock: options.clock === 'simulated',
      stopped: options.stopped,
      progress,
    });
  } finally {
    await stopOffice?.();
    await publisher.stop();
    if (truth) await finished(truth);
  }
  return { messages: publisher.published, faults: world.faults.length, customersOut: world.customersOut };
}

async function finished(stream: WriteStream): Promise<void> {
  stream.end();
  await once(stream, 'close');
}
