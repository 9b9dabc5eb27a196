/** A repair job as the core keeps it: immutable, replaced as a whole when anything about it changes (rule R1). */

import type { AreaClass } from '../../../shared/network.ts';
import type { ClockName, JobRecord, JobStatus } from '../../../shared/records/job.ts';
import type { HistoryEntry } from '../outages/outage.ts';

/** How far up a breach has been told; the order is that of rule R9. */
export const TOLD = ['none', 'amber', 'county', 'city', 'province'] as const;
export type Told = (typeof TOLD)[number];

export type Clock = {
  readonly clock: ClockName;
  readonly startedAt: number;
  readonly limitMs: number;
  readonly stoppedAt: number | null;
  /** False where nobody had to keep it any more: supply came back before anybody arrived, the job was cancelled. */
  readonly counts: boolean;
  readonly told: Told;
  readonly breachReason: string | null;
};

type PauseReason = NonNullable<JobRecord['clocks'][number]['pause']>['reason'];

export type Pause = {
  readonly reason: PauseReason;
  readonly from: number;
  readonly to: number | null;
  readonly by: string;
  readonly note: string | null;
  /** Null = asked for, not granted; it holds no clock (rule R7). */
  readonly approvedBy: string | null;
};

export type JobStep = {
  readonly status: JobStatus;
  readonly at: number;
  readonly enteredAt: number;
  readonly by: string;
  readonly crew: string | null;
  readonly reason: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly distanceM: number | null;
};

export type Reminder = {
  readonly id: string;
  readonly at: number;
  readonly enteredAt: number;
  readonly by: string;
  readonly point: number;
  readonly text: string | null;
  readonly dueAt: number;
  readonly counts: boolean;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
  readonly answer: string | null;
};

export type Photo = {
  readonly id: string;
  readonly step: JobStatus;
  readonly moment: 'before' | 'after' | 'other';
  readonly author: string;
  readonly takenAt: number;
  readonly receivedAt: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
};

type Said = { readonly at: number; readonly enteredAt: number; readonly by: string };
export type Note = Said & { readonly crew: string | null; readonly text: string };
export type Isolation = Said & {
  readonly device: string;
  readonly action: JobRecord['isolations'][number]['action'];
  readonly note: string | null;
};
export type JobEstimate = { readonly at: number; readonly madeAt: number; readonly by: string };

export type Hazard = {
  readonly kind: NonNullable<JobRecord['hazard']>['kind'];
  readonly call: string | null;
  readonly text: string | null;
  readonly guardedAt: number | null;
  readonly guardedBy: string | null;
  readonly safeAt: number | null;
  readonly safeBy: string | null;
};

export type Job = {
  readonly id: string;
  readonly kind: JobRecord['kind'];
  readonly status: JobStatus;
  readonly suspendedAt: JobStatus | null;
  readonly command: string | null;
  readonly title: string;
  readonly outage: string | null;
  /** Whether its outage was going on when last seen; null without one. */
  readonly outageOpen: boolean | null;
  readonly outages: readonly { readonly at: number; readonly outage: string | null; readonly why: string }[];
  /** Branch and service point by index, NONE where there is none. */
  readonly device: number;
  readonly point: number;
  readonly area: number;
  readonly areaClass: AreaClass;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly crew: string | null;
  /** The crew said that it has seen the order. */
  readonly acknowledgedAt: number | null;
  readonly owner: string;
  readonly offeredTo: string | null;
  readonly hazard: Hazard | null;
  readonly rollCheck: JobRecord['rollCheck'];
  readonly skillsNeeded: readonly string[];
  readonly adjustment: { readonly points: number; readonly reason: string } | null;
  readonly clocks: readonly Clock[];
  readonly pauses: readonly Pause[];
  readonly reminders: readonly Reminder[];
  readonly steps: readonly JobStep[];
  readonly photos: readonly Photo[];
  readonly notes: readonly Note[];
  readonly isolations: readonly Isolation[];
  readonly cause: string | null;
  /** Null until somebody said; empty = none was needed. */
  readonly material: JobRecord['material'] | null;
  readonly estimates: readonly JobEstimate[];
  readonly help: { readonly at: number; readonly by: string; readonly text: string; readonly skills: readonly string[] } | null;
  readonly history: readonly HistoryEntry[];
  readonly createdAt: number;
  readonly clockZeroAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  /** A person or a crew did something to it; the system does not cancel it any more. */
  readonly worked: boolean;
  readonly revision: number;
  /** Who changed step, crew or outage, newest last. */
  readonly changes: readonly { readonly commit: number; readonly who: string }[];
};

export const SYSTEM = 'system';
/** Answers for a job until a person takes it (rule R13). */
export const DUTY_DESK = 'duty-desk';

export const isOver = ({ status }: Pick<Job, 'status'>): boolean => status === 'closed' || status === 'cancelled';

/** Somebody is on the way to it or at it. */
export const isActive = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'en-route' || status === 'arrived' || status === 'assessing' || status === 'repairing';

/** Waits in the queue of its crew, or is being worked on. */
export const isWithCrew = (job: Pick<Job, 'status' | 'crew'>): boolean =>
  job.crew !== null && (job.status === 'dispatched' || isActive(job));

export const hasArrived = (job: Pick<Job, 'steps'>): boolean =>
  job.steps.some(({ status }) => status === 'arrived' || status === 'assessing' || status === 'repairing');
