/** Entries and a temporary folder for tests of the journal. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditNote, EventIdentity, FactRow, JournalEntry } from '../../../../server/ports.ts';

export type MessageEntry = Extract<JournalEntry, { type: 'message' }>;

const noon = Date.UTC(2026, 0, 5, 10);

/** 16 bytes of SHA-256 in hex, as the door computes it from topic and canonical content. */
export const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex').slice(0, 32);

type Said = Partial<Omit<EventIdentity, 'contentHash'>> & { readonly says?: string };

/** The identity of an event; what it says is part of its content, as are its own names. */
export function event({ says = 'open', ...named }: Said = {}): EventIdentity {
  const identity = { source: 'rtu-7', epoch: null, seq: null, eventId: null, at: noon, ...named };
  return { ...identity, contentHash: hashOf(JSON.stringify([identity, says])) };
}

export function message(said: Said = {}, more: Partial<MessageEntry> = {}): MessageEntry {
  const identity = event(said);
  return {
    type: 'message',
    kind: 'switch',
    topic: 'grid/v1/-/switch/cb',
    payload: Buffer.from(JSON.stringify(said)),
    receivedAt: identity.at + 50,
    sender: 'rtu',
    broker: 'embedded',
    identity,
    flags: [],
    decoded: null,
    ...more,
  };
}

export const refused = (reason: string, payload = 'nonsense'): JournalEntry => ({
  type: 'rejection',
  topic: 'grid/v1/-/switch/cb',
  payload: Buffer.from(payload),
  receivedAt: noon,
  sender: 'rtu',
  reason,
  detail: 'because',
  source: 'rtu-7',
});

export const command = (key: string, asks = 'confirm'): Extract<JournalEntry, { type: 'command' | 'tick' | 'internal' }> => ({
  type: 'command',
  kind: 'outage.confirm',
  topic: '',
  payload: Buffer.from(asks),
  receivedAt: noon,
  sender: 'ana',
  key,
});

export const fact = (commit: number, ordinal = 0, about: string | null = 'outage:7'): FactRow => ({
  commit,
  ordinal,
  type: 'outage.confirmed',
  about,
  at: 1_767_607_200_000 + commit,
  body: { commit, ordinal, text: 'Über 5 € — 停电' },
});

export const note = (action: string, more: Partial<AuditNote> = {}): AuditNote => ({
  who: 'ana',
  role: 'dispatcher',
  session: 's1',
  from: '127.0.0.1',
  action,
  object: 'outage:7',
  reason: null,
  before: null,
  after: null,
  ...more,
});

export const numbered = (count: number, start = 1) =>
  Array.from({ length: count }, (_, i) => message({ source: 'rtu-9', seq: start + i, at: 1_767_607_200_000 + i }));

/** A folder of its own, and how to remove it. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'relight-journal-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
