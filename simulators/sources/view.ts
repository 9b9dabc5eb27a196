/** What every view of the world is given, and how it is started. */

import type { Connection } from '../connection.ts';
import type { Post } from '../post.ts';
import type { World } from '../world.ts';

export type ViewOf = {
  readonly world: World;
  readonly post: Post;
};

/** Starts listening; sends through the post until time ends. Returns how its sources stand on the broker. */
export type View = (of: ViewOf) => readonly Connection[];
