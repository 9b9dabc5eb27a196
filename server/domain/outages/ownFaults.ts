/** Service points that are dark by trouble of their own, below every device of the network (rules O1, P3). */

import type { UndoLog } from './undo.ts';

export type OwnFaults = {
  has(point: number): boolean;
  set(point: number, faulty: boolean): void;
  all(): Iterable<number>;
};

export function createOwnFaults(undo: UndoLog): OwnFaults {
  const points = new Set<number>();
  const write = (point: number, faulty: boolean): void => {
    if (faulty) points.add(point);
    else points.delete(point);
  };
  return {
    has: (point) => points.has(point),
    set(point, faulty) {
      const before = points.has(point);
      if (before === faulty) return;
      write(point, faulty);
      undo.add(() => write(point, before));
    },
    all: () => points,
  };
}
