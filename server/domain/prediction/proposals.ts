/** Moves of settled predictions that newer evidence asks for: shown, and left to a person (rule P14). */

import type { Proposal } from './predictor.ts';

export type Proposals = {
  /** What the evidence below one top asks for now. */
  take(top: number, proposals: readonly Proposal[]): void;
  /** The larger device that would explain a settled prediction too; null when none would. */
  of(device: number): number | null;
  /** Devices of settled predictions of which the proposal changed since the last call. */
  takeChanged(): readonly number[];
};

export function createProposals(): Proposals {
  const byTop = new Map<number, readonly number[]>();
  const target = new Map<number, number>();
  let changed = new Set<number>();
  return {
    take(top, proposals) {
      const before = byTop.get(top) ?? [];
      if (before.length === 0 && proposals.length === 0) return;
      const next = new Map<number, number>();
      // The highest comes first; it holds what lower ones would.
      for (const { to, settled } of proposals) for (const device of settled) if (!next.has(device)) next.set(device, to);
      for (const device of before) {
        if (next.has(device)) continue;
        target.delete(device);
        changed.add(device);
      }
      for (const [device, to] of next) {
        if (target.get(device) === to) continue;
        target.set(device, to);
        changed.add(device);
      }
      if (next.size === 0) byTop.delete(top);
      else byTop.set(top, [...next.keys()]);
    },
    of: (device) => target.get(device) ?? null,
    takeChanged() {
      const taken = [...changed];
      changed = new Set();
      return taken;
    },
  };
}
