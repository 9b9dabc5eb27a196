/** Writes refusals that look like an intrusion into the audit chain: each kind once, then how often it came again, so that an outsider cannot fill the disk. */

import type { DoorRefusal } from './doorPorts.ts';
import type { Journal } from './ports.ts';

export type SecurityEventsOptions = {
  readonly journal: Pick<Journal, 'appendAudit' | 'recording'>;
  /** Epoch milliseconds of life. */
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
  /** One row for each kind in this time. */
  readonly quietMs?: number;
  /** Kinds told apart; beyond them there is one kind for all others. */
  readonly most?: number;
};

export type SecurityEvents = {
  note(refusal: DoorRefusal): void;
  /** Writes what was only counted so far. */
  stop(): Promise<void>;
};

/** Refusals that good software with good settings never meets. */
const SERIOUS: ReadonlySet<string> = new Set([
  'auth-required',
  'id-mismatch',
  'not-allowed',
  'source-mismatch',
  'rate-limit',
  'state-forged',
  'sp-duplicate-edge',
]);

const QUIET_MS = 10 * 60_000;
const MOST = 200;

type Kind = { readonly refusal: DoorRefusal; again: number; until: number };

export function createSecurityEvents(options: SecurityEventsOptions): SecurityEvents {
  const { journal, now, failed, quietMs = QUIET_MS, most = MOST } = options;
  const kinds = new Map<string, Kind>();

  async function write({ reason, identity, detail, from = null }: DoorRefusal, again: number): Promise<void> {
    if (!journal.recording()) return;
    const after = JSON.stringify(again === 0 ? { detail } : { detail, again });
    const note = { who: identity ?? 'unknown', role: 'field-source', session: null, from, action: `refused.${reason}`, object: null };
    await journal.appendAudit(now(), [{ ...note, reason: null, before: null, after }]).catch(failed);
  }

  /** Kinds whose time is over make room; those that came again say so. */
  function tidy(at: number): void {
    for (const [key, kind] of kinds) {
      if (kind.until > at) continue;
      kinds.delete(key);
      if (kind.again > 0) void write(kind.refusal, kind.again);
    }
  }

  return {
    note(refusal) {
      if (!SERIOUS.has(refusal.reason)) return;
      const at = now();
      tidy(at);
      const named = `${refusal.reason} ${refusal.identity ?? ''} ${refusal.from ?? ''}`;
      const key = kinds.has(named) || kinds.size < most ? named : 'others';
      const kind = kinds.get(key);
      if (kind) kind.again += 1;
      else {
        kinds.set(key, { refusal, again: 0, until: at + quietMs });
        void write(refusal, 0);
      }
    },
    async stop() {
      await Promise.all([...kinds.values()].map(({ refusal, again }) => (again > 0 ? write(refusal, again) : undefined)));
      kinds.clear();
    },
  };
}
