/** The Sparkplug host on the embedded broker, as in a plain installation. */

import { expect, it } from 'vitest';
import { startSparkplugHost } from '../../../../server/adapters/sparkplug/host.ts';
import type { SparkplugHeard } from '../../../../server/ports.ts';
import { eventually } from '../../../support/eventually.ts';
import { connectEdge } from '../../../support/sparkplugEdgeClient.ts';
import { startTestBroker } from '../../../support/testBroker.ts';

it('[P16] follows an edge through the embedded broker and says goodbye', async () => {
  const test = await startTestBroker();
  const rows: SparkplugHeard[] = [];
  const ignored: string[] = [];
  const news: boolean[] = [];
  const host = startSparkplugHost({
    hostId: 'relight',
    brokers: [{ name: 'embedded', protocolVersion: 4, ...test.broker.internal }],
    intake: {
      submit: async (heard) => void rows.push(heard),
      countIgnored: (reason) => ignored.push(reason),
      alarm: () => undefined,
      brokerChanged: async (_broker, connected) => void news.push(connected),
    },
    clock: { now: Date.now, simulated: false, speed: () => null },
    settings: { reorderWaitMs: 200, perEdgeMs: 300, jitterMs: 0, tickMs: 10 },
  });
  await eventually(() => host.connected('embedded'));
  const listener = await test.client();
  const states: string[] = [];
  listener.on('message', (_topic, payload) => states.push(payload.toString()));
  await listener.subscribeAsync('spBv1.0/STATE/relight', { qos: 1 });
  await eventually(() => states.length === 1);

  const edge = await connectEdge(test.url, 'rtu-1', { answers: true });
  await edge.position(false, 9);
  await eventually(() => edge.rebirths() === 1 && host.progress().live === 1);
  await eventually(() => rows.length === 3);
  expect(rows.map(({ rejection }) => rejection?.reason)).toEqual(['sp-order', undefined, undefined]);
  expect(ignored).toEqual([]);
  edge.tear();
  await eventually(() => rows.length === 4);
  expect(rows[3]?.decoded).toMatchObject([
    { id: 'spb:a/rtu-1', online: false },
    { id: 'spb:a/rtu-1/cb', online: false },
  ]);
  expect(new Set(rows.map(({ identity }) => identity.contentHash)).size).toBe(4);

  await host.stop();
  await eventually(() => states.length === 2);
  expect(states.map((text) => JSON.parse(text).online)).toEqual([true, false]);
  expect(news).toEqual([false, true]);
  await test.stop();
});
