/** An external broker that falls, with and without its memory: what it acknowledged comes, what it forgot is a gap (promises 4.3, E15, E19). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceRecord } from '../../shared/records/source.ts';
import { openField } from '../support/field.ts';
import { type Mosquitto, prepareMosquitto, withoutMosquitto } from '../support/mosquitto.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';

describe.skipIf(withoutMosquitto !== false)(`an external broker that falls${withoutMosquitto ? ` (${withoutMosquitto})` : ''}`, () => {
  let mosquitto: Mosquitto;
  let server: RunningServer;
  let seq = 0;

  beforeAll(async () => {
    mosquitto = await prepareMosquitto();
    await mosquitto.start();
    server = await startServer({ env: { RELIGHT_MQTT_URL: mosquitto.url } });
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
    await mosquitto?.remove();
  });

  const ready = async () => (await fetch(`${server.http}/readyz`)).ok;
  const summary = () => server.get<{ outagesOpen: number; customersOut: number }>('/api/v1/summary');
  async function source(): Promise<SourceRecord | undefined> {
    const { items } = await server.get<{ items: SourceRecord[] }>('/api/v1/sources');
    return items.find(({ id }) => id === 'rtu-1');
  }
  async function say(position: 'open' | 'closed'): Promise<void> {
    const field = await openField(mosquitto.url);
    seq += 1;
    await field.say('grid/v1/-/switch/cb-1', { at: new Date().toISOString(), position, cause: 'trip', source: 'rtu-1', seq });
    await field.stop();
  }

  it('[E19] [P7] its loss makes points stale and neither opens nor closes an outage', { timeout: 60_000 }, async () => {
    await say('open');
    await until('the outage', async () => (await summary()).outagesOpen === 1);
    const before = await summary();
    await mosquitto.kill();
    await until('the silence', async () => (await source())?.online === false);
    expect(await summary()).toMatchObject({ outagesOpen: 1, customersOut: before.customersOut });
    await mosquitto.start();
    await until('the connection', ready);
    await until('the source', async () => (await source())?.online);
    expect((await source())?.gaps).toBe(0);
  });

  it('[P1] what it acknowledged while we were away comes when we are back', { timeout: 60_000 }, async () => {
    await server.kill('SIGKILL');
    await say('closed');
    server = await server.restart();
    await until('the restoration', async () => (await summary()).outagesOpen === 0);
    expect((await source())?.gaps).toBe(0);
  });

  it('[E15] when it forgot our session, every source behind it has a gap', { timeout: 60_000 }, async () => {
    await mosquitto.kill();
    mosquitto.forget();
    await mosquitto.start();
    await until('the connection', ready);
    await until('the gap', async () => (await source())?.gaps === 1);
    await say('open');
    await until('the outage', async () => (await summary()).outagesOpen === 1);
  });
});
