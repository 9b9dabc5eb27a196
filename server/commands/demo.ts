/** `relight demo`: the server on the demo city, and the simulator as a second program that speaks real MQTT to it. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import * as z from 'zod';
import { formatTime } from '../../shared/time.ts';
import { programFile } from '../programFile.ts';
import { serveUntilStopped, settingsOf, withServerFlags } from './serve.ts';

type DemoOptions = { readonly scenario: string; readonly seed: string; readonly speed: string; readonly fresh?: boolean } & Readonly<
  Record<string, unknown>
>;

const STOP_MS = 3_000;
const HOUR_MS = 3_600_000;
/** A demo older than this starts over; its clock would look like a mistake. */
const STALE_MS = 12 * HOUR_MS;

const runFile = z.object({ startAt: z.number(), epoch: z.string(), begunAt: z.number() });
type Run = z.infer<typeof runFile>;

/** The run in this folder, so that a killed demo goes on where it was; a new one when there is none or it is long ago. */
function runIn(folder: string, fresh: boolean): Run {
  const path = join(folder, 'demo.json');
  const now = Date.now();
  if (!fresh && existsSync(path)) {
    const kept = runFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (kept.success && now - kept.data.begunAt < STALE_MS) return kept.data;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run: Run = { startAt: now - (now % HOUR_MS), epoch: now.toString(36), begunAt: now };
  writeFileSync(path, JSON.stringify(run));
  return run;
}

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
      .option('--fresh', 'begin again instead of going on where a killed demo was')
      .addHelpText('after', '\nExample:\n  relight demo --scenario substation-loss --speed 5'),
  ).action(async ({ scenario, seed, speed, fresh = false, ...options }: DemoOptions) => {
    const given = settingsOf(options);
    const root = given.RELIGHT_DATA_DIR ?? process.env.RELIGHT_DATA_DIR ?? './data';
    const network = given.RELIGHT_NETWORK ?? process.env.RELIGHT_NETWORK ?? 'city';
    const folder = join(root, `demo-${network.replace(/[^\w-]/g, '-')}-${scenario}-${seed}`);
    const run = runIn(folder, fresh);
    const settings = {
      RELIGHT_CLOCK: 'simulated',
      RELIGHT_DEMO: 'on',
      RELIGHT_LOG_LEVEL: process.env.RELIGHT_LOG_LEVEL ?? 'warn',
      // The simulated supervisor comes in by the same door as all programs.
      RELIGHT_TOKEN: process.env.RELIGHT_TOKEN ?? randomBytes(24).toString('base64url'),
      RELIGHT_CACHE_DIR: process.env.RELIGHT_CACHE_DIR ?? join(root, 'cache'),
      ...given,
      RELIGHT_DATA_DIR: folder,
    };
    await serveUntilStopped(settings, async ({ urls, networkFile, lastKnown }) => {
      const world = [
        'simulate',
        scenario,
        '--network',
        networkFile,
        '--seed',
        seed,
        '--speed',
        speed,
        '--mqtt-url',
        urls.mqtt ?? '',
        '--dispatch',
        urls.http,
      ];
      const time = [
        '--start',
        formatTime(run.startAt),
        '--epoch',
        run.epoch,
        ...(lastKnown === null ? [] : ['--resume', formatTime(lastKnown - (lastKnown % 1000))]),
      ];
      const simulator = spawn(process.execPath, [fileURLToPath(programFile('server/cli.js')), ...world, ...time], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, RELIGHT_TOKEN: settings.RELIGHT_TOKEN },
      });
      simulator.on('exit', (code) => {
        if (code) console.error(`the simulator ended with ${code}; the server goes on`);
      });
      console.log(`Relight is running: ${urls.http}`);
      console.error(`scenario ${scenario}, seed ${seed}, ${speed} simulated seconds a second; stop with Ctrl C`);
      return () => stopChild(simulator);
    });
  });
}
