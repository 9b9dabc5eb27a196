/** One viewer's place in the feed: a session is one number, the revision it last applied. */

import type { BoardSight } from '../../../shared/boardSight.ts';
import type { Hello } from '../../../shared/live.ts';
import type { SignedIn } from '../../viewerPorts.ts';

export type FeedSession = {
  readonly signedIn: SignedIn;
  /** What of the board it may see; null before hello. */
  sight: BoardSight | null;
  /** Said hello and was answered. */
  greeted: boolean;
  /** Last revision the viewer applied; null = it has nothing, the next delta is everything. */
  revision: number | null;
  /** Revision under way, null when the viewer is ready for the next delta. */
  underWay: { readonly to: number; readonly sentAt: number } | null;
  lastSentAt: number;
};

export const beginSession = (signedIn: SignedIn): FeedSession => ({
  signedIn,
  sight: null,
  greeted: false,
  revision: null,
  underWay: null,
  lastSentAt: 0,
});

/** A place we know in this very journal is taken up again; anything else begins with everything, never with an error. */
export function greet(session: FeedSession, hello: Hello, journal: string, head: number, sight: BoardSight): void {
  const known = hello.journal === journal && hello.revision !== undefined && hello.revision >= 0 && hello.revision <= head;
  session.greeted = true;
  session.sight = sight;
  session.revision = known ? (hello.revision ?? null) : null;
  session.underWay = null;
}

/** false = the viewer claims something that was never sent. */
export function applied(session: FeedSession, revision: number): boolean {
  if (!session.underWay || session.underWay.to !== revision) return false;
  session.revision = revision;
  session.underWay = null;
  return true;
}
