/** A caller on a real server: found, answered, taken as evidence, masked by role, and every look in the audit trail. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallRecord } from '../../shared/records/call.ts';
import type { CustomerAnswer, CustomerRecord } from '../../shared/records/customer.ts';
import { demoCookie } from '../support/chromium.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { loadTown } from '../support/town.ts';

let folder: string;
let file: string;
let server: RunningServer;
let points: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relight-register-'));
  file = join(folder, 'people.jsonl');
  const { servicePoints } = await loadTown();
  points = servicePoints.ids;
  const people = [
    { id: 'c-1', account: '700100', name: 'María González', phone: '+999 200 000 001', servicePoint: points[0] },
    { id: 'c-2', account: '700200', name: '王小明', phone: '+999 200 000 002', servicePoint: points[1], locale: 'zh-CN' },
  ];
  await writeFile(file, people.map((row) => JSON.stringify(row)).join('\n'));
  server = await startServer({ env: { RELIGHT_CUSTOMERS: file, RELIGHT_DEMO: 'on' } });
}, 90_000);
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function as<T>(user: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly value: T }> {
  const cookie = await demoCookie({ http: server.http, user });
  const response = await fetch(`${server.http}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie: `${cookie.name}=${cookie.value}`, 'content-type': 'application/json', origin: server.http },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, value: await response.json() };
}

const AGENT = 'service';

it('[C3] [K12] an agent finds a customer by a misspelt name, and a dispatcher sees the same one masked', async () => {
  const { value } = await as<{ items: CustomerRecord[] }>(AGENT, '/api/v1/customers/search', { q: 'gonsalez' });
  expect(value.items).toMatchObject([{ id: 'c-1', name: 'María González', power: 'on', foundBy: 'near', masked: false }]);
  const masked = await as<{ items: CustomerRecord[] }>('dispatcher', '/api/v1/customers?q=wxm');
  expect(masked.value.items).toMatchObject([{ id: 'c-2', name: '王•••', phone: '••• 02', masked: true }]);
  expect((await as('auditor', '/api/v1/customers?q=wxm')).status).toBe(403);
});

it('[C2] [C6] a taken call is evidence, and changes the sentence to say', async () => {
  const before = await as<CustomerAnswer>(AGENT, '/api/v1/customers/c-1');
  expect(before.value).toMatchObject({ supply: { state: 'on' }, sentence: { line: 10 } });
  expect((await as(AGENT, '/api/v1/commands', { id: 'take-1', type: 'call.take', customer: 'c-1' })).status).toBe(200);
  expect((await as(AGENT, '/api/v1/commands', { id: 'take-1', type: 'call.take', customer: 'c-1' })).status).toBe(200);
  const after = await as<CustomerAnswer>(AGENT, '/api/v1/customers/c-1');
  expect(after.value).toMatchObject({ supply: { state: 'predicted' }, outage: { state: 'predicted' }, sentence: { line: 5 } });
  expect(after.value.calls).toHaveLength(1);
  const { items } = await server.get<{ items: CallRecord[] }>('/api/v1/calls');
  expect(items).toMatchObject([{ customer: 'c-1', servicePoint: points[0], owner: expect.any(String), outage: after.value.outage?.id }]);
});

it('[K12] every look stands in the audit trail, and what was searched for does not', async () => {
  await as(AGENT, '/api/v1/customers/search', { q: 'gonsalez 4711' });
  await as('dispatcher', '/api/v1/customers/c-2/reveal', { reason: 'caller cannot be heard' });
  const journal = new Database(join(server.folder, 'journal.sqlite'), { readonly: true });
  const rows = await until('the audit rows', () => {
    const found = journal.prepare<[], { action: string }>("SELECT * FROM audit WHERE action LIKE 'customer%'").all();
    return found.some(({ action }) => action === 'customer.revealed') ? found : null;
  });
  journal.close();
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['customers.searched', 'customer.viewed', 'customer.revealed']));
  const text = JSON.stringify(rows);
  expect(text).not.toMatch(/gonsalez|4711/);
  expect(text).toContain('caller cannot be heard');
  expect(server.log()).not.toMatch(/gonsalez|4711|Gonz/);
});

it('[C8] complaints are listed with what they still need, for those who may read them', async () => {
  const opened = await as(AGENT, '/api/v1/commands', {
    id: 'complain-1',
    type: 'complaint.open',
    customer: 'c-1',
    class: 'supply-interruption',
    text: 'dark every week',
  });
  expect(opened.status).toBe(200);
  const { value } = await as<{ items: readonly { id: string; missing: string[] }[] }>(AGENT, '/api/v1/complaints');
  expect(value.items).toMatchObject([{ state: 'open', missing: ['contact', 'answer', 'root-cause', 'correction', 'return-visit'] }]);
  expect((await as('dispatcher', '/api/v1/commands', { id: 'x', type: 'complaint.close', complaint: value.items[0]?.id })).status).toBe(
    403,
  );
  expect((await as('crew', '/api/v1/complaints')).status).toBe(403);
});

it('[C1] calls, complaints and their clocks outlive a crash', async () => {
  const before = [await server.get('/api/v1/calls'), await server.get('/api/v1/complaints')];
  await server.kill('SIGKILL');
  server = await server.restart();
  expect([await server.get('/api/v1/calls'), await server.get('/api/v1/complaints')]).toEqual(before);
}, 60_000);

const relight = join(repositoryRoot, 'dist/server/cli.js');
const env = { PATH: process.env.PATH ?? '', RELIGHT_NETWORK: 'town', RELIGHT_CACHE_DIR: join(repositoryRoot, 'data/cache') };

it('relight customers --dry-run prints a report with the differences and changes nothing', () => {
  const args = [relight, 'customers', file, '--dry-run', '--data-dir', join(folder, 'other')];
  const report = JSON.parse(execFileSync(process.execPath, args, { env, encoding: 'utf8' }));
  expect(report).toMatchObject({ customers: 2, unmatched: 0, difference: null, errors: [] });
});

it('a server refuses a bad register with all its problems, and loads nothing of it', async () => {
  const bad = join(folder, 'bad.jsonl');
  await writeFile(bad, '{"id":"c-1","servicePoint":"sp-1"}\n{"id":"c-1","servicePoint":"sp-1"}\nnonsense\n');
  const started = spawnSync(process.execPath, [relight, 'serve', '--data-dir', join(folder, 'bad'), '--customers', bad], {
    env: { ...env, RELIGHT_HTTP_PORT: '0', RELIGHT_MQTT_PORT: '0' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(started.status).toBe(1);
  expect(started.stderr).toMatch(/duplicate-id \(1\): line 2/);
  expect(started.stderr).toMatch(/json-syntax \(1\): line 3/);
}, 60_000);
