/** What the flow needs from outside, and what the outside may ask of the flow. */

import type { Message } from '../shared/messages/message.ts';
import type { Actor } from '../shared/roles.ts';

/** Bytes as they came in, before anybody looked inside. */
export type RawMessage = {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Epoch milliseconds by the clock in force. */
  readonly receivedAt: number;
  /** MQTT client or user name; "internal" for what Relight tells itself. */
  readonly identity: string;
  /** Broker it came through: "embedded" or the URL without credentials. */
  readonly broker: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  /** Last will, sent by the embedded broker for a client that is gone. */
  readonly will?: boolean;
};

/** How the same event is recognised when it comes twice (rule E12). */
export type EventIdentity = {
  readonly source: string;
  readonly epoch: string | null;
  readonly seq: number | null;
  readonly eventId: string | null;
  /** SHA-256 of topic and canonical content, first 16 bytes in hex. */
  readonly contentHash: string;
  /** Effective source time, epoch milliseconds. */
  readonly at: number;
};

/** One row for the journal: a message to keep, or a refusal to keep for inspection. */
export type JournalEntry =
  | {
      readonly type: 'message';
      readonly kind: string;
      readonly topic: string;
      readonly payload: Uint8Array;
      readonly receivedAt: number;
      readonly sender: string;
      readonly broker: string;
      readonly identity: EventIdentity;
      readonly flags: readonly string[];
      /** Decoded messages as JSON, for transports whose decoding depends on a session (Sparkplug); null where the bytes suffice. */
      readonly decoded: string | null;
    }
  | {
      readonly type: 'command' | 'tick' | 'internal';
      readonly kind: string;
      readonly topic: string;
      readonly payload: Uint8Array;
      readonly receivedAt: number;
      readonly sender: string;
      /** Idempotency key of a command; the same key twice is answered with the first commit. */
      readonly key: string | null;
      /** Written to the audit chain in the same transaction (promise P17). */
      readonly audit?: AuditNote | null;
    }
  | {
      readonly type: 'rejection';
      readonly topic: string;
      readonly payload: Uint8Array;
      readonly receivedAt: number;
      readonly sender: string;
      readonly reason: string;
      readonly detail: string;
      readonly source: string | null;
    };

/** Who did what to which thing; `before` and `after` stay erasable, only their salted hashes enter the chain. */
export type AuditNote = {
  readonly who: string;
  readonly role: string;
  readonly session: string | null;
  /** Network address the action came from. */
  readonly from: string | null;
  readonly action: string;
  readonly object: string | null;
  readonly reason: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

export type AuditRow = AuditNote & {
  /** Place in the chain, from 1. */
  readonly sequence: number;
  /** Inbox row of the command, null for actions that are no command. */
  readonly commit: number | null;
  readonly at: number;
  /** SHA-256 in hex over the row before and this one. */
  readonly hash: string;
};

/** Newest row of the audit chain; sequence 0 and 64 zeros when it is empty. */
export type AuditHead = { readonly sequence: number; readonly hash: string };

export type AuditFilter = { readonly who?: string; readonly action?: string; readonly object?: string };

export type AppendOutcome =
  | {
      readonly outcome: 'committed';
      readonly commit: number /** seq-gap, seq-reset … found while numbering */;
      readonly flags: readonly string[];
    }
  | { readonly outcome: 'duplicate'; readonly commit: number }
  /** Same identity, other content: the first one stays, this one is kept as a rejection (rule E13). */
  | {
      readonly outcome: 'conflict';
      readonly commit: number;
      readonly reason: 'event-id-conflict' | 'seq-conflict' | 'idempotency-conflict';
    }
  | { readonly outcome: 'rejected' };

export type InboxRow = {
  readonly commit: number;
  readonly type: 'message' | 'command' | 'tick' | 'internal';
  readonly kind: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly receivedAt: number;
  readonly sender: string;
  readonly broker: string;
  readonly flags: readonly string[];
  readonly decoded: string | null;
};

export type FactRow = {
  /** Inbox row that caused it. */
  readonly commit: number;
  /** Place among the facts of that row, from 0. */
  readonly ordinal: number;
  readonly type: string;
  /** Record it is about ("outage:7"), for the history of that record. */
  readonly about: string | null;
  readonly at: number;
  readonly body: unknown;
};

export type Rejection = {
  /** Grows with every row; the cursor of `rejections`. */
  readonly id: number;
  readonly at: number;
  readonly topic: string;
  readonly reason: string;
  readonly detail: string;
  readonly source: string | null;
  readonly payload: Uint8Array;
};

export type MessageTotals = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly ignored: number;
};

export type Snapshot = { readonly commit: number; readonly takenAt: number; readonly version: string; readonly state: Uint8Array };

/** The one place where what was heard and what was concluded is written down. All promises settle only after the bytes are synced. */
export interface Journal {
  readonly id: string;
  /** Commit number of the newest row. */
  readonly head: () => number;
  /** Appends in order, grouped with what else is waiting; one outcome for each entry. Rejects when nothing can be recorded. */
  append(entries: readonly JournalEntry[]): Promise<readonly AppendOutcome[]>;
  /** Counts messages that were seen and deliberately not kept (stored copies, our own pings). */
  countIgnored(reason: string): void;
  /** Newest inbox row whose facts were recorded; after a crash the rows behind it are applied again. */
  appliedUpTo(): number;
  /** Whether a command with this idempotency key was journalled before: with these bytes (duplicate) or with others (conflict). */
  findCommand(key: string, payload: Uint8Array): Promise<{ readonly outcome: 'duplicate' | 'conflict'; readonly commit: number } | null>;
  /** Stores that applying this row is about to be tried, and answers how often it has been by now (promises section 4.1). */
  beginAttempt(commit: number): Promise<number>;
  /** Moves a row that cannot be applied to the rejections; its number stays used. */
  setAside(commit: number, reason: string, detail: string): Promise<void>;
  /** Records conclusions; the same fact twice is kept once. `appliedUpTo` is the newest inbox row whose facts are all here. */
  record(facts: readonly FactRow[], appliedUpTo: number): Promise<void>;
  inboxAfter(commit: number, limit: number): Promise<readonly InboxRow[]>;
  inboxRow(commit: number): Promise<InboxRow | null>;
  /** The newest facts about a record, oldest first. */
  factsAbout(about: string, limit: number): Promise<readonly FactRow[]>;
  /** Facts of later rows; never splits the facts of one row, so it may answer more than `limit`. */
  factsAfter(commit: number, limit: number): Promise<readonly FactRow[]>;
  /** Newest first; `before` is the id of the last one seen. */
  rejections(limit: number, before?: number): Promise<{ readonly total: number; readonly items: readonly Rejection[] }>;
  totals(): MessageTotals;
  /** Totals by flag or rejection reason. */
  reasons(): ReadonlyMap<string, number>;
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  latestSnapshot(): Promise<Snapshot | null>;
  /** Small documents by key: finished outages, users, settings. */
  putDocuments(kind: string, documents: readonly { readonly id: string; readonly at: number; readonly body: string }[]): Promise<void>;
  document(kind: string, id: string): Promise<string | null>;
  documents(
    kind: string,
    limit: number,
    before?: { readonly at: number; readonly id: string },
  ): Promise<readonly { readonly id: string; readonly at: number; readonly body: string }[]>;
  /** Audit rows for actions that are no command: sign-in, reveal, export. */
  appendAudit(at: number, notes: readonly AuditNote[]): Promise<void>;
  auditHead(): AuditHead;
  /** Newest first; `before` is the sequence of the last one seen. */
  auditRows(limit: number, before?: number, filter?: AuditFilter): Promise<readonly AuditRow[]>;
  /** Drops what may be forgotten: inbox rows behind the kept snapshots and identities, both older than the given times. */
  compact(limits: {
    readonly inboxBefore: number;
    readonly identitiesBefore: number;
  }): Promise<{ readonly inbox: number; readonly identities: number }>;
  /** True while rows can be written. */
  recording(): boolean;
  /** Calls back when recording stops or resumes. Returns how to stop listening. */
  onRecordingChange(listener: (recording: boolean) => void): () => void;
  close(): Promise<void>;
}

/** Where adapters hand in what they heard. Resolves after the commit; the caller acknowledges then. Rejects while nothing can be recorded. */
export interface Intake {
  submit(raw: RawMessage): Promise<void>;
  /** A connection to a broker is up or lost (rule E19). */
  brokerChanged(broker: string, connected: boolean): Promise<void>;
}

/** Between these moments (epoch milliseconds) something of this source may have been missed (rule E15). */
export type CoverageGap = { readonly source: string; readonly from: number; readonly to: number };

/** A Sparkplug payload as its session judged it: one inbox row or one rejection, and the gaps it brought to light. */
export type SparkplugHeard = {
  readonly raw: RawMessage;
  /** Ordering and repeats were settled by the session; unique, so that the journal never takes equal bytes for a repeat. */
  readonly identity: EventIdentity;
  /** Normalised messages in their order of effect; empty for heartbeats and rejections. */
  readonly decoded: readonly Message[];
  readonly flags: readonly string[];
  readonly rejection: { readonly reason: string; readonly detail: string } | null;
  /** Each one an internal row of kind "coverage-gap" beside the message. */
  readonly gaps: readonly CoverageGap[];
};

/** Where the Sparkplug host hands in what it heard, in order of effect. */
export interface SparkplugIntake {
  /** Resolves after the commit; rejects while nothing can be recorded, and the host then asks for everything again. */
  submit(heard: SparkplugHeard): Promise<void>;
  /** Seen and deliberately not kept: repeats, stored copies, STATE of others. */
  countIgnored(reason: string): void;
  /** Something a person should know, once per cause: `state-forged`, `sp-duplicate-edge`, `sp-rebirth-unanswered` … */
  alarm(code: string, about: string): void;
  brokerChanged(broker: string, connected: boolean): Promise<void>;
}

export type CommandResult =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface CommandDoor {
  execute(payload: unknown, actor: Actor): Promise<CommandResult>;
}

/** Real or simulated time; a source of "now" in epoch milliseconds. */
export interface Clock {
  now(): number;
  readonly simulated: boolean;
  /** Seconds of clock time a second of life, null on the wall clock. */
  speed(): number | null;
}
