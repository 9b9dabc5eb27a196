/** `relight replay`: a recorded outage history, published as outage reports of another system. */

import { type Command, InvalidArgumentError } from 'commander';
import { clockName } from './clockName.ts';
import { speedFactor } from './numbers.ts';

type Options = { readonly mqttUrl: string; readonly speed: number; readonly area?: string; readonly clock: 'simulated' | 'wall' };

function areaId(text: string): string {
  if (text !== '' && !/[#+/]/.test(text)) return text;
  throw new InvalidArgumentError('an area id without "/", "+" and "#"');
}

export function register(program: Command): void {
  program
    .command('replay <file>')
    .description('Publishes a recorded outage history (events.jsonl.gz) as outage reports of another system')
    .option('--mqtt-url <url>', 'broker to publish to', 'mqtt://127.0.0.1:11883')
    .option('--speed <n>', 'recorded seconds a second; max = as fast as acknowledged', speedFactor, 600)
    .option('--area <id>', 'area id for the topic', areaId)
    .option(
      '--clock <clock>',
      'simulated: times as recorded, and the clock topic; wall: the same course, from now on',
      clockName,
      'simulated',
    )
    .addHelpText('after', '\nExample:\n  relight replay storm/events.jsonl.gz --speed 600')
    .action(async (file: string, options: Options) => {
      const { replay } = await import('../../simulators/replay/replay.ts');
      let stopping = false;
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopping = true));
      const result = await replay({
        ...options,
        file,
        area: options.area ?? null,
        epoch: Date.now().toString(36),
        stopped: () => stopping,
        progress: process.stderr.isTTY ? (line) => process.stderr.write(`${line}\n`) : undefined,
      });
      process.stdout.write(`${JSON.stringify(result)}\n`);
    });
}
