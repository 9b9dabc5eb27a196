/** A planned outage as the core keeps it: immutable, replaced as a whole when anything about it changes (rules L1, L8, L9). */

import type { PlanFinding, PlannedKind, PlannedState } from '../../../shared/records/planned.ts';

export type Plan = {
  readonly id: string;
  readonly kind: PlannedKind;
  readonly state: PlannedState;
  /** Branches. */
  readonly open: readonly number[];
  readonly close: readonly number[];
  readonly work: string;
  readonly start: number;
  readonly end: number;
  /** User and name. */
  readonly submittedBy: readonly [user: string, name: string];
  readonly approvedBy: readonly [user: string, name: string] | null;
  readonly submittedAt: number;
  readonly reason: string | null;
  /** Service points that lose supply, ascending, as last traced. */
  readonly points: Int32Array;
  readonly findings: readonly PlanFinding[];
  readonly reminded: boolean;
  readonly alarm: 'not-started' | 'extension-asked' | 'overrun' | null;
  readonly outages: readonly string[];
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly lateCancel: boolean;
  readonly revision: number;
};

export const isStanding = ({ state }: Plan): boolean => state === 'approved' || state === 'notified' || state === 'in-force';
/** May still happen. */
export const isAhead = ({ state }: Plan): boolean => state === 'checked' || state === 'approved' || state === 'notified';
