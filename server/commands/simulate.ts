/** `relight simulate`: one seeded world, published as SCADA, meters, callers and crews would see it. */

import { type Command, InvalidArgumentError } from 'commander';
import { formatTime, parseTime } from '../../shared/time.ts';
import { clockName } from './clockName.ts';
import { count, positive, speedFactor } from './numbers.ts';
import { usableNetwork } from './usableNetwork.ts';

type Options = {
  readonly network: string;
  readonly mqttUrl: string;
  readonly seed: number;
  readonly speed: number;
  readonly hours?: number;
  readonly truth?: string;
  readonly start?: number;
  readonly resume?: number;
  readonly epoch?: string;
  readonly clock: 'simulated' | 'wall';
  readonly sparkplug: number;
  readonly dispatch?: string;
};

const HOUR_MS = 3_600_000;

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('a share from 0 to 1');
}

function moment(text: string): number {
  const time = parseTime(/^\d+$/.test(text) ? Number(text) : text);
  if (time.ok) return time.ms;
  throw new InvalidArgumentError('a time such as 2026-03-14T18:00:00Z');
}

/** The same seed started in the same hour gives the same truth, times included. */
function usualStart(clock: 'simulated' | 'wall'): number {
  const now = Date.now();
  return clock === 'wall' ? now : now - (now % HOUR_MS);
}

export function register(program: Command): void {
  program
    .command('simulate <scenario>')
    .description('Publishes what telemetry, meters, callers and crews would see of one seeded world')
    .option('--network <file>', 'network file, or city, or town', 'city')
    .option('--mqtt-url <url>', 'broker to publish to', 'mqtt://127.0.0.1:11883')
    .option('--seed <n>', 'another seed, another world', count, 1)
    .option('--speed <n>', 'simulated seconds a second; max = as fast as acknowledged', speedFactor, 1)
    .option('--hours <h>', 'simulated hours (each scenario has its own)', positive)
    .option('--truth <file>', 'write what really happened, JSON lines')
    .option('--start <time>', 'first simulated moment (this hour)', moment)
    .option('--resume <time>', 'go on from here: what was before is not published again', moment)
    .option('--epoch <name>', 'name of this run in message ids; the same on resuming')
    .option('--clock <clock>', 'simulated: publish the clock topic; wall: write times of the wall clock', clockName, 'simulated')
    .option('--sparkplug <share>', 'share of substations that speak Sparkplug B', share, 0)
    .option('--dispatch <url>', 'a server whose jobs a simulated supervisor gives to the crews; its token in RELIGHT_TOKEN')
    .addHelpText('after', '\nExample:\n  relight simulate storm --network town --seed 7 --speed 60 --truth truth.jsonl')
    .action(async (scenario: string, options: Options, command: Command) => {
      const { scenarios } = await import('../../simulators/scenarios/scenarios.ts');
      const wrongUse = (message: string): never => command.error(`error: ${message}`, { exitCode: 2 });
      const known = scenarios.get(scenario);
      if (!known) return wrongUse(`unknown scenario ${scenario}; there are ${[...scenarios.keys()].join(', ')}`);
      if ((options.hours ?? known.hours) < known.leastHours) return wrongUse(`${scenario} needs --hours of at least ${known.leastHours}`);
      if (options.clock === 'wall' && options.speed === 0) return wrongUse('--clock wall needs a --speed above zero');
      const token = process.env.RELIGHT_TOKEN;
      if (options.dispatch !== undefined && token === undefined) return wrongUse('--dispatch needs RELIGHT_TOKEN');
      const { simulate } = await import('../../simulators/simulate.ts');
      const file = await usableNetwork(options.network);
      if (file === null) return;
      let stopping = false;
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopping = true));
      const startAt = options.start ?? usualStart(options.clock);
      const result = await simulate({
        ...options,
        dispatch: options.dispatch === undefined || token === undefined ? undefined : { url: options.dispatch, token },
        network: file,
        scenario,
        startAt,
        resumeAt: options.resume,
        epoch: options.epoch ?? Date.now().toString(36),
        stopped: () => stopping,
        progress: process.stderr.isTTY ? (line) => process.stderr.write(`${line}\n`) : undefined,
      });
      process.stdout.write(`${JSON.stringify({ scenario, seed: options.seed, startedAt: formatTime(startAt), ...result })}\n`);
    });
}
