/** A real mosquitto on a free port, for tests of external brokers. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

const PROGRAM = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) => existsSync(path));

export const withoutMosquitto: string | false = PROGRAM === undefined && 'needs mosquitto';

export type Mosquitto = {
  readonly port: number;
  readonly url: string;
  /** Scratch folder, removed at the end. */
  readonly folder: string;
  start(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Forgets sessions and queues. */
  forget(): void;
  remove(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** @param configure lines of the configuration; by default anonymous clients and saving every change */
export async function prepareMosquitto(configure?: (folder: string, port: number) => string): Promise<Mosquitto> {
  if (PROGRAM === undefined) throw new Error('mosquitto is not installed');
  const program = PROGRAM;
  const folder = mkdtempSync(join(tmpdir(), 'relight-mosquitto-'));
  const port = await freePort();
  const data = join(folder, 'data');
  mkdirSync(data);
  const saving = `persistence true\npersistence_location ${data}/\nautosave_on_changes true\nautosave_interval 1\n`;
  const lines = configure?.(folder, port) ?? `listener ${port} 127.0.0.1\nallow_anonymous true\n${saving}max_queued_messages 0\n`;
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, `${lines}\nuser ${userInfo().username}\n`);
  let child: ChildProcess | null = null;
  async function kill(): Promise<void> {
    const dying = child;
    child = null;
    if (!dying || dying.exitCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  }

  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    folder,
    async start() {
      child = spawn(program, ['-c', config], { stdio: 'ignore' });
      await eventually(() => canConnect(port));
    },
    kill,
    forget: () => rmSync(join(data, 'mosquitto.db'), { force: true }),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Adds a user to a password file the way an operator would. */
export function writePassword(file: string, user: string, password: string): void {
  execFileSync('mosquitto_passwd', [...(existsSync(file) ? [] : ['-c']), '-b', file, user, password], { stdio: 'ignore' });
}
