/** An outage as screens and the API show it. */

import * as z from 'zod';
import { faultSection } from './suggestion.ts';

export const outageState = z.enum(['predicted', 'confirmed', 'partially-restored', 'restored', 'closed', 'void']);
export const voidReason = z.enum(['momentary', 'false-prediction', 'customer-side', 'duplicate', 'merged-into', 'cancelled']);
export const outageOrigin = z.enum(['scada', 'meters', 'calls', 'report', 'manual', 'planned', 'switching']);
export const verification = z.enum(['none', 'running', 'passed', 'failed', 'skipped']);
export const estimateSource = z.enum(['crew', 'dispatcher', 'job', 'statistics', 'ceiling']);
export const confidence = z.enum(['high', 'medium', 'low']);

const time = z.iso.datetime({ precision: 3 });

export const estimate = z.object({
  at: time,
  earliest: time.nullable(),
  latest: time.nullable(),
  source: estimateSource,
  madeAt: time,
});

export const outageRecord = z.object({
  id: z.string(),
  state: outageState,
  voidReason: voidReason.nullable(),
  /** Outage this one stayed behind from (rule O17). */
  parent: z.string().nullable(),
  /** Outage that took this one's customers, when void by merging (rules O7, O18). */
  mergedInto: z.string().nullable(),
  origin: outageOrigin,
  momentary: z.boolean(),
  /** A fresh trip that may still reclose (rule O8). */
  possiblyMomentary: z.boolean(),
  level: z.enum(['service', 'device']),
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  phases: z.string(),
  feeder: z.string().nullable(),
  areas: z.array(z.object({ id: z.string(), customersOut: z.number().int() })),
  customersOut: z.number().int(),
  customersPredicted: z.number().int(),
  customersPartial: z.number().int(),
  customersUnknown: z.number().int(),
  customersPeak: z.number().int(),
  servicePointsOut: z.number().int(),
  startedAt: time,
  startUncertain: z.boolean(),
  /** When uncertain: the last moment that is known to have been good. */
  startedAfter: time.nullable(),
  restoredAt: time.nullable(),
  endedAt: time.nullable(),
  cause: z.string().nullable(),
  estimatedRestoration: estimate.nullable(),
  evidence: z.object({ switch: z.number().int(), meters: z.number().int(), calls: z.number().int(), reports: z.number().int() }),
  /** Times confirmation was proved by lost telemetry are marked, never counted as restored (rule E30). */
  stale: z.boolean(),
  verification,
  verified: z.number().int(),
  toVerify: z.number().int(),
  disputed: z.boolean(),
  confidence: confidence.nullable(),
  /** Predictions absorbed by a confirmed outage, that still hint where the fault lies (rule O7). */
  hintsBelow: z.array(z.string()),
  /** A settled prediction that newer evidence would move up; a person decides (rule P14). */
  proposal: z
    .object({ kind: z.literal('move-up'), device: z.string(), name: z.string() })
    .nullable()
    .optional(),
  /** 1 critical to 4 low; the server computes it, the screen reads it. */
  priority: z.number().int().min(1).max(4),
  keyCustomers: z.number().int(),
  lifeSupport: z.number().int(),
  acknowledged: z.boolean(),
  jobs: z.array(z.string()),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  revision: z.number().int(),
});
export type OutageRecord = z.infer<typeof outageRecord>;

export const restorationStep = z.object({ at: time, customers: z.number().int(), servicePoints: z.number().int(), how: z.string() });

export const timelineEntry = z.object({
  at: time,
  /** Code of what happened, in kebab-case; screens translate it. */
  what: z.string(),
  /** Figures and names the sentence needs. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Inbox row that caused it. */
  commit: z.number().int().nullable(),
  by: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const evidenceItem = z.object({
  at: time,
  kind: z.string(),
  object: z.string(),
  value: z.string(),
  quality: z.string(),
  source: z.string(),
  commit: z.number().int().nullable(),
  /** Where it was seen, null when that is not known. */
  lon: z.number().nullable().default(null),
  lat: z.number().nullable().default(null),
});

export type EvidenceItem = z.infer<typeof evidenceItem>;

export const explanation = z.object({
  for: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  against: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
  alternatives: z.array(
    z.object({
      device: z.string(),
      name: z.string().optional(),
      direction: z.enum(['up', 'down']),
      score: z.number(),
      passed: z.boolean(),
      reason: z.string(),
    }),
  ),
  whyNotUpstream: z
    .object({ device: z.string(), name: z.string().optional(), reason: z.string(), have: z.number(), need: z.number() })
    .nullable(),
});
export type Explanation = z.infer<typeof explanation>;

/** `GET /api/v1/outages/{id}`. */
export const outageDetail = outageRecord.extend({
  steps: z.array(restorationStep),
  nested: z.array(z.string()),
  history: z.array(timelineEntry),
  evidenceItems: z.array(evidenceItem),
  estimates: z.array(estimate.extend({ by: z.string().nullable(), reason: z.string().nullable(), customersOut: z.number().int() })),
  explanation: explanation.nullable(),
  /** Stretch in which the fault lies, null where nothing dark lies below the device (rule F2). */
  faultSection: faultSection.nullable().default(null),
  /** When people hear again at the latest (rule T2); null before it is confirmed and after it has ended. */
  nextNewsAt: time.nullable().default(null),
  /** How narrow the spread of the estimate is (rule T13); null without one. */
  estimateClass: z.enum(['high', 'low']).nullable().default(null),
});
export type OutageDetail = z.infer<typeof outageDetail>;
