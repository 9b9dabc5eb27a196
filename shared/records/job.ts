/** A repair job as the board, the crew's phone and the API show it (rules R1 to R21). */

import * as z from 'zod';
import { timelineEntry } from './outage.ts';

export const jobStatus = z.enum([
  'created',
  'accepted',
  'dispatched',
  'en-route',
  'arrived',
  'assessing',
  'repairing',
  'restored',
  'verifying',
  'closed',
  'suspended',
  'cancelled',
]);
export type JobStatus = z.infer<typeof jobStatus>;

export const jobKind = z.enum(['outage', 'hazard', 'manual']);
export const clockName = z.enum(['accept', 'dispatch', 'arrival', 'restore', 'guard', 'reminder']);
export type ClockName = z.infer<typeof clockName>;
/** Running and stopped clocks alike: `amber` from 80 % used on, `breach` once the promise is broken, `met` when stopped in time. */
export const clockLevel = z.enum(['running', 'amber', 'breach', 'met', 'breached']);
/** Reasons for which a clock may pause (rule R7). */
export const pauseReason = z.enum(['road-closed', 'scene-held', 'unsafe-weather', 'customer-absent']);
/** Who has to hear of a breach by now (rule R9). */
export const escalation = z.enum(['none', 'county', 'city', 'province']);
export const priorityCode = z.enum([
  'hazard',
  'life-support',
  'key-customers',
  'customers-out',
  'reminders',
  'waiting',
  'promise-at-risk',
  'adjustment',
]);
export const materialItem = z.object({
  name: z.string().min(1).max(200),
  quantity: z.number().min(0).max(1_000_000),
  unit: z.string().max(20).optional(),
});

const time = z.iso.datetime({ precision: 3 });
const place = { lon: z.number().nullable(), lat: z.number().nullable() };
/** What happened at `at` and was entered at `enteredAt`; they differ when a phone was offline (rule R3). */
const twoTimes = { at: time, enteredAt: time };

export const jobStep = z.object({
  status: jobStatus,
  ...twoTimes,
  by: z.string(),
  crew: z.string().nullable(),
  reason: z.string().nullable(),
  ...place,
  /** Metres from the place of the job, null when unknown (rule R16). */
  distanceM: z.number().nullable(),
});

export const jobClock = z.object({
  clock: clockName,
  startedAt: time,
  amberAt: time,
  /** The moment of the breach; while a pause holds it (`pause` with `approvedBy`), as if it went on now. */
  dueAt: time,
  /** Without the pauses: reported first (rule R7). */
  unpausedDueAt: time,
  stoppedAt: time.nullable(),
  limitMinutes: z.number(),
  pausedMs: z.number().int(),
  pause: z
    .object({ reason: pauseReason, since: time, by: z.string(), note: z.string().nullable(), approvedBy: z.string().nullable() })
    .nullable(),
  level: clockLevel,
  escalatedTo: escalation,
  /** Why the promise was broken, as a person said. */
  breachReason: z.string().nullable(),
});
export type JobClock = z.infer<typeof jobClock>;

export const jobPhoto = z.object({
  id: z.string(),
  /** Step of the job it belongs to; `before` and `after` are what closing asks for (rule R14). */
  step: jobStatus,
  moment: z.enum(['before', 'after', 'other']),
  author: z.string(),
  takenAt: time,
  receivedAt: time,
  ...place,
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** Paths on this server; the pictures hold no embedded data. */
  url: z.string(),
  thumbnailUrl: z.string(),
});

export const jobNote = z.object({ ...twoTimes, by: z.string(), crew: z.string().nullable(), text: z.string() });

export const isolation = z.object({
  ...twoTimes,
  by: z.string(),
  device: z.string(),
  action: z.enum(['opened', 'closed', 'earthed', 'earth-removed', 'tagged', 'tag-removed']),
  note: z.string().nullable(),
});

export const reminder = z.object({
  id: z.string(),
  ...twoTimes,
  by: z.string(),
  servicePoint: z.string().nullable(),
  text: z.string().nullable(),
  dueAt: time,
  /** Repeats of one service point within ten minutes add priority once. */
  counts: z.boolean(),
  answeredAt: time.nullable(),
  answeredBy: z.string().nullable(),
  answer: z.string().nullable(),
});

export const hazard = z.object({
  kind: z.enum(['wire-down', 'fire', 'flooding', 'other']),
  call: z.string().nullable(),
  text: z.string().nullable(),
  guardedAt: time.nullable(),
  guardedBy: z.string().nullable(),
  safeAt: time.nullable(),
  safeBy: z.string().nullable(),
});

/** A step this job may take next; the server refuses all others. */
export const nextStep = z.object({
  status: jobStatus,
  /** A skip, a way back, a suspension or a cancellation needs a reason. */
  needsReason: z.boolean(),
  /** Why it would be refused at the moment, in kebab-case; null when it would not. */
  blockedBy: z.string().nullable(),
});

export const jobEstimate = z.object({ at: time, madeAt: time, by: z.string() });

/** Verification before somebody drives to a dark house with a private fault (rule R10). */
export const rollCheck = z.object({
  needed: z.boolean(),
  passedBy: z.enum(['ping', 'second-report', 'caller-script', 'hazard', 'vulnerable-customer', 'confirmed', 'reason']).nullable(),
  reason: z.string().nullable(),
});

export const jobRecord = z.object({
  id: z.string(),
  kind: jobKind,
  status: jobStatus,
  /** When suspended: the step it stood at. */
  suspendedAt: jobStatus.nullable(),
  /** Id of the command that made it, null when the system did. */
  command: z.string().nullable(),
  title: z.string(),
  outage: z.string().nullable(),
  outageState: z.string().nullable(),
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }).nullable(),
  servicePoint: z.string().nullable(),
  address: z.string().nullable(),
  feeder: z.string().nullable(),
  area: z.string().nullable(),
  areaClass: z.enum(['urban', 'rural', 'remote']),
  ...place,
  crew: z.string().nullable(),
  /** Place in the crew's queue: 0 = it works on this one now; null without a crew. */
  queuePlace: z.number().int().nullable(),
  /** When the crew said that it has seen the order: `job.setStatus` "accepted" by a crew on a dispatched job. */
  acknowledgedAt: time.nullable(),
  /** Never empty: who answers for it now. */
  owner: z.string(),
  /** Offered to this person at the end of a shift, not yet taken (rule R20). */
  offeredTo: z.string().nullable(),
  customersOut: z.number().int(),
  customersPredicted: z.number().int(),
  customersPeak: z.number().int(),
  keyCustomers: z.number().int(),
  lifeSupport: z.number().int(),
  hazard: hazard.nullable(),
  rollCheck,
  skillsNeeded: z.array(z.string()),
  /** Sum of the parts; larger goes first, older first among equals (rule R12). */
  priority: z.number(),
  priorityParts: z.array(z.object({ code: priorityCode, points: z.number(), count: z.number(), note: z.string().nullable() })),
  clocks: z.array(jobClock),
  /** The clock that breaks next or broke worst, for the card; null when none runs. */
  clock: jobClock.nullable(),
  reminders: z.array(reminder),
  remindersOpen: z.number().int(),
  steps: z.array(jobStep),
  photos: z.array(jobPhoto),
  photosMissing: z.object({ before: z.number().int(), after: z.number().int() }),
  notes: z.array(jobNote),
  isolations: z.array(isolation),
  cause: z.string().nullable(),
  material: z.array(materialItem),
  estimate: jobEstimate.nullable(),
  help: z.object({ at: time, by: z.string(), text: z.string(), skills: z.array(z.string()) }).nullable(),
  /** Restoration of its outage as meters and telemetry see it. */
  verification: z.object({
    state: z.enum(['none', 'running', 'passed', 'failed', 'skipped']),
    verified: z.number().int(),
    toVerify: z.number().int(),
    servicePointsDark: z.number().int(),
    /** Service points still dark, the first twenty. */
    dark: z.array(z.string()),
  }),
  /** Evidence that speaks against the crew's "restored" (rule R18). */
  contradictions: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  /** What is missing before it may close (rule R14), in kebab-case. */
  missing: z.array(z.string()),
  nextSteps: z.array(nextStep),
  clockZeroAt: time,
  createdAt: time,
  updatedAt: time,
  closedAt: time.nullable(),
  /**
   * Commit of the newest change of step, crew or outage. Commands name it as `expectedRevision`: what somebody else changed after it is
   * answered with the code `conflict`. Figures and clocks that move by themselves leave it alone.
   */
  revision: z.number().int(),
});
export type JobRecord = z.infer<typeof jobRecord>;

/** `GET /api/v1/jobs/{id}`: with everything that happened, in one order (rule R17). */
export const jobDetail = jobRecord.extend({
  history: z.array(timelineEntry),
  estimates: z.array(jobEstimate),
  outages: z.array(z.object({ at: time, outage: z.string().nullable(), why: z.string() })),
});
export type JobDetail = z.infer<typeof jobDetail>;

/** `GET /api/v1/jobs/{id}/evidence`: the file that goes to whoever has to judge a repair later (rule R17). */
export const jobEvidence = z.object({
  exportedAt: time,
  job: jobDetail,
  /** As concluded and kept, with the inbox row that caused each. */
  facts: z.array(z.object({ commit: z.number().int(), at: time, type: z.string(), body: z.unknown() })),
});
export type JobEvidence = z.infer<typeof jobEvidence>;
