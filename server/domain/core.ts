/** The pure core as the flow sees it: inputs in commit order go in, facts and changed records come out. */

import type { Command } from '../../shared/commands.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { NoticeEvent } from '../../shared/noticeEvent.ts';
import type { RecordKind } from '../../shared/records/record.ts';
import type { Actor } from '../../shared/roles.ts';
import { assembleCore } from './assembly.ts';
import type { Register } from './customers/register.ts';
import type { Experience } from './estimates/estimator.ts';
import type { Network } from './network/network.ts';
import type { NoticeSettings } from './notifications/settings.ts';
import type { DomainSettings } from './settings.ts';
import type { View } from './view.ts';

/** One journalled input. The same inputs in the same order always give the same facts; time and ids come in, never from outside. */
export type CoreInput =
  | {
      readonly type: 'messages';
      readonly commit: number;
      readonly receivedAt: number;
      readonly broker: string;
      readonly messages: readonly Message[];
      /** What the door noticed of the row; left out where nobody looked. */
      readonly flags?: readonly string[];
    }
  /** Between these moments something of this source, or of every source behind this broker, may have been missed (rule E15). */
  | {
      readonly type: 'coverage-gap';
      readonly commit: number;
      readonly receivedAt: number;
      readonly source: string | null;
      readonly broker: string | null;
      /** null = since each of them was last heard. */
      readonly from: number | null;
      readonly to: number;
    }
  | { readonly type: 'command'; readonly commit: number; readonly receivedAt: number; readonly command: Command; readonly actor: Actor }
  /** What the sender of notices did, and what came of it. */
  | { readonly type: 'notice'; readonly commit: number; readonly receivedAt: number; readonly event: NoticeEvent }
  /** Time has passed and a timer is due. */
  | { readonly type: 'tick'; readonly commit: number; readonly receivedAt: number }
  | { readonly type: 'broker'; readonly commit: number; readonly receivedAt: number; readonly broker: string; readonly connected: boolean };

/** Something concluded, kept for ever with the inbox row that caused it. */
export type Fact = {
  /** Area of the domain and what happened: `outage.confirmed`, `source.silent`, `message.flagged` … */
  readonly type: string;
  /** Record it is about ("outage:7"), null when about none. */
  readonly about: string | null;
  /** Effective time, epoch milliseconds. */
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
};

export type Refusal = { readonly code: string; readonly message: string };

export type Applied = {
  readonly facts: readonly Fact[];
  /** Why a command was refused, null when it was carried out or the input was no command. */
  readonly refusal: Refusal | null;
};

export type Touched = { readonly kind: RecordKind; readonly id: string };

export interface Core {
  apply(input: CoreInput): Applied;
  /** Whether a command would be refused now; asked before it is journalled. */
  check(command: Command, actor: Actor): Refusal | null;
  /** Earliest time at which a tick would change something, epoch milliseconds; null when no timer runs. */
  nextDeadline(): number | null;
  /** Records that changed since the last call. */
  takeTouched(): readonly Touched[];
  /** Everything needed to go on later. */
  snapshot(): Uint8Array;
  /** The same in parts that take little time each; all of them belong to the moment at which the first is taken. */
  snapshotParts(): Iterator<Uint8Array, void>;
  /** SHA-256 of the live state: energisation, open outages, interruptions, sources. Independent of arrival order (rule E26). */
  stateHash(): string;
  /** Read-only questions about the live state; always current. */
  readonly view: View;
  /** Recounts everything; the first number that does not agree, in words, null when all do (rules O15, O22, O27, V2). */
  checkInvariants(): string | null;
}

export type CoreOptions = {
  readonly network: Network;
  /** Who is supplied where; null without a customer register. */
  readonly register?: Register | null;
  /** Values that differ from the rule book's. */
  readonly settings?: Partial<DomainSettings>;
  readonly notices?: Partial<NoticeSettings>;
  /** What `snapshot()` gave, on the same network. */
  readonly snapshot?: Uint8Array | null;
  /** What past outages taught, for a core that begins without a snapshot. */
  readonly experience?: Experience | null;
};

export const createCore = (options: CoreOptions): Core => assembleCore(options);
