/** Service points that proved to have supply, counted below each device (rule P17). */

import { type ProtectionTree, pathUp } from './protectionTree.ts';
import { lowerBound } from './reports.ts';

export type ProofBook = {
  set(point: number, at: number): void;
  remove(point: number): void;
  at(point: number): number | null;
  /** Service points below a device proved on at or after a moment. */
  since(device: number, at: number): number;
  /** Time of the nth newest proof below a device, epoch milliseconds; minus infinity when there are fewer. */
  newest(device: number, nth: number): number;
};

export function createProofBook(tree: ProtectionTree): ProofBook {
  const proofs = new Map<number, number>();
  const byDevice = new Map<number, number[]>();

  const change = (point: number, at: number, remove: boolean): void => {
    for (const device of pathUp(tree, point)) {
      const times = byDevice.get(device) ?? [];
      if (remove) times.splice(lowerBound(times, at), 1);
      else times.splice(lowerBound(times, at), 0, at);
      if (times.length === 0) byDevice.delete(device);
      else byDevice.set(device, times);
    }
  };

  return {
    set(point, at) {
      const before = proofs.get(point);
      if (before !== undefined && before >= at) return;
      if (before !== undefined) change(point, before, true);
      proofs.set(point, at);
      change(point, at, false);
    },
    remove(point) {
      const before = proofs.get(point);
      if (before === undefined) return;
      proofs.delete(point);
      change(point, before, true);
    },
    at: (point) => proofs.get(point) ?? null,
    since(device, at) {
      const times = byDevice.get(device);
      return times ? times.length - lowerBound(times, at) : 0;
    },
    newest: (device, nth) => byDevice.get(device)?.at(-nth) ?? Number.NEGATIVE_INFINITY,
  };
}
