/** The commands for the people who run a server, on real folders and a real server: user, backup, restore, verify, doctor. */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadNetwork } from '../../server/networkStore.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { openField } from '../support/field.ts';
import { repositoryRoot as root } from '../support/repositoryRoot.ts';
import { startServer, until } from '../support/startServer.ts';

const PASSWORD = 'correct-horse-battery';
const cacheFolder = join(root, 'data/cache');

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'relight-operations-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = {
    PATH: process.env.PATH ?? '',
    RELIGHT_NETWORK: 'town',
    RELIGHT_DATA_DIR: folder,
    RELIGHT_CACHE_DIR: cacheFolder,
    RELIGHT_HTTP_PORT: '0',
    RELIGHT_MQTT_PORT: '0',
  };
  const relight = (args: readonly string[], input = ''): Promise<{ status: number | null; out: string; error: string }> =>
    new Promise((done, fail) => {
      const child = spawn(process.execPath, [join(root, 'dist/server/cli.js'), ...args], { cwd: folder, env });
      const said = { out: '', error: '' };
      child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
      child.on('error', fail);
      child.on('close', (status) => done({ status, ...said }));
      child.stdin.end(input);
    });
  return { folder, relight };
}

async function firstBreaker(): Promise<string> {
  const loaded = await loadNetwork({ network: 'town', cacheFolder });
  if (!loaded.ok) throw new Error(loaded.report);
  const { branches, feeders } = loaded.network;
  return branches.ids[feeders[0]?.head ?? 0] ?? '';
}

const openOutages = async (server: { get<T>(path: string): Promise<T> }) =>
  (await server.get<{ items: OutageRecord[] }>('/api/v1/outages?state=open')).items;

describe('the life of a data folder', () => {
  it('[P15] [P17] [P20] people and sources are added, a backup of the running server comes back whole, and damage is named', {
    timeout: 180_000,
  }, async () => {
    const { folder, relight } = await openFolder();
    expect(await relight(['user', 'add', 'lucia', '--role', 'dispatcher'], 'short')).toMatchObject({ status: 1 });
    expect(await relight(['user', 'add', 'lucia', '--role', 'dispatcher'], PASSWORD)).toMatchObject({ status: 0 });
    const added = await relight(['user', 'add-source', 'rtu-1', '--kinds', 'switch', '--generate']);
    const password = added.out.trim();
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(await relight(['user', 'add', 'rtu-1', '--role', 'crew'], PASSWORD)).toMatchObject({ status: 1 });
    const people = await relight(['user', 'list', '--json']);
    expect(JSON.parse(people.out)).toMatchObject([
      { user: 'lucia', role: 'dispatcher', disabled: false },
      { user: 'rtu-1', role: 'field-source', kinds: ['switch'], sources: ['rtu-1'] },
    ]);
    expect(people.out + added.out).not.toContain('scrypt');

    let server = await startServer({ folder });
    onTestFinished(() => server.stop());
    await expect(openField(server.mqtt)).rejects.toThrow(/Not authorized/i);
    const field = await openField(server.mqtt, { username: 'rtu-1', password });
    const breaker = await firstBreaker();
    await field.say(`grid/v1/-/switch/${breaker}`, { at: Date.now(), position: 'open', cause: 'trip' });
    const [outage] = await until('the outage', async () => {
      const open = await openOutages(server);
      return open.length === 1 && open;
    });
    expect(await relight(['user', 'list'])).toMatchObject({ status: 1, error: expect.stringMatching(/in use|running/) });

    const file = join(folder, 'kept.backup');
    expect(await relight(['backup', file])).toMatchObject({ status: 0, out: expect.stringContaining('checked') });
    await field.say(`grid/v1/-/switch/${breaker}`, { at: Date.now(), position: 'closed', cause: 'command' });
    await until('the restoration', async () => (await openOutages(server)).length === 0);
    const closed = new Promise<void>((done) => field.client.once('close', () => done()));
    field.client.publish('grid/v1/-/source/someone-else', JSON.stringify({ at: Date.now(), online: false }), { qos: 1 });
    await closed;
    const { journal } = await server.get<{ journal: string }>('/api/v1/summary');
    await server.kill('SIGTERM');
    expect(await relight(['verify'])).toMatchObject({ status: 0, out: expect.stringMatching(/^sound: .* audit chain of [4-9] rows/) });

    expect(await relight(['restore', file, '--replace'])).toMatchObject({ status: 0 });
    server = await server.restart();
    expect(await openOutages(server)).toMatchObject([{ id: outage?.id, customersOut: outage?.customersOut }]);
    expect((await server.get<{ journal: string }>('/api/v1/summary')).journal).not.toBe(journal);
    await server.kill('SIGTERM');

    const database = new Database(join(folder, 'journal.sqlite'));
    database.exec("UPDATE audit SET who = 'somebody else' WHERE sequence = 2");
    database.close();
    expect(await relight(['verify'])).toMatchObject({ status: 1, out: expect.stringMatching(/^damaged: audit row 2 was changed/) });
    const found = await relight(['doctor', '--json']);
    expect(found.status).toBe(1);
    expect(JSON.parse(found.out)).toContainEqual(expect.objectContaining({ check: 'journal', state: 'bad' }));
  });

  it('wrong usage ends with 2 and a sentence', { timeout: 60_000 }, async () => {
    const { relight } = await openFolder();
    const wrong = [
      ['user', 'add', 'lucia', '--role', 'emperor'],
      ['user', 'add-source', 'rtu-1', '--kinds', 'gossip'],
      ['backup'],
      ['verify', '--nonsense'],
    ];
    const [help, ...answers] = await Promise.all([['verify', '--help'], ...wrong].map((args) => relight(args)));
    expect(help).toMatchObject({ status: 0, out: expect.stringContaining('Example:') });
    for (const answer of answers) expect(answer).toMatchObject({ status: 2, error: expect.stringMatching(/error: .+/) });
  });
});
