/** The shipped mosquitto configuration: it starts, keeps what it acknowledged over a crash, and its access list holds. */

import { copyFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Mosquitto, prepareMosquitto, withoutMosquitto, writePassword } from '../support/mosquitto.ts';

const deploy = resolve(import.meta.dirname, '../../deploy');

/** The shipped file with this machine's paths and port, and without certificates. */
function shipped(folder: string, port: number): string {
  const passwords = join(folder, 'relight.passwd');
  for (const user of ['relight', 'rtu-31']) writePassword(passwords, user, `secret of ${user}`);
  copyFileSync(join(deploy, 'mosquitto.acl'), join(folder, 'relight.acl'));
  return readFileSync(join(deploy, 'mosquitto.conf'), 'utf8')
    .replace(/^listener 8883$/m, `listener ${port} 127.0.0.1`)
    .replace(/^(cafile|certfile|keyfile|tls_version) .*$/gm, '')
    .replaceAll('/etc/mosquitto/', `${folder}/`)
    .replaceAll('/var/lib/mosquitto/', `${folder}/data/`);
}

describe.skipIf(withoutMosquitto !== false)(`shipped mosquitto configuration${withoutMosquitto ? ` (${withoutMosquitto})` : ''}`, () => {
  let mosquitto: Mosquitto;
  let clients: MqttClient[];

  beforeEach(async () => {
    clients = [];
    mosquitto = await prepareMosquitto(shipped);
    await mosquitto.start();
  });

  afterEach(async () => {
    for (const client of clients) client.end(true);
    await mosquitto.remove();
  });

  async function login(username: string, more: mqtt.IClientOptions = {}): Promise<MqttClient> {
    const client = mqtt.connect(mosquitto.url, {
      protocolVersion: 5,
      reconnectPeriod: 0,
      username,
      password: `secret of ${username}`,
      ...more,
    });
    clients.push(client);
    client.on('error', () => {});
    await new Promise<void>((done, fail) => {
      client.once('connect', () => done());
      client.once('error', fail);
      client.once('close', () => fail(new Error('closed')));
    });
    return client;
  }

  it('[P1] what was acknowledged and written survives kill -9', async () => {
    const session = { clean: false, clientId: 'relight', properties: { sessionExpiryInterval: 3_600 } };
    const away = await login('relight', session);
    await away.subscribeAsync('grid/v1/#', { qos: 1 });
    await away.endAsync();
    const source = await login('rtu-31');
    const publish = (i: number) => source.publishAsync('grid/v1/-/source/rtu-31', `message ${i} of 200`, { qos: 1 });
    await Promise.all(Array.from({ length: 200 }, (_, i) => publish(i)));
    await eventually(() => readFileSync(join(mosquitto.folder, 'data/mosquitto.db')).includes('message 199 of 200'));
    await mosquitto.kill();
    await mosquitto.start();
    const heard = new Set<string>();
    const back = mqtt.connect(mosquitto.url, { ...session, protocolVersion: 5, username: 'relight', password: 'secret of relight' });
    clients.push(back);
    back.on('message', (_, payload) => heard.add(payload.toString()));
    await eventually(() => heard.size === 200);
  });

  it('[P15] nobody enters without a password, and a source writes only where the list says', async () => {
    await expect(login('rtu-31', { password: 'guessed' })).rejects.toThrow(/Not authorized/i);
    await expect(login('', { username: '', password: '' })).rejects.toThrow(/Not authorized|Bad User/i);
    const relight = await login('relight');
    const heard: string[] = [];
    relight.on('message', (topic) => heard.push(topic));
    await relight.subscribeAsync('grid/v1/#', { qos: 1 });
    // Mosquitto 2.0.11 hangs up after a refused publish, so each attempt has its own connection.
    const mayPublish = async (user: string, topic: string): Promise<boolean> => {
      const client = await login(user);
      return client.publishAsync(topic, '{}', { qos: 1 }).then(
        () => true,
        () => false,
      );
    };
    expect(await mayPublish('rtu-31', 'grid/v1/-/switch/cb')).toBe(false);
    expect(await mayPublish('rtu-31', 'grid/v1/-/source/someone-else')).toBe(false);
    expect(await mayPublish('relight', 'spBv1.0/a/DCMD/rtu/cb')).toBe(false);
    expect(await mayPublish('relight', 'grid/v1/a/ping/sp-1')).toBe(true);
    expect(await mayPublish('rtu-31', 'grid/v1/-/source/rtu-31')).toBe(true);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual(['grid/v1/a/ping/sp-1', 'grid/v1/-/source/rtu-31']);
  });
});
