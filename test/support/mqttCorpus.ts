/** The bad-input corpus of plain JSON over MQTT: its lines, its world, and the inputs its generators describe. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { KnownIds } from '../../server/doorPorts.ts';
import type { RawMessage } from '../../server/ports.ts';
import { corpusFolder } from './sharedFolders.ts';

const publish = z.object({ topic: z.string(), payloadUtf8: z.string() });

const line = z.object({
  id: z.string(),
  group: z.string(),
  channel: z.string(),
  name: z.string(),
  topic: z.string().optional(),
  payloadUtf8: z.string().optional(),
  payloadBase64: z.string().optional(),
  generator: z.string().optional(),
  bytesBase64: z.string().optional(),
  steps: z.array(publish).optional(),
  expect: z.enum(['rejected', 'accepted-flagged', 'ignored']),
  reason: z.string(),
});
export type CorpusLine = z.infer<typeof line>;

export type Publish = { readonly topic: string; readonly payload: Uint8Array };

export function readCorpus(channel: string): readonly CorpusLine[] {
  if (corpusFolder === null) return [];
  const text = readFileSync(join(corpusFolder, 'bad-input.jsonl'), 'utf8');
  const lines = text.split('\n').filter((row) => row !== '');
  return lines.map((row) => line.parse(JSON.parse(row))).filter((row) => row.channel === channel);
}

/** Receive time of the corpus world. */
export const CORPUS_NOW = Date.parse('2026-01-05T10:00:01.000Z');

const switches = new Set(['cb', 'r1', 'fu1', 'fu2', 'tie']);
const branches = new Set([...switches, 't1', 't2', 't3', 't4', 't5', 't6', 'line-r-end']);

/** Everything lies in area `a`. */
export const corpusIds: KnownIds = {
  isSwitch: (id) => switches.has(id),
  isBranch: (id) => branches.has(id),
  isNode: (id) => id === 'n-1',
  isServicePoint: (id) => /^sp-t[1-6]-\d$/.test(id),
  isArea: (id) => id === 'a' || id === 'b',
  areaHolds: (area) => area === 'a',
};

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

let unique = 0;
/** A switch event nothing is wrong with, different at each call. */
export function goodSwitch(extra = ''): string {
  unique += 1;
  return `{"at":"2026-01-05T10:00:00Z","position":"open","cause":"trip","source":"rtu-good","seq":${unique},"eventId":"good-${unique}"${extra}}`;
}

const generated = new Map<string, () => Publish>([
  ['J025', () => ({ topic: 'grid/v1/-/switch/cb', payload: bytes(goodSwitch(`,"x":${'['.repeat(25_000)}${']'.repeat(25_000)}`)) })],
  ['J026', () => ({ topic: 'grid/v1/-/switch/cb', payload: bytes(goodSwitch(`,"x":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)) })],
  ['J027', () => ({ topic: 'grid/v1/-/switch/cb', payload: bytes('['.repeat(60_000)) })],
  [
    'J028',
    () => ({ topic: 'grid/v1/-/switch/cb', payload: bytes(`{"at":1767607200000,"position":"open","eventId":"${'a'.repeat(5_000_000)}"}`) }),
  ],
  [
    'J029',
    () => ({ topic: 'grid/v1/-/switch/cb', payload: bytes(goodSwitch(Array.from({ length: 5_000 }, (_, i) => `,"k${i}":1`).join(''))) }),
  ],
  [
    'J089',
    () => ({
      topic: 'grid/v1/-/call/call-1',
      payload: bytes(`{"at":1767607200000,"kind":"no-power","servicePoint":"sp-t1-0","text":"${'a'.repeat(20_000)}","eventId":"e-j089"}`),
    }),
  ],
]);

/** The messages of a line in order, the last one is judged; null where the line is about the connection or needs a running server. */
export function publishesOf(row: CorpusLine): readonly Publish[] | null {
  if (row.steps) return row.steps.map(({ topic, payloadUtf8 }) => ({ topic, payload: bytes(payloadUtf8) }));
  const make = generated.get(row.id);
  if (make) return [make()];
  if (row.topic === undefined) return null;
  if (row.payloadUtf8 !== undefined) return [{ topic: row.topic, payload: bytes(row.payloadUtf8) }];
  return row.payloadBase64 === undefined ? null : [{ topic: row.topic, payload: Buffer.from(row.payloadBase64, 'base64') }];
}

/** Reasons that need the state of the network or of a restart: the door takes these messages as good, the core judges them. */
export const decidedByCore: ReadonlySet<string> = new Set([
  'late',
  'evidence-quality',
  'evidence-old',
  'evidence-conflict',
  'same-time',
  'position-in-travel',
  'call-conflict',
  'chatter',
  'comm-lost',
  'poison',
]);

export const rawOf = ({ topic, payload }: Publish): RawMessage => ({
  topic,
  payload,
  receivedAt: CORPUS_NOW,
  identity: 'client-1',
  broker: 'embedded',
  qos: 1,
  retain: false,
});
