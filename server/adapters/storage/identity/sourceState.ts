/** What the journal remembers of a source that counts its events. */

import * as z from 'zod';

const epochOfSource = z.object({
  /** Our own number of the epoch, from 1. */
  epoch: z.number().int(),
  /** What the sender called it, null when it names none. */
  declared: z.string().nullable(),
  highestSeq: z.number().int(),
  /** Newest source time heard in it, epoch milliseconds. */
  newestAt: z.number(),
});
export type EpochOfSource = z.infer<typeof epochOfSource>;

export const sourceState = z.object({
  current: epochOfSource,
  /** Epochs before it, oldest first, the last few only. */
  earlier: z.array(epochOfSource).readonly(),
  lastEpoch: z.number().int(),
  /** Newest source time of all epochs. */
  newestAt: z.number(),
  /** Numbers of the current epoch that never arrived. */
  missing: z.array(z.tuple([z.number(), z.number()]).readonly()).readonly(),
});
export type SourceState = Readonly<z.infer<typeof sourceState>>;

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
