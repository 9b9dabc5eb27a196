/** Builds the core of this network in the state that the journal describes. */

import { type Core, createCore } from './domain/core.ts';
import type { Register } from './domain/customers/register.ts';
import type { Network } from './domain/network/network.ts';
import { createInbox } from './inbox.ts';
import { knownIdsOf } from './knownIds.ts';
import type { Clock, InboxRow, Journal } from './ports.ts';
import { type Replayed, type ReplayOptions, replayJournal, stateOwner, usableSnapshot } from './restore.ts';

export type RebuildOptions = {
  readonly network: Network;
  readonly register?: Register | null;
  readonly journal: Journal;
  readonly clock: Clock;
  /** False judges the whole journal, as a check does. */
  readonly fromSnapshot: boolean;
  readonly progress: (commit: number) => void;
  /** Sentences for the person who starts the server. */
  readonly say: (sentence: string) => void;
};

export type Rebuilt = Replayed & {
  readonly core: Core;
  /** Row of the kept state it began with, 0 without one, and how long judging the rows after it took. */
  readonly kept: { readonly commit: number; readonly againMs: number };
};

export async function rebuild({ network, register = null, journal, clock, fromSnapshot, progress, say }: RebuildOptions): Promise<Rebuilt> {
  const known = knownIdsOf(network);
  const snapshot = fromSnapshot ? await usableSnapshot(journal, stateOwner(network, register), say) : null;
  const core = createCore({ network, register, snapshot: snapshot?.state });
  let apply: Parameters<ReplayOptions['decode']>[1] = () => undefined;
  const decoder = createInbox({
    journal,
    known,
    clock,
    pipeline: {
      messages: (committed) => apply({ type: 'messages', ...committed }),
      coverageGap: (commit, receivedAt, gap) => apply({ type: 'coverage-gap', commit, receivedAt, ...gap }),
      broker: (commit, receivedAt, broker, connected) => apply({ type: 'broker', commit, receivedAt, broker, connected }),
      skip: () => undefined,
    },
  });
  const decode = (row: InboxRow, take: typeof apply): void => {
    apply = take;
    decoder.restore(row);
  };
  const begun = performance.now();
  const replayed = await replayJournal({ core, journal, after: snapshot?.commit ?? 0, decode, progress });
  if (replayed.unknown > 0)
    say(`${replayed.unknown} messages of the journal are about things that this network does not know; they were left out.`);
  core.takeTouched();
  return { core, ...replayed, kept: { commit: snapshot?.commit ?? 0, againMs: performance.now() - begun } };
}
