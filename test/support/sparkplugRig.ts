/** A Sparkplug host on brokers behind packet logs, with a journal that can be made to fail. */

import { type SparkplugHostOptions, startSparkplugHost } from '../../server/adapters/sparkplug/host.ts';
import type { SparkplugHeard, SparkplugIntake } from '../../server/ports.ts';
import type { Message, MessageKind } from '../../shared/messages/message.ts';
import { type MqttProxy, startMqttProxy } from './mqttProxy.ts';

export const HOST_ID = 'relight-test';

export async function startRig(
  brokerPorts: readonly number[],
  protocolVersion: 4 | 5,
  more: Partial<Pick<SparkplugHostOptions, 'settings' | 'knownSources'>> = {},
) {
  const rows: SparkplugHeard[] = [];
  const ignored: string[] = [];
  const alarms: string[] = [];
  const brokerNews: string[] = [];
  let isFailing = false;
  const proxies: MqttProxy[] = [];
  for (const port of brokerPorts) proxies.push(await startMqttProxy(port));

  const intake: SparkplugIntake = {
    async submit(heard) {
      if (isFailing) throw new Error('nothing can be recorded');
      rows.push(heard);
    },
    countIgnored: (reason) => ignored.push(reason),
    alarm: (code, about) => alarms.push(`${code} ${about}`),
    async brokerChanged(broker, connected) {
      if (isFailing) throw new Error('nothing can be recorded');
      brokerNews.push(`${broker} ${connected ? 'up' : 'lost'}`);
    },
  };
  const host = startSparkplugHost({
    hostId: HOST_ID,
    brokers: proxies.map(({ url }, index) => ({ name: `broker-${index + 1}`, url, protocolVersion })),
    intake,
    clock: { now: Date.now, simulated: false, speed: () => null },
    ...(more.knownSources ? { knownSources: more.knownSources } : {}),
    settings: {
      reorderWaitMs: 400,
      perEdgeMs: 600,
      jitterMs: 10,
      tickMs: 10,
      retryFromMs: 20,
      retryUpToMs: 100,
      retryRecordingMs: 20,
      ...more.settings,
    },
  });
  const [proxy] = proxies;
  if (!proxy) throw new Error('no broker');
  return {
    host,
    proxy,
    proxies,
    rows,
    ignored,
    alarms,
    brokerNews,
    fail(failing: boolean) {
      isFailing = failing;
    },
    messages<K extends MessageKind>(kind: K): Extract<Message, { kind: K }>[] {
      const isKind = (message: Message): message is Extract<Message, { kind: K }> => message.kind === kind;
      return rows.flatMap(({ decoded }) => decoded.filter(isKind));
    },
    sources: (): string[] =>
      rows.flatMap(({ decoded }) => decoded.flatMap((message) => (message.kind === 'source' ? [`${message.id} ${message.online}`] : []))),
    gaps: () => rows.flatMap(({ gaps }) => gaps),
    reasons: (): string[] => rows.flatMap(({ rejection }) => (rejection ? [rejection.reason] : [])),
    async stop() {
      await host.stop();
      for (const each of proxies) await each.close();
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;
