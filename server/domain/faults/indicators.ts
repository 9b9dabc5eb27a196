/** What fault indicators last said: which saw fault current and when, and which are alive but saw none (rules F2, F3). */

import type { FaultIndicatorMessage } from '../../../shared/messages/faultIndicator.ts';
import { type Network, NONE } from '../network/network.ts';

export type IndicatorMemory = {
  /** Newest times at which it saw fault current, newest first. */
  readonly faults: readonly number[];
  readonly lastAt: number;
  /** Its newest word was questionable or a test, so its silence says nothing. */
  readonly doubtful: boolean;
};

export type Saw = 'fault' | 'nothing' | 'unknown';

export type Indicators = {
  hear(message: FaultIndicatorMessage): void;
  /** What the indicator on a branch says of a trip; unknown where there is none. */
  saw(branch: number, tripAt: number, withinMs: number): Saw;
  state(): readonly (readonly [branch: number, memory: IndicatorMemory])[];
};

const KEPT = 8;

export function createIndicators(network: Network, saved: ReturnType<Indicators['state']> = []): Indicators {
  const byBranch = new Map<number, IndicatorMemory>(saved);
  return {
    hear({ id, at, state, quality, test, replay }) {
      const branch = network.branchIndex.get(id) ?? NONE;
      if (branch === NONE || replay) return;
      const before = byBranch.get(branch) ?? { faults: [], lastAt: Number.NEGATIVE_INFINITY, doubtful: false };
      const doubtful = test || quality !== 'good';
      const counts = state === 'fault' && !doubtful && !before.faults.includes(at);
      const faults = counts ? [at, ...before.faults].sort((a, b) => b - a).slice(0, KEPT) : before.faults;
      byBranch.set(branch, at < before.lastAt ? { ...before, faults } : { faults, lastAt: at, doubtful });
    },
    saw(branch, tripAt, withinMs) {
      const memory = byBranch.get(branch);
      if (!memory) return 'unknown';
      if (memory.faults.some((at) => Math.abs(at - tripAt) <= withinMs)) return 'fault';
      return memory.doubtful ? 'unknown' : 'nothing';
    },
    state: () => [...byBranch],
  };
}
