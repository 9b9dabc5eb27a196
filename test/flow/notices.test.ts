/** From a breaker trip to the SMS and back: the whole server, a gateway of its own, and receipts through the signed door. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../server/domain/network/network.ts';
import type { NoticeRecipient, NotificationRecord } from '../../shared/records/notification.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { type Field, openField } from '../support/field.ts';
import { freePort, type RunningServer, startServer, until } from '../support/startServer.ts';
import { loadTown } from '../support/town.ts';

const SECRET = 'what the gateway and we know';

let server: RunningServer;
let gateway: ChildProcess;
let field: Field;
let network: Network;
let folder: string;
let log: string;

const sent = async (): Promise<string[]> => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean);

function startGateway(receipts: string, port: number): Promise<void> {
  gateway = spawn(process.execPath, [
    join(import.meta.dirname, '../faults/smsGateway.mjs'),
    log,
    SECRET,
    'double,reorder',
    receipts,
    String(port),
  ]);
  return new Promise((resolve, reject) => {
    gateway.stdout?.on('data', (chunk) => {
      if (String(chunk).includes('READY')) resolve();
    });
    gateway.on('close', () => reject(new Error('the gateway ended')));
  });
}

describe('telling customers', () => {
  beforeAll(async () => {
    network = await loadTown();
    folder = await mkdtemp(join(tmpdir(), 'relight-notices-'));
    log = join(folder, 'gateway.log');
    const people = network.servicePoints.ids.map((servicePoint, point) => ({
      id: `c${point}`,
      account: `a${point}`,
      name: `Person ${point}`,
      phone: `+5989${1_000_000 + point}`,
      email: null,
      locale: 'en',
      servicePoint,
      class: 'residential',
      key: null,
      lifeSupport: null,
      yearlyKwh: 1000,
    }));
    const customers = join(folder, 'customers.jsonl');
    await writeFile(customers, people.map((person) => JSON.stringify(person)).join('\n'));
    const port = await freePort();
    server = await startServer({
      env: {
        RELIGHT_CUSTOMERS: customers,
        RELIGHT_SMS_URL: `http://127.0.0.1:${port}`,
        RELIGHT_GATEWAY_SECRET: SECRET,
        RELIGHT_RECEIPT_SECRET: SECRET,
      },
    });
    await startGateway(`${server.http}/api/v1/receipts/sms`, port);
    field = await openField(server.mqtt);
  }, 60_000);
  afterAll(async () => {
    await field?.stop();
    await server?.stop();
    gateway?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('[M2, M5, M7] tells exactly those who are dark, once, and knows that it arrived', { timeout: 40_000 }, async () => {
    const head = network.branches.ids[network.feeders[0]!.head]!;
    await field.say(`grid/v1/-/switch/${head}`, { at: new Date().toISOString(), position: 'open', cause: 'lockout' });
    const outage = await until('the outage', async () => {
      const { items } = await server.get<{ items: OutageRecord[] }>('/api/v1/outages?state=open');
      return items.find(({ device }) => device.id === head);
    });
    const notices = async () =>
      (await server.get<{ items: NotificationRecord[] }>(`/api/v1/notifications?about=${encodeURIComponent(outage.id)}`)).items;
    const notice = await until('delivery', async () => {
      const [fault] = await notices();
      return fault && fault.ledger.inFlight + fault.ledger.failedNext === 0 && fault.ledger.delivered > 0 ? fault : null;
    });
    expect(notice).toMatchObject({ kind: 'fault', state: 'done', affected: outage.customersOut });
    expect(notice.ledger.delivered + notice.ledger.noContact).toBe(notice.affected);
    const { items: dark } = await server.get<{ items: { id: string }[] }>(
      `/api/v1/outages/${encodeURIComponent(outage.id)}/service-points?limit=1000`,
    );
    const keys = (await sent()).map((line) => line.split(' ')[0]!);
    expect(new Set(keys).size).toBe(keys.length);
    const told = keys.map((key) => network.servicePoints.ids[Number(/\/c(\d+)$/.exec(key)?.[1])]);
    expect(told.toSorted()).toEqual(dark.map(({ id }) => id).toSorted());
    const { items } = await server.get<{ items: NoticeRecipient[] }>(
      `/api/v1/notifications/${encodeURIComponent(notice.id)}/recipients?part=delivered&limit=1000`,
    );
    expect(items).toHaveLength(notice.ledger.delivered);
  });

  it('believes no receipt without its signature', async () => {
    const body = JSON.stringify({ receipts: [{ key: 'outage:X/fault/1/sms0/c1', state: 'delivered' }] });
    const answer = await fetch(`${server.http}/api/v1/receipts/sms`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'receipt-signature' });
  });
});
