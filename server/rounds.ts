/** What the server does at regular times by itself: lets timers run, finds commits it was not told of, recounts everything. */

import { catchUp } from './catchUp.ts';
import type { Core } from './domain/core.ts';
import type { Inbox } from './inbox.ts';
import type { Log } from './log.ts';
import type { Pipeline } from './pipeline.ts';
import type { Journal } from './ports.ts';

const TICK_MS = 100;
const CATCH_UP_MS = 5_000;
const RECOUNT_MS = 60_000;

export type RoundsOptions = {
  readonly core: Pick<Core, 'checkInvariants'>;
  readonly journal: Journal;
  readonly pipeline: Pipeline;
  readonly inbox: Inbox;
  readonly log: Log;
  readonly failed: (error: unknown) => void;
  /** Viewers are told when recording stops or resumes. */
  readonly wake: () => void;
};

/** Returns how to stop. */
export function startRounds({ core, journal, pipeline, inbox, log, failed, wake }: RoundsOptions): () => void {
  const findUntold = (): void => {
    catchUp({ journal, pipeline, inbox }).then(
      (found) => found > 0 && log.warn({ found }, 'rows applied whose commit was not noticed'),
      failed,
    );
  };
  const stopListening = journal.onRecordingChange((recording) => {
    wake();
    if (recording) findUntold();
  });
  const timers = [
    setInterval(() => pipeline.tick().catch(failed), TICK_MS),
    setInterval(() => {
      if (journal.recording() && journal.head() > pipeline.appliedUpTo()) findUntold();
    }, CATCH_UP_MS),
    setInterval(() => {
      const imbalance = core.checkInvariants();
      if (imbalance) log.error({ imbalance }, 'the numbers do not agree');
    }, RECOUNT_MS),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
    stopListening();
  };
}
