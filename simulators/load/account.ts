/** The server's own counts around a load run: every message received is accepted, a duplicate, or rejected. */

import { summaryRecord } from '../../shared/records/summary.ts';

export type MessageCounts = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
};

export type Account = MessageCounts & {
  /** received = accepted + duplicates + rejected, nothing that was acknowledged is missing, and each repeat was noticed. */
  readonly holds: boolean;
};

/** Where the counts are read, and how long to wait until everything sent is in them. */
export type Http = { readonly url: string; readonly token: string; readonly patienceMs: number };

const LOOK_EVERY_MS = 100;

/** @throws when the server does not answer with a summary */
export async function readMessages({ url, token }: Pick<Http, 'url' | 'token'>): Promise<MessageCounts> {
  const headers = new Headers(token === '' ? [] : [['authorization', `Bearer ${token}`]]);
  const response = await fetch(new URL('/api/v1/summary', url), { headers });
  if (!response.ok) throw new Error(`${url}/api/v1/summary answers ${response.status}`);
  return summaryRecord.pick({ messages: true }).parse(await response.json()).messages;
}

/** Looks until everything sent is counted; gives up after a while and says what was seen. */
export async function awaitAccount(http: Http, before: MessageCounts, own: { sent: number; repeated: number }): Promise<Account> {
  const until = performance.now() + http.patienceMs;
  for (;;) {
    const after = await readMessages(http);
    const counts = {
      received: after.received - before.received,
      accepted: after.accepted - before.accepted,
      duplicates: after.duplicates - before.duplicates,
      rejected: after.rejected - before.rejected,
    };
    const adds = counts.received === counts.accepted + counts.duplicates + counts.rejected;
    const holds = adds && counts.received >= own.sent && counts.duplicates >= own.repeated;
    if (holds || performance.now() > until) return { ...counts, holds };
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
