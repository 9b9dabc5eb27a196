/** Relight publishes two things over Sparkplug and cannot publish a third (promise P16). */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatOutgoing } from '../../../../server/adapters/sparkplug/outgoing.ts';
import { referenceDecode } from '../../../support/sparkplugReference.ts';

const folder = join(import.meta.dirname, '../../../../server/adapters/sparkplug');
const sources = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const using = (pattern: RegExp): string[] => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

it('[P16] has one file that publishes and encodes, and no writer of device commands', () => {
  expect(using(/\.publish(Async)?\(/)).toEqual(['outgoing.ts']);
  expect(using(/encodePayload\(/)).toEqual(['outgoing.ts']);
  expect(using(/DCMD/)).toEqual([]);
});

it('[P16] asks for a Rebirth by name, with a time and without seq', () => {
  const { topic, payload, qos, retain } = formatOutgoing({ type: 'rebirth', group: 'a', edge: 'rtu-1', timestamp: 1_767_607_200_000 });
  expect([topic, qos, retain]).toEqual(['spBv1.0/a/NCMD/rtu-1', 0, false]);
  expect(referenceDecode(payload)).toEqual({
    timestamp: '1767607200000',
    metrics: [{ name: 'Node Control/Rebirth', timestamp: '1767607200000', datatype: 11, booleanValue: true }],
  });
});

it('says its STATE as retained JSON with a number as time', () => {
  const packet = formatOutgoing({ type: 'state', hostId: 'relight', online: false, timestamp: 1_767_607_200_000 });
  expect(packet).toMatchObject({ topic: 'spBv1.0/STATE/relight', qos: 1, retain: true });
  expect(packet.payload.toString()).toBe('{"online":false,"timestamp":1767607200000}');
});
