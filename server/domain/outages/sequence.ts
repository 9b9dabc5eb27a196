/** Operations of one device that belong together: a trip, its reclosings, and what came of it (rule O12). */

import type { DomainSettings } from '../settings.ts';
import type { UndoLog } from './undo.ts';

export type Sequence = {
  readonly firstOpenAt: number;
  readonly lastCloseAt: number | null;
  /** Outages of this sequence, oldest first. */
  readonly outages: readonly string[];
};

export type Sequences = {
  get(device: number): Sequence | undefined;
  set(device: number, sequence: Sequence): void;
  /** Takes the sequence as it is in another world; cannot be taken back. */
  replace(device: number, sequence: Sequence | undefined): void;
  all(): IterableIterator<readonly [number, Sequence]>;
};

export function createSequences(undo: UndoLog): Sequences {
  const byDevice = new Map<number, Sequence>();
  return {
    get: (device) => byDevice.get(device),
    set(device, sequence) {
      const before = byDevice.get(device);
      byDevice.set(device, sequence);
      undo.add(() => {
        if (before) byDevice.set(device, before);
        else byDevice.delete(device);
      });
    },
    replace(device, sequence) {
      if (sequence) byDevice.set(device, sequence);
      else byDevice.delete(device);
    },
    all: () => byDevice.entries(),
  };
}

/** How an opening at `at` goes on from what the device did before. */
export function continues(sequence: Sequence | undefined, at: number, settings: DomainSettings): 'chain' | 'sequence' | 'new' {
  if (!sequence || at - sequence.firstOpenAt > settings.recloseWindowMs) return 'new';
  return sequence.lastCloseAt !== null && at - sequence.lastCloseAt <= settings.recloseResetMs ? 'chain' : 'sequence';
}
