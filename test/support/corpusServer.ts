/** The world of the bad-input corpus on a real server: its network, its staff with their areas, and its three outages. */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccounts } from '../../server/adapters/accounts/accounts.ts';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import type { NetworkFile } from '../../shared/network.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import type { Role } from '../../shared/roles.ts';
import { openField } from './field.ts';
import { type RunningServer, startServer, TOKEN, until } from './startServer.ts';

export const OUR_ORIGIN = 'https://relight.example';
const PASSWORD = 'a password of the corpus';

const square = (lon: number): [number, number][] => [
  [lon, 0],
  [lon + 1, 0],
  [lon + 1, 1],
  [lon, 1],
];
const node = (id: string, lon: number) => ({ id, lon, lat: 0.5 });
const points = (lateral: string): NetworkFile['servicePoints'] =>
  [0, 1, 2].map((n) => ({ id: `sp-${lateral}-${n}`, node: `n-${lateral}`, customers: 2 }));

/** Feeder `f` in area `a` with its switches, transformers and service points, and a second feeder elsewhere. */
export const corpusNetwork: NetworkFile = {
  format: 'relight-network/1',
  name: 'Corpus',
  timeZone: 'UTC',
  areas: [
    { id: 'a', name: 'A', level: 'district', polygon: square(0) },
    { id: 'other-area', name: 'Other', level: 'district', polygon: square(2) },
  ],
  sources: [{ node: 'n0' }, { node: 'm0' }],
  substations: [
    { id: 'ss-a', area: 'a' },
    { id: 'ss-other', area: 'other-area' },
  ],
  feeders: [
    { id: 'f', head: 'cb', substation: 'ss-a' },
    { id: 'g', head: 'cb-other', substation: 'ss-other' },
  ],
  nodes: [
    ...['n0', 'n1', 'n2', 'n3', 'n4', 'n-end'].map((id, n) => node(id, 0.1 + n / 10)),
    ...[1, 2, 3, 4, 5, 6].map((n) => node(`n-t${n}`, 0.7 + n / 100)),
    ...['m0', 'm1'].map((id, n) => node(id, 2.1 + n / 10)),
  ],
  branches: [
    { id: 'cb', kind: 'switch', switchKind: 'breaker', from: 'n0', to: 'n1', telemetered: true },
    { id: 'r1', kind: 'switch', switchKind: 'recloser', from: 'n1', to: 'n2', telemetered: true },
    { id: 'fu1', kind: 'switch', switchKind: 'fuse', from: 'n1', to: 'n3' },
    { id: 'fu2', kind: 'switch', switchKind: 'fuse', from: 'n2', to: 'n4' },
    { id: 'line-r-end', kind: 'line', from: 'n2', to: 'n-end' },
    ...[1, 2, 3].map((n) => ({ id: `t${n}`, kind: 'transformer' as const, from: 'n3', to: `n-t${n}` })),
    ...[4, 5, 6].map((n) => ({ id: `t${n}`, kind: 'transformer' as const, from: 'n4', to: `n-t${n}` })),
    { id: 'cb-other', kind: 'switch', switchKind: 'breaker', from: 'm0', to: 'm1', telemetered: true },
    { id: 'tie', kind: 'switch', switchKind: 'tie', from: 'n-end', to: 'm1', normallyOpen: true },
  ],
  servicePoints: [...['t1', 't2', 't3', 't4', 't5', 't6'].flatMap(points), { id: 'sp-other', node: 'm1', customers: 3 }],
};

const STAFF: readonly Role[] = ['dispatcher', 'supervisor', 'customer-service', 'crew', 'wall', 'auditor'];

export type CorpusServer = {
  readonly server: RunningServer;
  /** Text with the names of the corpus replaced by those of this run. */
  named(text: string): string;
  /** Session cookie of somebody of the corpus; null for the public. */
  cookie(who: string): Promise<string | null>;
  stop(): Promise<void>;
};

/** Outages come from the field, as always: `outage:1` is open in area `a`, one elsewhere, one closed. */
export async function startCorpusServer(): Promise<CorpusServer> {
  const folder = await mkdtemp(join(tmpdir(), 'relight-corpus-'));
  const file = join(folder, 'network.json');
  await writeFile(file, JSON.stringify(corpusNetwork));
  const journal = await openSqliteJournal({ folder });
  const accounts = await openAccounts({ journal, token: undefined, demo: false, now: Date.now });
  for (const role of STAFF) await accounts.saveUser({ user: role, name: role, role, areas: role === 'auditor' ? null : ['a'] }, PASSWORD);
  await journal.close();
  const server = await startServer({ folder, env: { RELIGHT_NETWORK: file, RELIGHT_ORIGINS: OUR_ORIGIN } });
  const field = await openField(server.mqtt, { username: 'token', password: TOKEN });
  let seq = 0;
  const turn = (branch: string, position: string, minutesAgo: number): Promise<void> =>
    field.say(`grid/v1/-/switch/${branch}`, {
      at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      position,
      cause: position === 'open' ? 'lockout' : 'command',
      source: 'rtu-corpus',
      seq: ++seq,
    });
  const outages = async (state: string): Promise<OutageRecord[]> =>
    (await server.get<{ items: OutageRecord[] }>(`/api/v1/outages?state=${state}`)).items;
  const idOf = async (device: string, state: string): Promise<string> =>
    (await until(`an outage of ${device}`, async () => (await outages(state)).find((outage) => outage.device.id === device))).id;

  await turn('r1', 'open', 40);
  await idOf('r1', 'open');
  await turn('r1', 'closed', 20);
  const ended = await idOf('r1', 'ended');
  const done = await server.post('/api/v1/commands', { id: 'close', type: 'outage.closeWithReason', outage: ended, reason: 'restored' });
  if (done.status !== 200) throw new Error(`the outage could not be closed: ${JSON.stringify(done.body)}`);
  await turn('cb-other', 'open', 10);
  await turn('cb', 'open', 9);
  const ids = new Map([
    ['outage:1', await idOf('cb', 'open')],
    ['outage:other-area', await idOf('cb-other', 'open')],
    ['outage:closed', ended],
  ]);
  await field.stop();
  const { journal: journalId } = await server.get<{ journal: string }>('/api/v1/summary');

  const cookies = new Map<string, string>();
  return {
    server,
    named: (text) => text.replace(/outage:(?:1\b|other-area|closed)/g, (name) => ids.get(name) ?? name).replaceAll('@J', journalId),
    async cookie(who) {
      if (who === 'public') return null;
      const known = cookies.get(who);
      if (known) return known;
      const response = await fetch(`${server.http}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: who, password: PASSWORD }),
      });
      const [cookie] = (response.headers.get('set-cookie') ?? '').split(';');
      if (!response.ok || !cookie) throw new Error(`${who} could not sign in: ${response.status} ${await response.text()}`);
      cookies.set(who, cookie);
      return cookie;
    },
    stop: () => server.stop(),
  };
}
