/** Says why a device was concluded: for, against, the devices next to it, and why not one higher (rule P15). */

import type { Assessment, Outcome } from './assess.ts';
import type { Predictor } from './predictor.ts';
import { NO_DEVICE } from './protectionTree.ts';

export type Reason = { readonly code: string; readonly values: Readonly<Record<string, string | number>> };

export type Alternative = {
  readonly device: number;
  readonly direction: 'up' | 'down';
  /** How much of what the device's own test asks for is there, 0 to 1. */
  readonly score: number;
  readonly passed: boolean;
  readonly reason: Outcome;
};

export type WhyNotUpstream = {
  readonly device: number;
  readonly reason: Outcome | 'explained';
  readonly have: number;
  readonly need: number;
};

export type DeviceExplanation = {
  readonly for: readonly Reason[];
  readonly against: readonly Reason[];
  readonly alternatives: readonly Alternative[];
  readonly whyNotUpstream: WhyNotUpstream | null;
  readonly confidence: 'high' | 'medium' | 'low';
};

/** The weakest of the parts of the test; a veto or a proof leaves nothing. */
export function score({ outcome, reports, points, branches, needBranches, needReports, needShare, combine }: Assessment): number {
  if (outcome === 'veto' || outcome === 'proof' || outcome === 'single') return 0;
  const byReports = Math.min(1, reports / needReports);
  const byShare = points === 0 ? 0 : Math.min(1, reports / points / needShare);
  const byThreshold = combine === 'both' ? Math.min(byReports, byShare) : Math.max(byReports, byShare);
  return Math.min(byThreshold, Math.min(1, branches / needBranches));
}

function whyNot(assessment: Assessment): WhyNotUpstream {
  const { device, outcome, reports, branches, needBranches, needReports, proofs } = assessment;
  switch (outcome) {
    case 'branches':
      return { device, reason: outcome, have: branches, need: needBranches };
    case 'proof':
      return { device, reason: outcome, have: proofs, need: 0 };
    case 'pass':
    case 'single':
    case 'veto':
    case 'reports':
      return { device, reason: outcome, have: reports, need: needReports };
  }
}

/** Explanation of a device that was concluded from reports. */
export function explain(predictor: Predictor, device: number): DeviceExplanation | null {
  const { tree } = predictor;
  const own = predictor.assess(device);
  const below = predictor.reportsBelow(device);
  if (!own || !below) return null;
  const calls = below.times.length - below.meterPoints;
  const silent = Math.max(0, own.points - own.reports);
  const alternatives: Alternative[] = [];
  const parent = tree.parent[device] ?? NO_DEVICE;
  const above = parent === NO_DEVICE ? null : predictor.assess(parent);
  const alternative = (assessment: Assessment, direction: 'up' | 'down'): Alternative => ({
    device: assessment.device,
    direction,
    score: score(assessment),
    passed: assessment.outcome === 'pass',
    reason: assessment.outcome,
  });
  if (above) alternatives.push(alternative(above, 'up'));
  const children = [...below.children].map((child) => predictor.assess(child)).filter((child) => child !== null);
  children.sort((a, b) => score(b) - score(a) || a.device - b.device);
  for (const child of children.slice(0, 3)) alternatives.push(alternative(child, 'down'));

  const evidenceFor: Reason[] = [];
  if (calls > 0) evidenceFor.push({ code: 'calls', values: { count: calls } });
  if (below.meterPoints > 0) evidenceFor.push({ code: 'meters-dark', values: { count: below.meterPoints } });
  evidenceFor.push({ code: 'branches', values: { count: own.branches, need: own.needBranches } });
  evidenceFor.push({
    code: 'share',
    values: { reports: own.reports, points: own.points, percent: Math.round((100 * own.reports) / Math.max(1, own.points)) },
  });
  const against: Reason[] = [];
  if (silent > 0) against.push({ code: 'silent-points', values: { count: silent } });
  if (own.proofs > 0) against.push({ code: 'proved-on', values: { count: own.proofs } });
  if (own.veto === 'stale') against.push({ code: 'stale-telemetry', values: {} });

  const twoKinds = calls > 0 && below.meterPoints > 0;
  const meterShare = own.points > 0 ? below.meterPoints / own.points : 0;
  const confidence =
    own.veto === 'stale'
      ? 'low'
      : twoKinds || meterShare >= 0.5
        ? 'high'
        : own.branches >= 2 && below.children.size >= 2
          ? 'medium'
          : 'low';
  return { for: evidenceFor, against, alternatives, whyNotUpstream: above ? whyNot(above) : null, confidence };
}
