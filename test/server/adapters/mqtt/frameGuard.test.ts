/** Fixed headers of MQTT, however the bytes are cut into chunks. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFrameGuard } from '../../../../server/adapters/mqtt/frameGuard.ts';
import { connectBytes, publishBytes, subscribeBytes } from '../../../support/mqttBytes.ts';

const chunks = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
};

function firstRefusal(bytes: Buffer, cuts: readonly number[]): string | null {
  const guard = createFrameGuard(300_000);
  for (const chunk of chunks(bytes, cuts)) {
    const refusal = guard(chunk);
    if (refusal) return refusal.reason;
  }
  return null;
}

const cuts = fc.array(fc.nat(2_000), { maxLength: 8 });
const sizes = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 16_000, max: 17_000 })), { maxLength: 6 });

it('[P10] good packets pass in whatever pieces they come', () => {
  fc.assert(
    fc.property(sizes, cuts, (lengths, places) => {
      const packets = lengths.map((length, i) => publishBytes('grid/v1/-/switch/cb', Buffer.alloc(length, 0xff), i % 2 ? 1 : 0, i + 1));
      expect(firstRefusal(Buffer.concat([connectBytes('c'), ...packets, subscribeBytes('x')]), places)).toBeNull();
    }),
  );
});

it('[P10] a packet above the limit, QoS 2 and QoS 3 are seen behind good ones in whatever pieces', () => {
  const behind = fc.constantFrom(
    ['too-large', Buffer.from([0x32, 0xe1, 0xa7, 0x12])] as const,
    ['qos2-refused', publishBytes('t', 'x', 2)] as const,
    ['protocol-malformed', Buffer.from([0x36, 2, 0, 0])] as const,
    ['protocol-malformed', Buffer.from([0x32, 0xff, 0xff, 0xff, 0xff, 1])] as const,
  );
  fc.assert(
    fc.property(behind, cuts, ([reason, bytes], places) => {
      expect(firstRefusal(Buffer.concat([connectBytes('c'), publishBytes('t', 'x'), bytes]), places)).toBe(reason);
    }),
  );
});

it('[P10] a packet of exactly the limit passes', () => {
  expect(firstRefusal(Buffer.concat([connectBytes('c'), Buffer.from([0x32, 0xe0, 0xa7, 0x12])]), [])).toBeNull();
});
