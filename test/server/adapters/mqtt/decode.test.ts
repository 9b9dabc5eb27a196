/** The door for plain JSON: never throws, and knows the same event however it is written. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decoded, decodeJson, defaultLimits } from '../../../../server/adapters/mqtt/decode.ts';
import type { RawMessage } from '../../../../server/ports.ts';
import { corpusIds } from '../../../support/mqttCorpus.ts';

const NOW = Date.parse('2026-01-05T10:00:01.000Z');
const HOUR = 3_600_000;
const setting = { known: corpusIds, limits: defaultLimits, clock: 'wall' } as const;

const raw = (topic: string, payload: string | Uint8Array, more: Partial<RawMessage> = {}): RawMessage => ({
  topic,
  payload: Buffer.from(payload),
  receivedAt: NOW,
  identity: 'client-1',
  broker: 'embedded',
  qos: 1,
  retain: false,
  ...more,
});

const decode = (topic: string, payload: object, more?: Partial<RawMessage>): Decoded =>
  decodeJson(raw(topic, JSON.stringify(payload), more), setting);

function heard(topic: string, payload: object, more?: Partial<RawMessage>): Extract<Decoded, { type: 'message' }> {
  const decoded = decode(topic, payload, more);
  if (decoded.type !== 'message') throw new Error(JSON.stringify(decoded));
  return decoded;
}

const SWITCH = 'grid/v1/-/switch/cb';
const good = { at: '2026-01-05T10:00:00Z', position: 'open', cause: 'trip', source: 'rtu-1', seq: 7, eventId: 'e-7' };

describe('whatever comes', () => {
  const topics = fc.oneof(
    fc.constantFrom(SWITCH, 'grid/v1/a/meter/sp-t1-0', 'grid/v1/-/call/c', 'grid/v1/-/crew/x', 'grid/v1/-/report/r'),
    fc.string(),
  );

  it('[P10] any bytes on any topic are answered and never throw', () => {
    fc.assert(
      fc.property(topics, fc.uint8Array({ maxLength: 200 }), (topic, bytes) => {
        expect(['message', 'rejection', 'ignored']).toContain(decodeJson(raw(topic, bytes), setting).type);
      }),
    );
  });

  it('[P10] any JSON in place of any field is answered and never throws', () => {
    const field = fc.constantFrom(
      'at',
      'position',
      'event',
      'kind',
      'text',
      'phone',
      'lat',
      'lon',
      'seq',
      'epoch',
      'source',
      'status',
      'estimate',
      'quality',
    );
    fc.assert(
      fc.property(topics, fc.array(fc.tuple(field, fc.jsonValue())), (topic, fields) => {
        const payload = { ...good, event: 'last-gasp', kind: 'no-power', status: 'open', ...Object.fromEntries(fields) };
        expect(['message', 'rejection', 'ignored']).toContain(decode(topic, payload).type);
      }),
    );
  });

  it('[P10] a good payload with changed, cut or doubled bytes is answered and never throws', () => {
    const bytes = Buffer.from(JSON.stringify(good));
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.uint8Array({ maxLength: 4 }), fc.nat(8), (at, put, skip) => {
        const mutated = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + skip)]);
        expect(['message', 'rejection']).toContain(decodeJson(raw(SWITCH, mutated), setting).type);
      }),
    );
  });
});

describe('identity', () => {
  it('[E12] order of keys, spaces, spelling of the time and the replay mark do not change what an event is', () => {
    const reference = heard(SWITCH, good).identity;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(good), { minLength: 6 }),
        fc.nat(4),
        fc.boolean(),
        fc.boolean(),
        (entries, indent, ms, replay) => {
          const payload = { ...Object.fromEntries(entries), ...(ms ? { at: Date.parse(good.at) } : {}), ...(replay ? { replay } : {}) };
          const decoded = decodeJson(raw(SWITCH, JSON.stringify(payload, null, indent)), setting);
          expect(decoded.type === 'message' && decoded.identity).toEqual(reference);
        },
      ),
    );
  });

  it('[E13] any other content has another hash', () => {
    const hash = (more: object): string => heard(SWITCH, { ...good, ...more }).identity.contentHash;
    expect(hash({ position: 'closed' })).not.toBe(hash({}));
    expect(hash({ cause: 'reclose' })).not.toBe(hash({}));
    expect(hash({ note: 'x' })).not.toBe(hash({}));
    expect(hash({ a: 'b"1"c', d: '' })).not.toBe(hash({ a: 'b', c: 'd' }));
  });

  it('[E12] a message without a source is identified by who sent it', () => {
    const { message, identity, flags } = heard(SWITCH, { at: good.at, position: 'open' }, { identity: 'rtu-9' });
    expect([message.source, identity.source, flags]).toEqual(['rtu-9', 'rtu-9', ['no-identity']]);
  });
});

describe('time', () => {
  it('[E28] a position more than 24 hours old stays live with the time of receipt, a last gasp completes history only', () => {
    const old = { at: NOW - 26 * HOUR, source: 's', seq: 1 };
    expect(heard(SWITCH, { ...old, position: 'open' })).toMatchObject({
      message: { at: NOW, timeSuspect: true, replay: false },
      flags: ['time-old'],
    });
    expect(heard('grid/v1/-/meter/sp-t1-0', { ...old, event: 'last-gasp' })).toMatchObject({
      message: { at: NOW - 26 * HOUR, timeSuspect: true, replay: true },
      flags: ['time-old'],
    });
  });

  it('[E28] five seconds ahead are believed, more are replaced by the time of receipt', () => {
    expect(heard(SWITCH, { ...good, at: NOW + 5_000 }).message).toMatchObject({ at: NOW + 5_000, timeSuspect: false });
    expect(heard(SWITCH, { ...good, at: NOW + 5_001 }).message).toMatchObject({ at: NOW, timeSuspect: true });
  });

  it('[E28] a foreign outage that began days ago is still told as it is', () => {
    const { message } = heard('grid/v1/-/report/x', { at: NOW - 80 * HOUR, status: 'open', source: 's', seq: 1 });
    expect(message).toMatchObject({ at: NOW - 80 * HOUR, replay: false });
  });

  it('a clock message is heard only with simulated time, however far ahead', () => {
    expect(decode('grid/v1/-/clock/sim', { at: NOW + HOUR })).toEqual({ type: 'ignored', reason: 'clock-ignored' });
    const simulated = decodeJson(raw('grid/v1/-/clock/sim', JSON.stringify({ at: NOW + HOUR })), { ...setting, clock: 'simulated' });
    expect(simulated).toMatchObject({ type: 'message', message: { kind: 'clock', at: NOW + HOUR } });
  });

  it('before the first simulated second no time can be called wrong', () => {
    expect(heard(SWITCH, good, { receivedAt: 0 }).message).toMatchObject({ at: Date.parse(good.at), timeSuspect: false });
  });
});

describe('quality', () => {
  it.each([
    [undefined, 'good', false],
    ['good', 'good', false],
    ['stale', 'questionable', false],
    ['substituted', 'questionable', false],
    ['bad', 'invalid', false],
    ['GOOD', 'invalid', false],
    ['test', 'questionable', true],
  ])('[E3] the word %s means %s', (word, quality, test) => {
    expect(heard(SWITCH, { ...good, quality: word }).message).toMatchObject({ quality, test });
  });
});

describe('the way it came', () => {
  it('[INV-5] a stored copy of an external broker is ignored, on the embedded broker the flag is only a wish', () => {
    expect(decode(SWITCH, good, { retain: true, broker: 'mqtt://b' })).toEqual({ type: 'ignored', reason: 'retained-copy' });
    expect(heard(SWITCH, good, { retain: true }).flags).toEqual(['retain-stripped']);
    expect(heard(SWITCH, good, { qos: 0 }).flags).toEqual(['qos0']);
  });

  it('[E18] a last will counts when it comes, and a second loss is no repeat of the first', () => {
    const will = { at: NOW - 3 * HOUR, online: false };
    const first = heard('grid/v1/-/source/rtu-1', will, { will: true });
    const second = heard('grid/v1/-/source/rtu-1', will, { will: true, receivedAt: NOW + 1 });
    expect(first.message).toMatchObject({ at: NOW, online: false });
    expect(second.identity.contentHash).not.toBe(first.identity.contentHash);
    expect(heard('grid/v1/-/source/rtu-1', will).message.at).toBe(will.at);
    expect(heard('grid/v1/-/source/rtu-1', will, { broker: 'mqtt://b' }).message.at).toBe(NOW);
  });

  it('our own ping requests are ignored when they come back', () => {
    expect(decode('grid/v1/-/ping/sp-t1-0', { id: 'p', at: good.at })).toEqual({ type: 'ignored', reason: 'ping-request' });
  });
});

describe('text', () => {
  const call = (text: string) =>
    heard('grid/v1/-/call/c', { at: good.at, kind: 'no-power', servicePoint: 'sp-t1-0', text, source: 's', seq: 1 });

  it('is cut at 2,000 characters and never inside one', () => {
    const { message, flags } = call(`${'a'.repeat(1_999)}\u{1f4a1}tail`);
    expect([message.kind === 'call' && message.text?.length, flags]).toEqual([1_999, ['text-truncated']]);
  });

  it('in plain words has no flag, in any language', () => {
    for (const text of ['no power since 9', 'Sin luz: esquina 18 de Julio\nbajo', '停电了', 'ما في كهرباء'])
      expect(call(text).flags).toEqual([]);
  });

  it('with U+0000 or half a surrogate pair is shown with U+FFFD', () => {
    const decoded = decodeJson(
      raw('grid/v1/-/call/c', `{"at":1767607200000,"kind":"other","account":"7\\u0000","text":"a\\ud83d"}`),
      setting,
    );
    expect(decoded).toMatchObject({
      type: 'message',
      message: { account: '7\ufffd', text: 'a\ufffd' },
      flags: expect.arrayContaining(['text-replaced']),
    });
  });
});

describe('numbers', () => {
  it.each(['9007199254740993', '1e999', '-1e400', '123456789012345678901234567890'])(
    '%s is never taken for a rounded neighbour',
    (number) => {
      const decoded = decodeJson(
        raw('grid/v1/-/measurement/cb', `{"at":1767607200000,"quantity":"current","unit":"A","value":${number}}`),
        setting,
      );
      expect(decoded).toMatchObject({ type: 'rejection', reason: 'number-range', detail: 'value' });
    },
  );
});
