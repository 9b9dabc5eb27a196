/** Collects how to take back what one step changes. */

export type UndoLog = {
  add(back: () => void): void;
  /** Starts a step. */
  open(): void;
  /** Ends the step and returns how to take it back, first change first. */
  close(): readonly (() => void)[];
};

export function createUndoLog(): UndoLog {
  let backs: (() => void)[] | null = null;
  return {
    add(back) {
      backs?.push(back);
    },
    open() {
      backs = [];
    },
    close() {
      const done = backs ?? [];
      backs = null;
      return done;
    },
  };
}
