/** What the journal remembers of a source that counts its events. */

import type { Interval } from './missing.ts';

export type EpochOfSource = {
  /** Our own number of the epoch, from 1. */
  readonly epoch: number;
  /** What the sender called it, null when it names none. */
  readonly declared: string | null;
  readonly highestSeq: number;
  /** Newest source time heard in it, epoch milliseconds. */
  readonly newestAt: number;
};

/** Stored as JSON text. */
export type SourceState = {
  readonly current: EpochOfSource;
  /** Epochs before it, oldest first, the last few only. */
  readonly earlier: readonly EpochOfSource[];
  readonly lastEpoch: number;
  /** Newest source time of all epochs. */
  readonly newestAt: number;
  /** Numbers of the current epoch that never arrived. */
  readonly missing: readonly Interval[];
};

const EARLIER_EPOCHS = 8;

export function firstEpoch(declared: string | null, seq: number, at: number): SourceState {
  return { current: { epoch: 1, declared, highestSeq: seq, newestAt: at }, earlier: [], lastEpoch: 1, newestAt: at, missing: [] };
}

/** The counter began anew. */
export function nextEpoch(source: SourceState, declared: string | null, seq: number, at: number): SourceState {
  const epoch = source.lastEpoch + 1;
  return {
    current: { epoch, declared, highestSeq: seq, newestAt: at },
    earlier: [...source.earlier, source.current].slice(-EARLIER_EPOCHS),
    lastEpoch: epoch,
    newestAt: Math.max(source.newestAt, at),
    missing: [],
  };
}

/** The sender goes on with an epoch it had left. */
export function backToEpoch(source: SourceState, epoch: EpochOfSource, seq: number, at: number): SourceState {
  return {
    ...source,
    current: { ...epoch, highestSeq: seq, newestAt: at },
    earlier: [...source.earlier.filter((other) => other.epoch !== epoch.epoch), source.current].slice(-EARLIER_EPOCHS),
    newestAt: Math.max(source.newestAt, at),
    missing: [],
  };
}
