/** A way to the server's live feed, seen from the page: Socket.IO in life, a town in memory in tests. */

import type { Hello } from '../../shared/live.ts';

export type LineListener = {
  opened(): void;
  closed(reason: string): void;
  delta(payload: unknown): void;
  refused(payload: unknown): void;
};

export type Line = {
  listen(listener: LineListener): void;
  /** One attempt; ends in `opened` or `closed`. */
  open(): void;
  close(): void;
  hello(payload: Hello): void;
  applied(revision: number): void;
  /** Resolves with whatever the server answered; rejects when no answer comes in time. */
  command(payload: unknown): Promise<unknown>;
};
