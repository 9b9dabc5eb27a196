/** Sends what is due: written down before it leaves, tried once, and what came of it written down again (rules M7, M8, M9; effects are facts). */

import { type MessageKey, NOTICE_KIND, type NoticeEvent, readKey, writeKey } from '../shared/noticeEvent.ts';
import type { ChannelName } from '../shared/records/notification.ts';
import { isGenuine } from './adapters/channels/signature.ts';
import type { OutgoingMessage, Receipt, ReceiptDoor, SendResult } from './channelPorts.ts';
import type { Channels } from './channels.ts';
import type { ContactBook } from './customerPorts.ts';
import type { DueMessage, NoticeView } from './domain/notifications/noticeView.ts';
import type { Pipeline } from './pipeline.ts';
import type { Clock, Journal } from './ports.ts';

export type NoticesOptions = {
  readonly view: NoticeView;
  readonly journal: Pick<Journal, 'append' | 'recording'>;
  readonly pipeline: Pick<Pipeline, 'notice'>;
  readonly clock: Clock;
  readonly contacts: ContactBook;
  readonly channels: Channels;
  /** Without one no receipt is believed. */
  readonly receiptSecret: string | undefined;
  readonly failed: (error: unknown) => void;
};

export type Notices = ReceiptDoor & {
  /** Something may be due. */
  wake(): void;
  announce(announcement: { readonly about: string; readonly kind: string; readonly text: string; readonly affected: number }): void;
  stop(): Promise<void>;
};

const BATCH = 500;
/** Requests under way at once. */
const MOST_REQUESTS = 8;
const EVERY_MS = 1_000;

const groupName = ({ root, kind, channel, step, version }: MessageKey): string => [root, kind, channel, step, version].join(' ');

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}

export function startNotices(options: NoticesOptions): Notices {
  const { view, journal, pipeline, clock, contacts, channels, receiptSecret, failed } = options;
  let stopped = false;
  let pumping: Promise<void> | null = null;
  let again = false;
  const requests = new Set<Promise<void>>();

  /** Resolves after the rows are on disk and the core has judged them. */
  async function write(events: readonly NoticeEvent[]): Promise<void> {
    if (events.length === 0) return;
    const receivedAt = clock.now();
    const entries = events.map((event) => ({
      type: 'internal' as const,
      kind: NOTICE_KIND,
      topic: '',
      payload: Buffer.from(JSON.stringify(event)),
      receivedAt,
      sender: 'internal',
      key: null,
    }));
    const outcomes = await journal.append(entries);
    outcomes.forEach((outcome, i) => {
      const event = events[i];
      if (outcome.outcome === 'committed' && event) pipeline.notice(outcome.commit, receivedAt, event);
    });
  }

  const writeResults = (results: readonly (readonly [MessageKey, SendResult['outcome'] | 'withdrawn', string | null])[]): Promise<void> =>
    write(
      grouped(results, ([key, outcome, detail]) => `${groupName(key)} ${outcome} ${detail}`).map((group) => {
        const [{ root, kind, channel, step, version }, outcome, detail] = group[0]!;
        return { event: 'result', root, kind, channel, step, version, outcome, detail, customers: group.map(([key]) => key.customer) };
      }),
    );

  function addressOf({ customer, channel }: MessageKey): string | null {
    const contact = contacts.contact(customer);
    return channel === 'email' ? (contact?.email ?? null) : (contact?.phone ?? null);
  }

  /** Lets the request go, after one more look whether the message is still true. */
  async function send(name: ChannelName, messages: readonly DueMessage[]): Promise<void> {
    const channel = channels.to.get(name);
    const byKey = new Map<string, DueMessage>();
    const out: OutgoingMessage[] = [];
    const results: [MessageKey, SendResult['outcome'] | 'withdrawn', string | null][] = [];
    for (const message of messages) {
      const to = addressOf(message);
      if (!view.mayLeave(message)) results.push([message, 'withdrawn', null]);
      else if (!channel) results.push([message, 'failed', 'no-channel']);
      else if (to === null) results.push([message, 'failed', 'no-address']);
      else {
        const key = writeKey(message);
        byKey.set(key, message);
        out.push({ key, to, text: message.text, locale: message.locale });
      }
    }
    if (channel && out.length > 0)
      for (const { key, outcome, detail } of await channel.send(out)) {
        const message = byKey.get(key);
        if (message) results.push([message, outcome, detail]);
      }
    await writeResults(results);
  }

  async function request(name: ChannelName, messages: readonly DueMessage[]): Promise<void> {
    while (requests.size >= MOST_REQUESTS) await Promise.race(requests);
    const sending: Promise<void> = send(name, messages)
      .catch(failed)
      .finally(() => requests.delete(sending));
    requests.add(sending);
  }

  async function pump(): Promise<void> {
    while (!stopped && journal.recording()) {
      const due = view.due(BATCH);
      if (due.length === 0) return;
      await write(
        grouped(due, (message) => `${groupName(message)} ${message.parts}`).map((group) => {
          const { root, kind, channel, step, version, parts } = group[0]!;
          return { event: 'taken', root, kind, channel, step, version, parts, customers: group.map(({ customer }) => customer) };
        }),
      );
      for (const group of grouped(due, ({ channel }) => channel)) {
        const { channel } = group[0]!;
        const most = channels.to.get(channel)?.batch ?? BATCH;
        for (let from = 0; from < group.length; from += most) await request(channel, group.slice(from, from + most));
      }
    }
  }

  function wake(): void {
    again = true;
    if (stopped || pumping) return;
    pumping = (async () => {
      while (again && !stopped) {
        again = false;
        await pump();
      }
    })()
      .catch(failed)
      .finally(() => {
        pumping = null;
      });
  }

  /** What left before a crash without a word of what came of it: the provider is asked; else it stays unknown (rule M8). */
  async function settleDoubt(): Promise<void> {
    for (const group of grouped(view.inDoubt(), ({ channel }) => channel)) {
      const { channel: name } = group[0]!;
      const channel = channels.to.get(name);
      for (let from = 0; from < group.length; from += BATCH) {
        const asked = group.slice(from, from + BATCH);
        const known = await channel?.ask?.(asked.map(writeKey)).catch(() => null);
        const unseen = asked.filter((message) => known?.get(writeKey(message)) === null);
        await writeResults(
          asked
            .filter((message) => !unseen.includes(message))
            .map((message) => {
              const result = known?.get(writeKey(message));
              return [message, result?.outcome ?? 'unknown', result?.detail ?? 'in-doubt'];
            }),
        );
        const most = channel?.batch ?? BATCH;
        for (let i = 0; i < unseen.length; i += most) await request(name, unseen.slice(i, i + most));
      }
    }
  }

  pumping = settleDoubt()
    .catch(failed)
    .finally(() => {
      pumping = null;
      wake();
    });
  const timer = setInterval(wake, EVERY_MS);

  return {
    wake,
    announce(announcement) {
      for (const announcer of channels.announcers) void announcer.tell(announcement);
    },
    isGenuine: (body, time, signature) => receiptSecret !== undefined && isGenuine(receiptSecret, time, body, signature),
    async take(receipts: readonly Receipt[]) {
      const results = receipts.flatMap(({ key, state, detail }): [MessageKey, SendResult['outcome'], string | null][] => {
        const read = readKey(key);
        return read ? [[read, state, detail]] : [];
      });
      await writeResults(results);
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      for (const channel of channels.to.values()) channel.stop();
      await pumping;
      await Promise.all(requests);
    },
  };
}
