/** Tests one device against the reports below it: branches, thresholds, vetoes and proofs (rules P3 to P8, P17, A7). */

import type { ProofBook } from './proofs.ts';
import { NO_DEVICE, type ProtectionTree, pointsUnder } from './protectionTree.ts';
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
  /** Phases that the reports can stand for; fewer than all where the others proved on (rule P13). */
  readonly phases: number;
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
  readonly phasesOf: (point: number) => number;
  readonly isExplained: (point: number) => boolean;
};

export const ALL_PHASES = 7;

/** The evidence of one test: which reports count, on how many branches, among how many service points. */
type Evidence = {
  readonly from: number;
  readonly phases: number;
  readonly reports: number;
  readonly branches: number;
  readonly points: number;
};

function thresholdMet(reports: number, points: number, { minReports, minShare, combine }: Threshold): boolean {
  const byReports = reports >= minReports;
  const byShare = points > 0 && reports / points >= minShare;
  return combine === 'both' ? byReports && byShare : byReports || byShare;
}

/** A, B and C. */
const MASKS: readonly number[] = [1, 2, 4];

/**
 * Fuses open phase by phase (rule N6): proof of supply on one phase leaves the others in doubt (rule P13).
 * null when nothing is left to doubt, or nothing was ruled out.
 */
function onDoubtfulPhases(device: number, from: number, until: number, limit: number, parts: AssessmentParts): Evidence | null {
  const { tree, reports, proofs, phasesOf, isExplained } = parts;
  const points = pointsUnder(tree, device);
  const on = [0, 0, 0];
  for (const point of points) {
    const at = proofs.at(point);
    const phase = MASKS.indexOf(phasesOf(point));
    if (at !== null && at >= from && phase >= 0) on[phase]! += 1;
  }
  let phases = 0;
  for (const [phase, mask] of MASKS.entries()) if (on[phase]! < limit) phases |= mask;
  if (phases === 0 || phases === ALL_PHASES) return null;
  const branches = new Set<number>();
  let concerned = 0;
  let count = 0;
  for (const point of points) {
    const own = phasesOf(point);
    if ((own & phases) === 0 || isExplained(point)) continue;
    const at = proofs.at(point);
    // A three-phase meter answers as long as one phase lives.
    if (own !== phases && (own & ~phases) === 0 && at !== null && at >= from) return null;
    concerned += 1;
    const report = reports.get(point);
    if (!report || report.lastAt < from || report.lastAt >= until) continue;
    count += 1;
    branches.add(branchOf(tree, device, point));
  }
  return { from, phases, reports: count, branches: branches.size, points: concerned };
}

/** The device directly below, or the service point itself told by a negative number. */
function branchOf(tree: ProtectionTree, device: number, point: number): number {
  let branch = -2 - point;
  for (let at = tree.deviceOfPoint[point] ?? NO_DEVICE; at !== device && at !== NO_DEVICE; at = tree.parent[at] ?? NO_DEVICE) branch = at;
  return branch;
}

function within(times: readonly number[] | undefined, from: number, until: number): number {
  if (!times) return 0;
  return (until === Number.POSITIVE_INFINITY ? times.length : lowerBound(times, until)) - lowerBound(times, from);
}

function allPhases(device: number, from: number, until: number, { tree, reports, explainedBelow }: AssessmentParts): Evidence {
  const below = reports.below(device);
  let branches = 0;
  for (const point of below?.points ?? []) {
    const at = reports.get(point)?.lastAt ?? 0;
    if (at >= from && at < until) branches += 1;
  }
  for (const child of below?.children ?? []) if (within(reports.below(child)?.times, from, until) > 0) branches += 1;
  return {
    from,
    phases: ALL_PHASES,
    reports: within(below?.times, from, until),
    branches,
    points: (tree.pointsBelow[device] ?? 0) - explainedBelow(device),
  };
}

/**
 * null when nothing below the device has reported.
 * @param until only evidence older than this counts
 */
export function assess(device: number, parts: AssessmentParts, until = Number.POSITIVE_INFINITY): Assessment | null {
  const { tree, reports, proofs, settings } = parts;
  const below = reports.below(device);
  const last = until === Number.POSITIVE_INFINITY ? (below?.times.length ?? 0) : lowerBound(below?.times ?? [], until);
  const newest = below?.times[last - 1];
  if (!below || newest === undefined) return null;
  const deviceClass = tree.deviceClass[device] ?? 'breaker';
  const base = settings.thresholds[parts.mode()][deviceClass];
  const veto = parts.vetoOf(device);
  const extra = veto === 'stale' ? 1 : 0;
  const need: Threshold = { ...base, minReports: base.minReports + extra };
  const from = below.times[lowerBound(below.times, newest - need.poolMs)] ?? newest;
  const isTransformer = deviceClass === 'transformer' || deviceClass === 'large-transformer';
  const metersAlone = isTransformer && below.meterPoints === below.times.length;
  const proofLimit = isTransformer ? settings.onProofTransformer : settings.onProofLarger;
  const single = (tree.pointsBelow[device] ?? 0) < 2;

  const isReached = ({ reports: count, points, phases }: Evidence): boolean => {
    if (points >= 2 && count >= points) return count >= need.minReports || extra === 0;
    if (count < need.minReports && extra > 0) return false;
    if (!metersAlone) return thresholdMet(count, points, base);
    const meters = phases === ALL_PHASES ? parts.metersBelow(device) : points;
    return count >= settings.amiMinMeters && count >= settings.amiShare * meters;
  };
  const judge = (evidence: Evidence, proved: number): Outcome => {
    if (single) return 'single';
    if (evidence.branches < need.minBranches) return 'branches';
    if (!isReached(evidence)) return 'reports';
    if (veto !== null && veto !== 'stale') return 'veto';
    return proved >= proofLimit ? 'proof' : 'pass';
  };

  let evidence = allPhases(device, from, until, parts);
  const proved = proofs.since(device, from);
  let outcome = judge(evidence, proved);
  if (outcome === 'proof') {
    // Whoever proved on before the newest reports does not speak against a loss after that.
    const later = allPhases(device, proofs.newest(device, proofLimit) + 1, until, parts);
    const doubtful = isTransformer || deviceClass === 'fuse' ? onDoubtfulPhases(device, from, until, proofLimit, parts) : null;
    for (const other of [later, doubtful]) {
      if (outcome !== 'proof' || !other || judge(other, 0) !== 'pass') continue;
      evidence = other;
      outcome = 'pass';
    }
  }
  return {
    device,
    outcome,
    reports: evidence.reports,
    points: evidence.points,
    branches: evidence.branches,
    needBranches: need.minBranches,
    needReports: need.minReports,
    needShare: need.minShare,
    combine: need.combine,
    proofs: outcome === 'pass' && evidence.from > from ? proofs.since(device, evidence.from) : proved,
    veto,
    reached: isReached(evidence) && evidence.branches >= need.minBranches && !single,
    from: evidence.from,
    phases: evidence.phases,
  };
}
