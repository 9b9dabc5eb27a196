/** The HTTP interface as it is described: real answers fit their schemas, and every route asks who may. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeGuard } from '../../server/adapters/http/guards.ts';
import { routeAccess } from '../../shared/access.ts';
import { routeDescriptions } from '../../shared/api.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { demoCookie } from '../support/chromium.ts';
import { openField } from '../support/field.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';

const ROUTE_FILES = readdirSync(join(repositoryRoot, 'server/adapters/http')).filter((name) => name.endsWith('Routes.ts'));
const USERS = new Map([
  ['dispatcher', 'dispatcher'],
  ['supervisor', 'supervisor'],
  ['customer-service', 'service'],
  ['planner', 'planner'],
  ['crew', 'crew'],
  ['key-account-manager', 'keyaccounts'],
  ['auditor', 'auditor'],
  ['administrator', 'admin'],
  ['wall', 'wall'],
]);
/** Signing in and out would change who asks. */
const SESSION = /\/session|first-administrator/;

let server: RunningServer;
let outage: OutageRecord;
let call: string;
let complaint: string;
let notification: string;
let plan: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startServer({ env: { RELIGHT_DEMO: 'on' } });
  const field = await openField(server.mqtt);
  await field.say('grid/v1/-/switch/cb-1', { at: new Date().toISOString(), position: 'open', cause: 'lockout', source: 'rtu', seq: 1 });
  await field.say('grid/v1/-/switch/no-such-breaker', { at: new Date().toISOString(), position: 'open' });
  await field.stop();
  outage = await until('the outage', async () => (await server.get<{ items: OutageRecord[] }>('/api/v1/outages')).items[0]);
  await server.post('/api/v1/commands', { id: 'described-call', type: 'call.take', servicePoint: 'sp-1' });
  await server.post('/api/v1/commands', {
    id: 'described-complaint',
    type: 'complaint.open',
    servicePoint: 'sp-1',
    class: 'quality',
    text: 'flicker',
  });
  call = (await server.get<{ items: { id: string }[] }>('/api/v1/calls')).items[0]?.id ?? '';
  complaint = (await server.get<{ items: { id: string }[] }>('/api/v1/complaints')).items[0]?.id ?? '';
  const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  await server.post('/api/v1/commands', {
    id: 'described-plan',
    type: 'planned.submit',
    kind: 'planned',
    open: ['cb-2'],
    start: inHours(240),
    end: inHours(242),
    work: 'new insulators',
  });
  const first = (path: string): Promise<string> =>
    until(path, async () => (await server.get<{ items: { id: string }[] }>(path)).items[0]?.id);
  plan = await first('/api/v1/planned-outages');
  notification = await first('/api/v1/notifications');
  for (const [role, user] of USERS) {
    const { name, value } = await demoCookie({ http: server.http, user });
    cookies.set(role, `${name}=${value}`);
  }
});
afterAll(() => server?.stop());

/** A path that answers, for the path of a route. */
async function pathOf(route: string): Promise<string> {
  const path = route.slice(route.indexOf(' ') + 1);
  const point = path.includes('service-points/:id')
    ? (await server.get<{ items: { id: string }[] }>(`/api/v1/outages/${outage.id}/service-points`)).items[0]?.id
    : undefined;
  const filled = path
    .replace('/service-points/:id', `/service-points/${point}`)
    .replace('/jobs/:id', '/jobs/job:1')
    .replace('/customers/:id', '/customers/c-1')
    .replace('/notifications/:id', `/notifications/${notification}`)
    .replace('/planned-outages/:id', `/planned-outages/${plan}`)
    .replace('/calls/:id', `/calls/${call}`)
    .replace('/complaints/:id', `/complaints/${complaint}`)
    .replace(':id', outage.id)
    .replace(':branch', 'cb-1')
    .replace(':cell', '0-0-0');
  return filled.endsWith('/search') ? `${filled}?q=cb-1` : filled;
}

async function ask(route: string, cookie: string | undefined): Promise<Response> {
  const [method = 'GET'] = route.split(' ');
  const body = method === 'POST' ? { body: '{}' } : {};
  const headers = { ...(cookie ? { cookie } : {}), ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) };
  return fetch(`${server.http}${await pathOf(route)}`, { method, headers, ...body });
}

const registered = ROUTE_FILES.flatMap((name) => {
  const text = readFileSync(join(repositoryRoot, 'server/adapters/http', name), 'utf8');
  const direct = [...text.matchAll(/register\(\s*'(get|post|put|delete)',\s*'([^']+)'/g)].map(
    ([, method = '', path]) => `${method.toUpperCase()} ${path}`,
  );
  const listed = [...text.matchAll(/^ {2}\['(\/api[^']+)', '/gm)].map(([, path]) => `GET ${path}`);
  return [...direct, ...listed];
});

describe('[V1] the table of access', () => {
  it('knows every registered route, and every one is described', () => {
    expect(registered.length).toBeGreaterThan(20);
    const described = new Set(routeDescriptions.map(({ route }) => route));
    expect(registered.filter((route) => !routeAccess.has(route))).toEqual([]);
    expect([...routeAccess.keys()].filter((route) => !described.has(route))).toEqual([]);
  });

  it('refuses a route it does not know, whoever asks', () => {
    const signedIn = { actor: { user: 'a', name: 'a', role: 'administrator' as const, areas: null }, session: null, bearer: true };
    const access = { byBearer: () => signedIn, bySession: () => signedIn };
    const counted: string[] = [];
    // Only what the guard reads of who asks.
    const guard = routeGuard('GET /api/v1/not-in-the-table', { access, origins: [], hosts: [], count: (what) => void counted.push(what) });
    const sent: number[] = [];
    const response = {
      locals: {},
      headersSent: false,
      status(code: number) {
        sent.push(code);
        return response;
      },
      type: () => response,
      send: () => response,
    };
    let passed = false;
    Reflect.apply(guard, undefined, [{ headers: { authorization: 'Bearer 12345678' } }, response, () => (passed = true)]);
    expect([passed, sent, counted]).toEqual([false, [403], ['not-allowed']]);
  });

  // Signing in and out changes who asks; those routes have tests of their own.
  for (const [route, allowed] of [...routeAccess].filter(([name]) => !SESSION.test(name)))
    it(`${route} answers those it is for and nobody else`, async () => {
      const nobody = await ask(route, undefined);
      expect(nobody.status === 401).toBe(allowed !== 'public');
      for (const [role] of USERS) {
        const { status } = await ask(route, cookies.get(role));
        const may = allowed === 'public' || allowed.some((each) => each === role);
        // An empty command is refused as such, not for the role.
        expect([role, status === 403]).toEqual([role, !may]);
        expect(status).toBeLessThan(500);
      }
    });
});

describe('[P10] what is described', () => {
  for (const { route, answer } of routeDescriptions.filter((each) => each.route.startsWith('GET ') && each.answer !== null))
    it(`${route} answers as described`, async () => {
      const response = await ask(route, cookies.get('administrator'));
      expect(response.status).toBe(200);
      const parsed = answer?.safeParse(await response.json());
      expect(parsed?.error?.issues ?? []).toEqual([]);
    });

  it('[V1] the public snapshot names no device, no outage and no place with fewer than five customers out', async () => {
    const response = await fetch(`${server.http}/public/outages.json`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=15');
    const text = await response.text();
    expect(text).not.toMatch(/cb-1|outage:|"sp-|"f-1"/);
    const { areas } = JSON.parse(text) as { areas: { customersOut: number }[] };
    expect(areas.every(({ customersOut }) => customersOut >= 5)).toBe(true);
    const page = await (await fetch(`${server.http}/public/`)).text();
    expect(page).toContain('Power outages');
    expect(page).not.toMatch(/<script|cb-1|outage:/);
    const chinese = await (await fetch(`${server.http}/public/`, { headers: { 'accept-language': 'zh-CN' } })).text();
    expect(chinese).toContain('停电信息');
  });

  it('[P15] pages carry their policy, and pictures of the network come packed and only once', async () => {
    const headers = { cookie: cookies.get('dispatcher') ?? '' };
    const page = await fetch(`${server.http}/public/`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const first = await fetch(`${server.http}/api/v1/network/geometry?v=1`, { headers });
    expect(first.headers.get('content-encoding')).toBe('gzip');
    expect(first.headers.get('cache-control')).toContain('immutable');
    const again = await fetch(`${server.http}/api/v1/network/geometry`, {
      headers: { ...headers, 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});
