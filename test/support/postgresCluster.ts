/** A PostgreSQL server of its own for a test file, where a server program is installed. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Folder of initdb and postgres, null when none is installed. */
export const postgresPrograms: string | null = findPrograms();
export const withoutPostgres = 'needs a PostgreSQL server program: apt-get install postgresql';

function findPrograms(): string | null {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).map((version) => join(packaged, version, 'bin')) : [];
  const folders = [...versions, ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => {
    const found = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return found.status === 0 ? Number(found.stdout) : 65_534;
  };
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export type PostgresCluster = {
  readonly port: number;
  readonly url: string;
  start(settings?: Readonly<Record<string, string>>): Promise<void>;
  /** As if the machine lost power: no shutdown, crash recovery at the next start. */
  crash(): Promise<void>;
  remove(): Promise<void>;
};

export async function createPostgresCluster(): Promise<PostgresCluster> {
  if (!postgresPrograms) throw new Error(withoutPostgres);
  const programs = postgresPrograms;
  const user = unprivileged();
  const home = mkdtempSync(join(tmpdir(), 'relight-postgres-'));
  const folder = join(home, 'cluster');
  mkdirSync(folder, { mode: 0o700 });
  for (const path of [home, folder]) if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
  execFileSync(join(programs, 'initdb'), ['-D', folder, '-U', 'relight', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-locale'], {
    ...user,
    stdio: 'ignore',
  });
  const port = await freePort();
  let server: ChildProcess | null = null;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    const ending = server;
    server = null;
    if (!ending) return;
    const ended = new Promise((resolve) => ending.on('exit', resolve));
    ending.kill(signal);
    await ended;
  }

  async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const flags = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    server = spawn(join(programs, 'postgres'), ['-D', folder, '-p', String(port), ...flags], { ...user, cwd: home, stdio: 'ignore' });
    while (spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status !== 0) await pause(50);
  }

  await start();
  return {
    port,
    url: `postgres://relight@127.0.0.1:${port}/postgres`,
    start,
    // SIGQUIT ends every server process at once and writes nothing.
    crash: () => stop('SIGQUIT'),
    async remove() {
      await stop('SIGQUIT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
