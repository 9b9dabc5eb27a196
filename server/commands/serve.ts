/** `relight serve`: the server until it is told to stop. */

import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { type Started, startServer } from '../main.ts';

const FLAGS: readonly (readonly [flag: string, setting: string, help: string])[] = [
  ['--http-host <host>', 'RELIGHT_HTTP_HOST', 'address of the pages'],
  ['--http-port <port>', 'RELIGHT_HTTP_PORT', 'port of the pages'],
  ['--mqtt-host <host>', 'RELIGHT_MQTT_HOST', 'address of the embedded broker'],
  ['--mqtt-port <port>', 'RELIGHT_MQTT_PORT', 'port of the embedded broker'],
  ['--mqtt-url <urls>', 'RELIGHT_MQTT_URL', 'external brokers instead, comma separated'],
  ['--data-dir <folder>', 'RELIGHT_DATA_DIR', 'journal, photos, caches'],
  ['--network <file>', 'RELIGHT_NETWORK', 'network file, or city, or town'],
  ['--customers <file>', 'RELIGHT_CUSTOMERS', 'customer register, JSON lines or CSV'],
  ['--clock <clock>', 'RELIGHT_CLOCK', 'wall or simulated'],
  ['--log-level <level>', 'RELIGHT_LOG_LEVEL', 'trace, debug, info, warn, error, silent'],
];

const camel = (flag: string): string =>
  flag.replace(/^--([\w-]+).*$/, '$1').replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** Adds the settings of the server as flags. */
export function withServerFlags(command: Command): Command {
  for (const [flag, setting, help] of FLAGS) command.option(flag, `${help} (${setting})`);
  return command;
}

/** The flags given, by the name of their setting. */
export function settingsOf(options: Readonly<Record<string, unknown>>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [flag, setting] of FLAGS) {
    const value = options[camel(flag)];
    if (typeof value === 'string') given[setting] = value;
  }
  return given;
}

/** Starts with these settings; problems are printed together and end with exit code 2. Settles when the server has stopped. */
export async function serveUntilStopped(
  flags: Readonly<Record<string, string>>,
  ready?: (started: Started & { readonly ok: true }) => Promise<() => Promise<void>>,
): Promise<void> {
  const read = readConfig({ flags, env: process.env, folder: process.cwd() });
  if (!read.ok) {
    for (const { name, problem } of read.problems) console.error(`${name}: ${problem}`);
    process.exitCode = 2;
    return;
  }
  for (const warning of read.warnings) console.error(warning);
  const started = await startServer(read.config);
  if (!started.ok) {
    console.error(started.report);
    process.exitCode = started.exitCode;
    return;
  }
  const stopBeside = ready ? await ready(started) : async () => undefined;
  const signal = await new Promise<string>((done) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => done(name));
  });
  console.error(`stopping (${signal})`);
  await stopBeside();
  await started.stop();
}

export function register(program: Command): void {
  withServerFlags(
    program
      .command('serve')
      .description('Runs the server: pages, live feed, embedded broker')
      .addHelpText('after', '\nExample:\n  relight serve --network town --http-port 8080'),
  ).action(async (options: Record<string, unknown>) => {
    await serveUntilStopped(settingsOf(options));
  });
}
