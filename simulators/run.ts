/** Runs one world in virtual time: views speak, the publisher carries it, the clock ticks after each second's messages. */

import { formatTime } from '../shared/time.ts';
import { jsonTopic } from '../shared/topics.ts';
import type { Outgoing, Post } from './post.ts';
import type { Publisher } from './publisher.ts';
import type { World } from './world.ts';

export const CLOCK = 'sim';

export type RunOptions = {
  readonly world: World;
  readonly post: Post;
  readonly publisher: Pick<Publisher, 'publish' | 'drained'>;
  /** Times faster than life; 0 = as fast as acknowledgements come. */
  readonly speed: number;
  /** Publish the simulated time; not on a wall clock. */
  readonly clock: boolean;
  readonly stopped: () => boolean;
  readonly progress?: (now: number) => void;
};

const SECOND = 1_000;

/** It is `now` in simulated time. Named by the moment, so that the same tick after a resumed run is a repeat. */
export const clockTick = (now: number, epoch: string): Outgoing => {
  const at = formatTime(now);
  return {
    source: CLOCK,
    topic: jsonTopic(null, 'clock', CLOCK),
    payload: JSON.stringify({ at, source: CLOCK, eventId: `${epoch}/${CLOCK}/${at}` }),
  };
};

/** Resolves at the end of the world's time, or soon after `stopped`. */
export async function run({ world, post, publisher, speed, clock, stopped, progress }: RunOptions): Promise<void> {
  const from = world.now();
  if (clock) {
    await publisher.publish(clockTick(from, post.epoch));
    await publisher.drained();
  }
  const realStart = performance.now();
  const step = speed === 0 ? SECOND : Math.min(SECOND, Math.max(50, Math.round(100 * speed)));
  let now = from;
  while (now < world.endAt && !stopped()) {
    now = Math.min(now + step, (Math.floor(now / SECOND) + 1) * SECOND, world.endAt);
    if (speed > 0) await rest(realStart + (now - from) / speed - performance.now());
    world.advance(now);
    for (const message of post.take()) await publisher.publish(message);
    if (now % SECOND !== 0) continue;
    if (clock) {
      await publisher.drained();
      await publisher.publish(clockTick(now, post.epoch));
    }
    await publisher.drained();
    progress?.(now);
  }
}

const rest = (ms: number): Promise<void> | void => (ms > 1 ? new Promise((resolve) => setTimeout(resolve, ms)) : undefined);
