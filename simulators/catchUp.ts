/** Lets a world reach the moment where an earlier run of it stopped, without a word of what was said then. */

import type { Post } from './post.ts';
import type { World } from './world.ts';

const STEP_MS = 1_000;

export function catchUp(world: World, post: Post, resumeAt: number): void {
  const end = Math.min(resumeAt, world.endAt);
  while (world.now() < end) {
    world.advance(Math.min(world.now() + STEP_MS, end));
    post.take();
  }
}
