/** The embedded broker with a certificate: sources speak TLS or not at all, and our own clients go on. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificates, withoutOpenssl } from '../../../support/certificates.ts';
import { eventually } from '../../../support/eventually.ts';
import { startTestBroker, type TestBroker } from '../../../support/testBroker.ts';

describe.skipIf(withoutOpenssl !== false)(`TLS on the embedded broker${withoutOpenssl ? ` (${withoutOpenssl})` : ''}`, () => {
  let folder: string;
  let door: TestBroker;
  let ca: Buffer;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relight-tls-'));
    const files = makeCertificates(folder);
    ca = readFileSync(files.ca);
    door = await startTestBroker({ tls: { cert: readFileSync(files.cert), key: readFileSync(files.key) } });
  });
  afterEach(async () => {
    await door.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const address = (): string => `mqtts://localhost:${door.broker.port}`;
  const payload = JSON.stringify({ at: 1_767_607_200_000, position: 'open', source: 'rtu-a', seq: 1 });

  it('[P15] [P1] takes and acknowledges events of a source that trusts the certificate', async () => {
    const client = await mqtt.connectAsync(address(), { ca, reconnectPeriod: 0, protocolVersion: 4 });
    await client.publishAsync('grid/v1/-/switch/cb', payload, { qos: 1 });
    expect(door.pipeline.heard).toHaveLength(1);
    await client.endAsync(true);
  });

  it('[P10] the frame guard looks inside the encryption', async () => {
    const client = await mqtt.connectAsync(address(), { ca, reconnectPeriod: 0, protocolVersion: 4 });
    client.on('error', () => undefined);
    const closed = new Promise<void>((done) => client.once('close', () => done()));
    client.publish('grid/v1/-/switch/cb', 'a'.repeat(400_000), { qos: 1 });
    await closed;
    expect(door.refusals.map(({ reason }) => reason)).toEqual(['too-large']);
  });

  it('[P15] plain MQTT on its port gets nowhere and is counted', async () => {
    await expect(door.client()).rejects.toThrow();
    await eventually(() => door.refusals.length > 0);
    expect(door.refusals[0]).toMatchObject({ reason: 'protocol-malformed', detail: expect.stringContaining('TLS') });
  });

  it('our own clients, the canary among them, need no certificate', async () => {
    expect(door.broker.healthy()).toBe(true);
    const { url, username, password } = door.broker.internal;
    const own = await mqtt.connectAsync(url, { username, password, reconnectPeriod: 0, protocolVersion: 4 });
    await own.endAsync(true);
  });
});
