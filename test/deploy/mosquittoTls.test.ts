/** The whole server on the shipped mosquitto configuration as it is: TLS, passwords, access list. */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToBroker } from '../../server/adapters/mqtt/brokerConnection.ts';
import { makeCertificates, withoutOpenssl } from '../support/certificates.ts';
import { type Mosquitto, prepareMosquitto, withoutMosquitto, writePassword } from '../support/mosquitto.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';

const deploy = resolve(import.meta.dirname, '../../deploy');
const missing = withoutMosquitto || withoutOpenssl;
const secretOf = (user: string): string => `secret of ${user}`;

/** As shipped, with this machine's paths and port. */
function shipped(folder: string, port: number): string {
  mkdirSync(join(folder, 'certs'));
  makeCertificates(join(folder, 'certs'));
  for (const user of ['relight', 'rtu-31']) writePassword(join(folder, 'relight.passwd'), user, secretOf(user));
  copyFileSync(join(deploy, 'mosquitto.acl'), join(folder, 'relight.acl'));
  return readFileSync(join(deploy, 'mosquitto.conf'), 'utf8')
    .replace(/^listener 8883$/m, `listener ${port} 127.0.0.1`)
    .replaceAll('/etc/mosquitto/', `${folder}/`)
    .replaceAll('/var/lib/mosquitto/', `${folder}/data/`);
}

describe.skipIf(missing !== false)(`an external broker over TLS${missing ? ` (${missing})` : ''}`, () => {
  let mosquitto: Mosquitto;
  let server: RunningServer;
  let rtu: MqttClient;
  let ca: string;
  let url: string;

  beforeAll(async () => {
    mosquitto = await prepareMosquitto(shipped);
    ca = join(mosquitto.folder, 'certs/ca.crt');
    url = `mqtts://localhost:${mosquitto.port}`;
    await mosquitto.start();
    server = await startServer({
      env: {
        RELIGHT_MQTT_URL: url.replace('//', `//relight:${encodeURIComponent(secretOf('relight'))}@`),
        NODE_EXTRA_CA_CERTS: ca,
      },
    });
    rtu = await mqtt.connectAsync(url, { ca: readFileSync(ca), username: 'rtu-31', password: secretOf('rtu-31'), reconnectPeriod: 0 });
  }, 120_000);
  afterAll(async () => {
    rtu?.end(true);
    await server?.stop();
    await mosquitto?.remove();
  });

  const source = async (id: string) =>
    (await server.get<{ items: { id: string; online: boolean }[] }>('/api/v1/sources')).items.find((item) => item.id === id);

  it('[P15] events come through, and Relight is a Sparkplug host there', async () => {
    await rtu.publishAsync('grid/v1/-/source/rtu-31', JSON.stringify({ at: Date.now(), source: 'rtu-31', online: true }), { qos: 1 });
    await until('the source', async () => (await source('rtu-31'))?.online);
    const watcher = await mqtt.connectAsync(url, {
      ca: readFileSync(ca),
      username: 'relight',
      password: secretOf('relight'),
      clientId: 'watcher',
    });
    const states: string[] = [];
    watcher.on('message', (_topic, payload) => states.push(payload.toString()));
    await watcher.subscribeAsync('spBv1.0/STATE/relight', { qos: 1 });
    await until('the state', () => states.length > 0);
    await watcher.endAsync(true);
    expect(JSON.parse(states[0] ?? '{}')).toMatchObject({ online: true });
  });

  it('[P23] the password stays out of logs, health and metrics', async () => {
    const shown = [server.log()];
    for (const path of ['/readyz', '/metrics']) shown.push(await (await fetch(`${server.http}${path}`)).text());
    for (const text of shown) expect(text).not.toMatch(/secret(%20| )of/);
  });

  it('[P12] a broker that falls and comes back is told of in words, and events go on', { timeout: 60_000 }, async () => {
    await mosquitto.kill();
    await until('the reason', async () => (await (await fetch(`${server.http}/readyz`)).text()).includes(`not connected to ${url}`));
    await mosquitto.start();
    await until('the server', async () => (await fetch(`${server.http}/readyz`)).ok);
    rtu = await mqtt.connectAsync(url, { ca: readFileSync(ca), username: 'rtu-31', password: secretOf('rtu-31'), reconnectPeriod: 0 });
    await rtu.publishAsync('grid/v1/-/source/rtu-31', JSON.stringify({ at: Date.now(), source: 'rtu-31', online: false }), { qos: 1 });
    await until('the silence', async () => (await source('rtu-31'))?.online === false);
  });

  it('[P15] a broker whose certificate nobody we know has signed is no broker of ours', async () => {
    const connection = connectToBroker({
      address: { name: url, username: 'relight', password: secretOf('relight') },
      clientId: 'untrusting',
      receive: () => undefined,
      opened: () => expect.unreachable('connected to a broker without a known certificate'),
    });
    expect((await connection.ended).reason).toMatch(/certificate/);
  });
});
