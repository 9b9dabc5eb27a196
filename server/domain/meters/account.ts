/** The accounting identity of meter events: in = attached + suppressed + rejected + pending, at every instant (rules A15, A16). */

export type Bucket = 'attached' | 'suppressed' | 'rejected' | 'pending';
export type BucketReason =
  | 'outage'
  | 'report'
  | 'restoration'
  | 'proof'
  | 'history'
  | 'flicker'
  | 'duplicate'
  | 'thinned'
  | 'test'
  | 'impossible'
  | 'held';

export type MeterTotals = {
  readonly in: number;
  readonly attached: number;
  readonly suppressed: number;
  readonly rejected: number;
  readonly pending: number;
};

export type MeterAccount = {
  enter(bucket: Bucket, reason: BucketReason, weight: number): void;
  /** A held event found its place. */
  settle(bucket: Exclude<Bucket, 'pending'>, reason: BucketReason, weight: number): void;
  totals(): MeterTotals;
  reasons(): ReadonlyMap<string, number>;
  /** Amounts to go on from after a restart. */
  restore(entries: readonly (readonly [key: string, count: number])[]): void;
};

const BUCKETS: readonly Bucket[] = ['attached', 'suppressed', 'rejected', 'pending'];

export function createMeterAccount(): MeterAccount {
  const counts = new Map<string, number>();
  let entered = 0;
  const add = (key: string, by: number): void => void counts.set(key, (counts.get(key) ?? 0) + by);
  const inBucket = (bucket: Bucket): number => {
    let sum = 0;
    for (const [key, count] of counts) if (key.startsWith(`${bucket} `)) sum += count;
    return sum;
  };
  return {
    enter(bucket, reason, weight) {
      entered += weight;
      add(`${bucket} ${reason}`, weight);
    },
    settle(bucket, reason, weight) {
      add('pending held', -weight);
      add(`${bucket} ${reason}`, weight);
    },
    totals() {
      const [attached = 0, suppressed = 0, rejected = 0, pending = 0] = BUCKETS.map(inBucket);
      if (attached + suppressed + rejected + pending !== entered || pending < 0)
        throw new Error(`[A15] meter events do not add up: ${entered} in, ${attached} + ${suppressed} + ${rejected} + ${pending}`);
      return { in: entered, attached, suppressed, rejected, pending };
    },
    reasons: () => counts,
    restore(entries) {
      counts.clear();
      entered = 0;
      for (const [key, count] of entries) {
        counts.set(key, count);
        entered += count;
      }
    },
  };
}
