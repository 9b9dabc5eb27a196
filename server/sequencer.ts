/** Hands on committed rows strictly in commit order, whatever order their commits were noticed in. */

export type Sequencer = {
  /** Runs `apply` when every earlier commit has been applied. */
  offer(commit: number, apply: () => void): void;
  /** Neither applied nor waiting for its turn. */
  missing(commit: number): boolean;
  /** Newest commit applied. */
  appliedUpTo(): number;
};

export function createSequencer(startCommit: number): Sequencer {
  const waiting = new Map<number, () => void>();
  let applied = startCommit;
  let running = false;

  function drain(): void {
    if (running) return;
    running = true;
    try {
      for (let next = waiting.get(applied + 1); next; next = waiting.get(applied + 1)) {
        waiting.delete(applied + 1);
        applied += 1;
        next();
      }
    } finally {
      running = false;
    }
  }

  return {
    offer(commit, apply) {
      if (commit <= applied) throw new Error(`commit ${commit} was applied before`);
      waiting.set(commit, apply);
      drain();
    },
    missing: (commit) => commit > applied && !waiting.has(commit),
    appliedUpTo: () => applied,
  };
}
