/** Turns what views see into wire messages, in the order of virtual time, with a gap-free count for each source. */

import type { MessageKind } from '../shared/messages/message.ts';
import { formatTime } from '../shared/time.ts';
import { jsonTopic } from '../shared/topics.ts';

/** One publish; the publisher keeps the order of each source. */
export type Outgoing = {
  readonly source: string;
  readonly topic: string;
  readonly payload: string | Uint8Array;
  /** 1 unless the protocol asks for less. */
  readonly qos?: 0 | 1;
};

export type Post = {
  readonly epoch: string;
  /** Maps virtual time to the time written on the wire, epoch milliseconds. */
  readonly wireTime: (at: number) => number;
  /** `at` in epoch milliseconds of virtual time; `source`, `seq` and `eventId` are added here. */
  send(source: string, kind: MessageKind, id: string, at: number, fields: Readonly<Record<string, unknown>>): Outgoing;
  /** An answer to a question from outside: not counted, because what is asked differs from run to run. */
  reply(source: string, kind: MessageKind, id: string, at: number, fields: Readonly<Record<string, unknown>>): void;
  /** The same bytes once more, or bytes made elsewhere. */
  put(message: Outgoing): void;
  /** Takes what has gathered. */
  take(): Outgoing[];
};

/**
 * @param epoch tells this run's counts from those of another run
 * @param wireTime maps virtual time to the time written on the wire
 * @param area area id of every topic
 */
export function createPost(epoch: string, wireTime: (at: number) => number = (at) => at, area: string | null = null): Post {
  const counts = new Map<string, number>();
  let gathered: Outgoing[] = [];
  const put = (message: Outgoing): void => {
    gathered.push(message);
  };
  const written = (at: number): string => formatTime(Math.round(wireTime(at)));
  return {
    epoch,
    wireTime,
    send(source, kind, id, at, fields) {
      const seq = counts.get(source) ?? 0;
      counts.set(source, seq + 1);
      const counted = { source, epoch, seq, eventId: `${epoch}/${source}/${seq}` };
      const payload = JSON.stringify({ at: written(at), ...fields, ...counted });
      const message = { source, topic: jsonTopic(area, kind, id), payload };
      put(message);
      return message;
    },
    reply(source, kind, id, at, fields) {
      const time = written(at);
      const payload = JSON.stringify({ at: time, ...fields, source, eventId: `${epoch}/${source}/${id}/${time}` });
      put({ source, topic: jsonTopic(area, kind, id), payload });
    },
    put,
    take() {
      const taken = gathered;
      gathered = [];
      return taken;
    },
  };
}
