/** How one source stands on the broker: its last will, what it says on arrival, what it listens to. */

import { formatTime } from '../shared/time.ts';
import { jsonTopic } from '../shared/topics.ts';
import type { Outgoing } from './post.ts';

export type Connection = {
  readonly source: string;
  /** Left with the broker in case the connection breaks; `at` in epoch milliseconds on the wire. */
  readonly will: (at: number) => { readonly topic: string; readonly payload: string | Uint8Array };
  /** Said after each connect, because the last will may have been heard in between. */
  readonly hello: (at: number) => readonly Outgoing[];
  readonly listen?: { readonly filter: string; readonly heard: (topic: string, payload: Uint8Array) => void };
};

/** A source that speaks plain JSON. */
export const jsonConnection = (source: string): Connection => {
  const presence = (at: number, online: boolean): { topic: string; payload: string } => ({
    topic: jsonTopic(null, 'source', source),
    payload: JSON.stringify({ at: formatTime(Math.round(at)), online }),
  });
  return { source, will: (at) => presence(at, false), hello: (at) => [{ source, ...presence(at, true) }] };
};
