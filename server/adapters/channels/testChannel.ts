/** Delivers nothing and says so at once: the only channel in simulated time, in drills and in the demo (rule M13). */

import type { Channel, OutgoingMessage } from '../../channelPorts.ts';

export type TestChannel = Channel & { /** What would have left, newest last. */ readonly sent: readonly OutgoingMessage[] };

const KEPT = 1_000;

export function createTestChannel(): TestChannel {
  const sent: OutgoingMessage[] = [];
  return {
    batch: 500,
    sent,
    async send(messages) {
      sent.push(...messages);
      sent.splice(0, Math.max(0, sent.length - KEPT));
      return messages.map(({ key }) => ({ key, outcome: 'delivered', detail: 'test-channel' }));
    },
    stop: () => undefined,
  };
}
