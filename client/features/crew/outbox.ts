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
  /** The person has seen a conflict and lets go of their version. */
  discard(seq: number): Promise<void>;
  /** Sends what waits; called on start, on return of the line and now and then. */
  send(): Promise<void>;
};

type WithoutPlace<T> = T extends OutboxItem ? Omit<T, 'seq' | 'conflict'> : never;
/** An item before it has its place in the queue. */
export type Wanted = WithoutPlace<OutboxItem>;

export type OutboxParts = {
  readonly shelf: OutboxShelf;
  /** The crew member signed in; what others left behind is not theirs to send. */
  readonly user: string;
  readonly post: (item: OutboxItem) => Promise<Sent>;
};

export const isWaiting = (item: OutboxItem): boolean => item.conflict === null;

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

  async function sendAll(): Promise<OutboxPicture['stopped']> {
    for (;;) {
      const next = items.find(isWaiting);
      if (!next) return null;
      const answer = await post(next);
      switch (answer.outcome) {
        case 'taken':
          await drop(next.seq);
          break;
        case 'refused': {
          const conflicting: OutboxItem = { ...next, conflict: { code: answer.code, message: answer.message } };
          await shelf.put(conflicting);
          items = items.map((item) => (item.seq === next.seq ? conflicting : item));
          break;
        }
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
      const item: OutboxItem = { ...wanted, seq: lastSeq, conflict: null };
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
