/** Compares outage records over time with the true faults: precision, recall, delay, customers out, ends noticed. */

import { hasToBeFound, type TrueFault } from './scoreTruth.ts';

/** A device outage as it was seen on the board. */
export type Seen = {
  readonly id: string;
  readonly device: string;
  firstAt: number;
  lastAt: number;
  startedAt: number;
  /** Its last word; a void, switching or nested record is not judged. */
  aside: boolean;
  void: boolean;
};

export type Sighting = {
  readonly id: string;
  readonly device: string;
  readonly startedAt: number;
  readonly open: boolean;
  readonly aside: boolean;
  readonly void: boolean;
};

export type Score = {
  readonly precision: number;
  readonly recall: number;
  /** The same, by records that are not void when all is over. */
  readonly recallAtEnd: number;
  readonly customersError: number;
  readonly concludeS: number;
  readonly endsNoticed: number;
  readonly faults: number;
  readonly records: number;
  readonly wrong: readonly Seen[];
  readonly missed: readonly TrueFault[];
};

/** A record first seen while its device had truly failed, or this long after; a nested one bears the start of its parent. */
const NEAR_MS = 10 * 60_000;
/** An end counts as noticed when the record is gone this soon after. */
const NOTICED_MS = 10 * 60_000;
/** A conclusion has stood this long at least. */
const STOOD_MS = 20_000;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

export function createScoreBoard() {
  const seen = new Map<string, Seen>();
  const errors: number[] = [];

  const fits = (record: Seen, fault: TrueFault): boolean =>
    record.device === fault.device && record.firstAt <= fault.endedAt + NEAR_MS && record.firstAt >= fault.at;

  return {
    /** Once every ten simulated seconds. */
    sample(now: number, sightings: Iterable<Sighting>, customers: { readonly told: number; readonly truth: number }): void {
      for (const { id, device, startedAt, open, aside, void: isVoid } of sightings) {
        const known = seen.get(id);
        if (!known && !open) continue;
        const record = known ?? { id, device, firstAt: now, lastAt: now, startedAt, aside, void: isVoid };
        if (open) record.lastAt = now;
        record.startedAt = Math.min(record.startedAt, startedAt);
        record.aside = aside;
        record.void = isVoid;
        seen.set(id, record);
      }
      if (customers.truth > 0) errors.push(Math.abs(customers.told - customers.truth) / customers.truth);
    },
    score(faults: readonly TrueFault[], endAt: number): Score {
      const judged = [...seen.values()].filter(({ aside, firstAt, lastAt }) => !aside && lastAt - firstAt >= STOOD_MS);
      const wrong = judged.filter((record) => !faults.some((fault) => fits(record, fault)));
      // Nested outages are aside where precision is asked, but they do find their fault.
      const standing = [...seen.values()].filter(({ firstAt, lastAt }) => lastAt - firstAt >= STOOD_MS);
      const wanted = faults.filter(hasToBeFound);
      const missed: TrueFault[] = [];
      const delays: number[] = [];
      let ended = 0;
      let noticed = 0;
      let kept = 0;
      for (const fault of wanted) {
        const hits = standing.filter((record) => fits(record, fault) && record.firstAt <= fault.endedAt);
        if (hits.length === 0) {
          missed.push(fault);
          continue;
        }
        if (hits.some((record) => !record.void)) kept += 1;
        delays.push(Math.min(...hits.map(({ firstAt }) => firstAt)) - fault.at);
        if (fault.endedAt >= endAt - NOTICED_MS) continue;
        ended += 1;
        if (Math.max(...hits.map(({ lastAt }) => lastAt)) <= fault.endedAt + NOTICED_MS) noticed += 1;
      }
      const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
      return {
        precision: share(judged.length - wrong.length, judged.length),
        recallAtEnd: share(kept, wanted.length),
        recall: share(wanted.length - missed.length, wanted.length),
        customersError: median(errors),
        concludeS: Math.round(median(delays) / 1000),
        endsNoticed: share(noticed, ended),
        faults: wanted.length,
        records: judged.length,
        wrong,
        missed,
      };
    },
  };
}
