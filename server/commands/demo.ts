/** `relight demo`: the server on the demo city, and the simulator as a second program that speaks real MQTT to it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { programFile } from '../programFile.ts';
import { serveUntilStopped, settingsOf, withServerFlags } from './serve.ts';

type DemoOptions = { readonly scenario: string; readonly seed: string; readonly speed: string } & Readonly<Record<string, unknown>>;

const STOP_MS = 3_000;

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(force);
      done();
    });
    child.kill('SIGTERM');
  });
}

export function register(program: Command): void {
  withServerFlags(
    program
      .command('demo')
      .description('A storm crosses a real city: server and simulator in one line')
      .option('--scenario <name>', 'what happens', 'storm')
      .option('--seed <n>', 'another seed, another storm', '7')
      .option('--speed <n>', 'simulated seconds a second', '10')
      .addHelpText('after', '\nExample:\n  relight demo --scenario substation-loss --speed 5'),
  ).action(async (options: DemoOptions) => {
    const settings = {
      RELIGHT_DATA_DIR: './data/demo',
      RELIGHT_CLOCK: 'simulated',
      RELIGHT_DEMO: 'on',
      RELIGHT_LOG_LEVEL: 'warn',
      ...settingsOf(options),
    };
    await serveUntilStopped(settings, async ({ http, mqtt }) => {
      const network = settingsOf(options).RELIGHT_NETWORK ?? process.env.RELIGHT_NETWORK ?? 'city';
      const args = [
        'simulate',
        options.scenario,
        '--network',
        network,
        '--seed',
        options.seed,
        '--speed',
        options.speed,
        '--mqtt-url',
        mqtt ?? '',
      ];
      const simulator = spawn(process.execPath, [fileURLToPath(programFile('server/cli.js')), ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      simulator.on('exit', (code) => {
        if (code) console.error(`the simulator ended with ${code}; the server goes on`);
      });
      console.log(`Relight is running: ${http}`);
      console.error(`scenario ${options.scenario}, seed ${options.seed}, ${options.speed} simulated seconds a second; stop with Ctrl C`);
      return () => stopChild(simulator);
    });
  });
}
