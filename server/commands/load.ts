/** `relight load`: a bounded load, with rates, acknowledgement times and the accounting identity. */

import type { Command } from 'commander';
import { count, positive } from './numbers.ts';
import { usableNetwork } from './usableNetwork.ts';

type Options = {
  readonly rate: number;
  readonly duration: number;
  readonly network: string;
  readonly mqttUrl: string;
  readonly seed: number;
  readonly httpUrl?: string;
  readonly token?: string;
};

/** How long the server may take to count what it acknowledged. */
const PATIENCE_MS = 10_000;

export function register(program: Command): void {
  program
    .command('load')
    .description('Sends a bounded load and prints rates, acknowledgement times and the accounting identity as JSON')
    .option('--rate <n>', 'messages a second', positive, 200)
    .option('--duration <s>', 'seconds', positive, 30)
    .option('--network <file>', 'network file, or city, or town', 'city')
    .option('--mqtt-url <url>', 'broker to publish to', 'mqtt://127.0.0.1:11883')
    .option('--seed <n>', 'another seed, another mix', count, 1)
    .option('--http-url <url>', 'server whose counts are compared before and after, such as http://127.0.0.1:3000')
    .option('--token <token>', 'bearer token for it (RELIGHT_TOKEN)')
    .addHelpText('after', '\nExample:\n  relight load --rate 500 --duration 60 --network town --http-url http://127.0.0.1:3000')
    .action(async (options: Options) => {
      const network = await usableNetwork(options.network);
      if (network === null) return;
      const { load } = await import('../../simulators/load/load.ts');
      let stopping = false;
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopping = true));
      const http =
        options.httpUrl === undefined
          ? null
          : { patienceMs: PATIENCE_MS, url: options.httpUrl, token: options.token ?? process.env.RELIGHT_TOKEN ?? '' };
      const result = await load({
        ...options,
        network,
        http,
        durationS: options.duration,
        epoch: Date.now().toString(36),
        stopped: () => stopping,
      });
      process.stdout.write(`${JSON.stringify(result)}\n`);
      if (result.account && !result.account.holds) process.exitCode = 1;
    });
}
