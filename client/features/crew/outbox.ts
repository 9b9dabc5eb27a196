/** What a crew did and took, waiting in order until the server has it: sent once, kept over reloads, conflicts shown and never dropped. */

import type * as z from 'zod';
import type { outboxItem } from './outboxItem.ts';

export type OutboxItem = z.infer<typeof outboxItem>;

/** Where items are kept between visits; in life IndexedDB. */
export type OutboxShelf = {
  all(): Promise<readonly OutboxItem[]>;
  put(item: OutboxItem): Promise<void>;
  remove(seq: number): Promise<void>;
};

export type Sent =
  | { readonly outcome: 'taken' }
  /** No answer, or one that may differ later: try again. */
  | { readonly outcome: 'later' }
  /** Signed out: keep everything until somebody of this crew signs in. */
  | { readonly outcome: 'signed-out' }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string };

export type OutboxPicture = {
  /** In the order in which they happened. */
  readonly items: readonly OutboxItem[];
  readonly sending: boolean;
  /** Why nothing moves, null while it does. */
  readonly stopped: 'later' | 'signed-out' | null;
};

export type Outbox = {
  picture(): OutboxPicture;
  onPicture(listener: () => void): () => void;
  /** Resolves when the item is on the shelf; rejects when the shelf is full. */
  add(item: Wanted): Promise<void>;
  /** Lets go of an item: a conflict the person has seen, or a step that the record shows by now. */
  discard(seq: number): Promise<void>;
  /** Sends what waits; called on start, on return of the line and now and then. */
  send(): Promise<void>;
};

type WithoutPlace<T> = T extends OutboxItem ? Omit<T, 'seq' | 'conflict' | 'sent'> : never;
/** An item before it has its place in the queue. */
export type Wanted = WithoutPlace<OutboxItem>;

export type OutboxParts = {
  readonly shelf: OutboxShelf;
  /** The crew member signed in; what others left behind is not theirs to send. */
  readonly user: string;
  readonly post: (item: OutboxItem) => Promise<Sent>;
};

export const isWaiting = (item: OutboxItem): boolean => item.conflict === null && !item.sent;

/** Steps change what the phone offers next, so they stay until the job's record shows them. */
const isStep = (item: OutboxItem): boolean =>
  item.kind === 'command' && (item.command.type === 'job.setStatus' || item.command.type === 'job.madeSafe');

export async function openOutbox({ shelf, user, post }: OutboxParts): Promise<Outbox> {
  const listeners = new Set<() => void>();
  const found = await shelf.all();
  let items = found.filter((item) => item.user === user).sort((a, b) => a.seq - b.seq);
  let picture: OutboxPicture = { items, sending: false, stopped: null };
  // Places are unique on the shelf, also where another person's items lie.
  let lastSeq = found.reduce((highest, { seq }) => Math.max(highest, seq), 0);
  let again = false;

  function show(parts: Partial<OutboxPicture>) {
    picture = { ...picture, ...parts, items };
    for (const listener of [...listeners]) listener();
  }

  async function drop(seq: number) {
    await shelf.remove(seq);
    items = items.filter((item) => item.seq !== seq);
  }

  async function change(changed: OutboxItem) {
    await shelf.put(changed);
    items = items.map((item) => (item.seq === changed.seq ? changed : item));
  }

  async function sendAll(): Promise<OutboxPicture['stopped']> {
    for (;;) {
      const next = items.find(isWaiting);
      if (!next) return null;
      const answer = await post(next);
      switch (answer.outcome) {
        case 'taken':
          if (isStep(next)) await change({ ...next, sent: true });
          else await drop(next.seq);
          break;
        case 'refused':
          await change({ ...next, conflict: { code: answer.code, message: answer.message } });
          break;
        case 'later':
        case 'signed-out':
          return answer.outcome;
      }
      show({});
    }
  }

  async function send() {
    if (picture.sending) {
      again = true;
      return;
    }
    show({ sending: true });
    let stopped: OutboxPicture['stopped'] = null;
    do {
      again = false;
      stopped = await sendAll();
    } while (again && stopped === null);
    show({ sending: false, stopped });
  }

  return {
    picture: () => picture,
    onPicture(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async add(wanted) {
      // The place is taken before the shelf answers, so that two quick taps keep their order.
      lastSeq = Math.max(lastSeq + 1, wanted.at);
      const item: OutboxItem = { ...wanted, seq: lastSeq, conflict: null, sent: false };
      await shelf.put(item);
      items = [...items, item].sort((a, b) => a.seq - b.seq);
      show({});
      void send();
    },
    async discard(seq) {
      await drop(seq);
      show({});
    },
    send,
  };
}
