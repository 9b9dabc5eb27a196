/** Where time is simulated, it begins with the first message, whatever that is about. */

import type { SettableClock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { Journal, RawMessage } from './ports.ts';

/** The door as it was on the wall clock. */
export function withFirstTime(inbox: Inbox, clock: SettableClock): Inbox {
  if (!clock.simulated) return inbox;
  const timed = (raw: RawMessage): RawMessage => {
    if (!clock.started()) {
      const match = /"at"\s*:\s*(?:"([^"]{10,40})"|(\d{12,14}))/.exec(Buffer.from(raw.payload).toString('latin1'));
      const at = match?.[1] ? Date.parse(match[1]) : Number(match?.[2]);
      if (Number.isFinite(at)) clock.set(at);
    }
    return raw.receivedAt < clock.now() ? { ...raw, receivedAt: clock.now() } : raw;
  };
  return { ...inbox, submit: (raw) => inbox.submit(timed(raw)) };
}

/** Newest time in the journal, so that simulated time goes on from there. */
export async function newestTime(journal: Journal): Promise<number | null> {
  const row = journal.head() > 0 ? await journal.inboxRow(journal.head()) : null;
  return row?.receivedAt ?? null;
}
