/** A real server for whole-system tests: its own process, free ports, its own data folder. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot as root } from './repositoryRoot.ts';

export const TOKEN = 'token-of-the-test-suite';

export type RunningServer = {
  readonly http: string;
  readonly mqtt: string;
  readonly folder: string;
  readonly child: ChildProcess;
  /** What the server wrote to stderr so far. */
  log(): string;
  get<T = unknown>(path: string): Promise<T>;
  post(path: string, body: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts again on the same folder and ports. */
  restart(): Promise<RunningServer>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
};

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  let last: unknown = null;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms for ${what}${last instanceof Error ? `: ${last.message}` : ''}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

export type ServerOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly ports?: readonly [http: number, mqtt: number];
  readonly args?: readonly string[];
};

export async function startServer({ env = {}, folder, ports, args = [] }: ServerOptions = {}): Promise<RunningServer> {
  const dataFolder = folder ?? (await mkdtemp(join(tmpdir(), 'relight-test-')));
  const [httpPort, mqttPort] = ports ?? [await freePort(), await freePort()];
  const http = `http://127.0.0.1:${httpPort}`;
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist/server/cli.js'), 'serve', ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      RELIGHT_NETWORK: 'town',
      RELIGHT_DATA_DIR: dataFolder,
      RELIGHT_HTTP_PORT: String(httpPort),
      RELIGHT_MQTT_PORT: String(mqttPort),
      RELIGHT_TOKEN: TOKEN,
      RELIGHT_LOG_LEVEL: 'warn',
      RELIGHT_CACHE_DIR: join(root, 'data/cache'),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const headers = { authorization: `Bearer ${TOKEN}` };
  const server: RunningServer = {
    http,
    mqtt: `mqtt://127.0.0.1:${mqttPort}`,
    folder: dataFolder,
    child,
    log: () => log,
    async get(path) {
      const response = await fetch(`${http}${path}`, { headers });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async post(path, body) {
      const response = await fetch(`${http}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
    restart: () => startServer({ env, folder: dataFolder, ports: [httpPort, mqttPort], args }),
    async stop() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(force);
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  await until(
    'the server to be ready',
    async () => {
      if (child.exitCode !== null) throw new Error(`the server ended: ${log}`);
      return (await fetch(`${http}/readyz`)).ok;
    },
    60_000,
  );
  return server;
}
