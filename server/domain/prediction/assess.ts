/** Tests one device against the reports below it: branches, thresholds, vetoes and proofs (rules P3 to P8, P17, A7). */

import type { ProofBook } from './proofs.ts';
import type { ProtectionTree } from './protectionTree.ts';
import { lowerBound, type ReportBook } from './reports.ts';
import type { Mode, PredictionSettings, Threshold } from './settings.ts';

/** What telemetry says of a device (rule P8). */
export type Veto =
  /** Closed with good quality: this device did not open. */
  | 'closed'
  /** Closed, and load or voltage beyond it: it and everything above it feeds. */
  | 'live'
  /** Telemetered, but stale or unusable: needs one report more. */
  | 'stale'
  /** Open and known: what lies below is explained already. */
  | 'open';

export type Outcome = 'pass' | 'branches' | 'reports' | 'veto' | 'proof' | 'single';

export type Assessment = {
  readonly device: number;
  readonly outcome: Outcome;
  /** Reports that count together. */
  readonly reports: number;
  /** Unexplained service points below. */
  readonly points: number;
  readonly branches: number;
  readonly needBranches: number;
  readonly needReports: number;
  readonly needShare: number;
  readonly combine: 'either' | 'both';
  /** Service points below proved on since the oldest report that counts. */
  readonly proofs: number;
  readonly veto: Veto | null;
  /** Thresholds were met, whatever vetoes or proofs say. */
  readonly reached: boolean;
  /** Oldest newest-evidence time that counts together, epoch milliseconds. */
  readonly from: number;
};

export type AssessmentParts = {
  readonly tree: ProtectionTree;
  readonly reports: ReportBook;
  readonly proofs: ProofBook;
  readonly settings: PredictionSettings;
  readonly mode: () => Mode;
  /** Veto on the device itself, or "live" from any device below it. */
  readonly vetoOf: (device: number) => Veto | null;
  /** Service points below that an open outage explains already (rule P12). */
  readonly explainedBelow: (device: number) => number;
  /** Reachable meters below a device. */
  readonly metersBelow: (device: number) => number;
};

function thresholdMet(reports: number, points: number, { minReports, minShare, combine }: Threshold): boolean {
  const byReports = reports >= minReports;
  const byShare = points > 0 && reports / points >= minShare;
  return combine === 'both' ? byReports && byShare : byReports || byShare;
}

/** null when nothing below the device has reported. */
export function assess(device: number, parts: AssessmentParts): Assessment | null {
  const { tree, reports, proofs, settings } = parts;
  const below = reports.below(device);
  const newest = below?.times.at(-1);
  if (!below || newest === undefined) return null;
  const deviceClass = tree.deviceClass[device] ?? 'breaker';
  const base = settings.thresholds[parts.mode()][deviceClass];
  const veto = parts.vetoOf(device);
  const extra = veto === 'stale' ? 1 : 0;
  const need: Threshold = { ...base, minReports: base.minReports + extra };
  const first = lowerBound(below.times, newest - need.poolMs);
  const from = below.times[first] ?? newest;
  const count = below.times.length - first;
  const points = (tree.pointsBelow[device] ?? 0) - parts.explainedBelow(device);

  let branches = 0;
  for (const point of below.points) if ((reports.get(point)?.lastAt ?? 0) >= from) branches += 1;
  for (const child of below.children) if ((reports.below(child)?.times.at(-1) ?? 0) >= from) branches += 1;

  const isTransformer = deviceClass === 'transformer' || deviceClass === 'large-transformer';
  const meterTest = isTransformer && below.meterPoints === below.times.length;
  const everyone = points >= 2 && count >= points;
  const enoughForStale = extra === 0 || count >= need.minReports;
  const reached =
    (everyone ||
      (meterTest
        ? count >= settings.amiMinMeters && count >= settings.amiShare * parts.metersBelow(device)
        : thresholdMet(count, points, base))) &&
    enoughForStale;
  const proved = proofs.since(device, from);
  const proofLimit = isTransformer ? settings.onProofTransformer : settings.onProofLarger;

  const outcome = (): Outcome => {
    if ((tree.pointsBelow[device] ?? 0) < 2) return 'single';
    if (branches < need.minBranches) return 'branches';
    if (!reached) return 'reports';
    if (veto !== null && veto !== 'stale') return 'veto';
    if (proved >= proofLimit) return 'proof';
    return 'pass';
  };
  return {
    device,
    outcome: outcome(),
    reports: count,
    points,
    branches,
    needBranches: need.minBranches,
    needReports: need.minReports,
    needShare: need.minShare,
    combine: need.combine,
    proofs: proved,
    veto,
    reached: reached && branches >= need.minBranches && (tree.pointsBelow[device] ?? 0) >= 2,
    from,
  };
}
