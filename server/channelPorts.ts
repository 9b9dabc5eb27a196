/** What the sender of notices needs of a channel; one file of `adapters/channels` each. */

import type { LedgerPart, NoticeRecipient } from '../shared/records/notification.ts';

export type OutgoingMessage = {
  /** Idempotency key: the same key never leaves twice by itself (rules M7, M8). */
  readonly key: string;
  /** Phone number or address. */
  readonly to: string;
  readonly text: string;
  readonly locale: 'en' | 'zh-CN';
};

export type SendResult = {
  readonly key: string;
  /** `accepted`: a receipt will follow; `unknown`: it may have left (rule M8). */
  readonly outcome: 'accepted' | 'delivered' | 'acknowledged' | 'failed' | 'unknown';
  readonly detail: string | null;
};

export interface Channel {
  /** Most messages it takes at once. */
  readonly batch: number;
  /** One result for each message; never rejects. Tries again only what certainly did not arrive. */
  send(messages: readonly OutgoingMessage[]): Promise<readonly SendResult[]>;
  /** What the provider knows of these keys: a result for each, null where it never saw the key. Rejects when it cannot be asked. */
  ask?(keys: readonly string[]): Promise<ReadonlyMap<string, SendResult | null>>;
  stop(): void;
}

/** Tells a group of people at once: a robot in a chat, a program behind a webhook. */
export interface Announcer {
  /** Whether it was taken; never rejects. */
  tell(announcement: { readonly about: string; readonly kind: string; readonly text: string; readonly affected: number }): Promise<boolean>;
}

export type Receipt = { readonly key: string; readonly state: 'delivered' | 'failed' | 'acknowledged'; readonly detail: string | null };

/** Who stands where in the ledger of a notice; drill-down to each person (rule M5). */
export interface NoticeReader {
  /** `from` is what the last page gave as `next`; null when there is no such notice. */
  recipients(
    notice: string,
    part: LedgerPart | null,
    from: number,
    limit: number,
  ): { readonly items: readonly NoticeRecipient[]; readonly next: number | null } | null;
  budget(): { readonly spent: number; readonly limit: number };
}

/** Where delivery receipts come in; resolves after they are written down. */
export interface ReceiptDoor {
  /** false when the signature is wrong or too old. */
  isGenuine(body: Uint8Array, time: string, signature: string): boolean;
  take(receipts: readonly Receipt[]): Promise<void>;
}
