/** An outage as the core keeps it: immutable, replaced as a whole when anything about it changes (rules O1 to O3). */

import type { OutageRecord } from '../../../shared/records/outage.ts';
import type { PredictionPart } from '../prediction/predictedOutage.ts';

export type OutageState = OutageRecord['state'];
export type VoidReason = NonNullable<OutageRecord['voidReason']>;
export type Origin = OutageRecord['origin'];

/** Service points with the same start that left the outage at the same moment (rule O14). */
export type Step = {
  readonly at: number;
  readonly start: number;
  readonly how: 'switch-closed' | 'tie-closed' | 'measured' | 'by-person' | 'meters' | 'moved';
  /** Outage they moved to, null when their supply came back. */
  readonly to: string | null;
  readonly servicePoints: Int32Array;
  readonly customers: number;
  /** When uncertain: the last moment at which they were known to be dark. */
  readonly after: number | null;
};

export type HistoryEntry = {
  readonly at: number;
  readonly what: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly commit: number | null;
  readonly by: string | null;
};

export type EvidenceItem = {
  readonly at: number;
  readonly kind: string;
  readonly object: string;
  readonly value: string;
  readonly quality: string;
  readonly source: string;
  readonly commit: number | null;
};

export type Estimate = {
  readonly at: number;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly source: 'crew' | 'dispatcher' | 'job' | 'statistics' | 'ceiling';
  readonly madeAt: number;
  readonly by: string | null;
  readonly reason: string | null;
  readonly customersOut: number;
};

export type Outage = {
  readonly id: string;
  /** Place in the ledger's table; not part of its meaning. */
  readonly slot: number;
  readonly device: number;
  /** `service`: the trouble of one service point, below any device. */
  readonly level?: 'device' | 'service';
  readonly phases: number;
  readonly state: OutageState;
  readonly voidReason: VoidReason | null;
  readonly parent: string | null;
  readonly mergedInto: string | null;
  readonly origin: Origin;
  readonly momentary: boolean;
  readonly possiblyMomentary: boolean;
  readonly lockout: 'given' | 'inferred' | null;
  /** Outages of the same sequence before this one (rule O12). */
  readonly follows: readonly string[];
  /** A momentary that belongs to a sequence which ended sustained is not counted (rule O12). */
  readonly counted: boolean;
  readonly startedAt: number;
  readonly startUncertain: boolean;
  readonly startedAfter: number | null;
  readonly restoredAt: number | null;
  readonly endedAt: number | null;
  readonly customersOut: number;
  readonly customersPartial: number;
  readonly customersPeak: number;
  readonly servicePointsOut: number;
  /** Service points in it, whether or not they count. */
  readonly members: number;
  /** Smallest areas by index, with their customers out. */
  readonly areas: ReadonlyMap<number, number>;
  readonly steps: readonly Step[];
  /** Earlier spells of the chain this outage goes on from; they count again when the chain ends momentary (rules O12, I5). */
  readonly shots?: readonly Step[];
  /** Start of the spell that goes on now, when the chain began earlier. */
  readonly spellStartedAt?: number | null;
  readonly cause: string | null;
  readonly verification: OutageRecord['verification'];
  readonly disputed: boolean;
  readonly acknowledged: boolean;
  readonly estimates: readonly Estimate[];
  readonly hintsBelow: readonly string[];
  readonly switchReports: number;
  readonly evidence: readonly EvidenceItem[];
  readonly history: readonly HistoryEntry[];
  /** What calls and meters say, while it is predicted. */
  readonly prediction?: PredictionPart | null;
  /** Commit of the newest change. */
  readonly revision: number;
};

export const isOpen = ({ state }: Outage): boolean => state === 'predicted' || state === 'confirmed' || state === 'partially-restored';

/** IEEE 1366: whether a loss of this length counts as momentary (rule O10). */
export const isMomentary = (durationMs: number, limitMs: number, sustainedOp: '>' | '>='): boolean =>
  sustainedOp === '>' ? durationMs <= limitMs : durationMs < limitMs;

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of an outage is drawn from its device and start, so that the same events give the same id in any order.
 * `again` tells apart what starts twice on one device at one moment (a split).
 */
export function outageKey(device: string, startedAt: number, again: number): string {
  let high = 0x811c9dc5;
  let low = 0x1b873593;
  const text = `${device} ${startedAt} ${again}`;
  for (let i = 0; i < text.length; i += 1) {
    high = Math.imul(high ^ text.charCodeAt(i), 0x01000193);
    low = Math.imul(low ^ text.charCodeAt(i), 0x85ebca6b);
    low ^= low >>> 13;
  }
  let key = '';
  for (let i = 0; i < 8; i += 1) {
    const word = i < 4 ? high : low;
    key += LETTERS[(word >>> (5 * (i % 4) + 4)) & 31];
  }
  return `outage:${key}`;
}
