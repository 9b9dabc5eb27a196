/** Finds the devices that explain the reports: the highest that passes on each path, the rest as single service points (rule P7). */

import { ALL_PHASES, type Assessment, type AssessmentParts, assess, type Veto } from './assess.ts';
import { createProofBook } from './proofs.ts';
import { NO_DEVICE, type ProtectionTree, pathUp } from './protectionTree.ts';
import { createReportBook, type Report } from './reports.ts';
import type { Mode, PredictionSettings } from './settings.ts';

export type Prediction =
  | { readonly level: 'device'; readonly device: number; readonly assessment: Assessment }
  | { readonly level: 'service'; readonly point: number };

/** A settled prediction that newer evidence would move; a person decides (rule P14). */
export type Proposal = { readonly to: number; readonly settled: readonly number[] };

export type Conclusion = {
  readonly predictions: readonly Prediction[];
  /** Devices that reach their thresholds but may not be predicted (rule P9). */
  readonly vetoed: readonly number[];
  readonly proposals: readonly Proposal[];
};

type Concluding = { readonly predictions: Prediction[]; readonly vetoed: number[]; readonly proposals: Proposal[] };

export type Predictor = ReturnType<typeof createPredictor>;

export type PredictorOptions = {
  readonly tree: ProtectionTree;
  readonly settings: PredictionSettings;
  /** Phases of each service point, ABC when not given. */
  readonly phases?: Uint8Array;
};

/** Holds the evidence of one network; every change marks the tops whose conclusion may differ. */
export function createPredictor({ tree, settings, phases }: PredictorOptions) {
  const reports = createReportBook(tree);
  const proofs = createProofBook(tree);
  const vetoes = new Map<number, Veto>();
  /** Devices below which at least one device proved live. */
  const liveBelow = new Map<number, number>();
  const explained = new Set<number>();
  const explainedBelow = new Map<number, number>();
  const silentMeters = new Map<number, number>();
  const settled = new Set<number>();
  const pinned = new Set<number>();
  const changed = new Set<number>();
  /** Counts the changes below each device. */
  const stamps = new Uint32Array(tree.count);
  let mode: Mode = 'normal';

  const markDevice = (device: number): void => {
    let top = NO_DEVICE;
    for (let at = device; at !== NO_DEVICE; at = tree.parent[at] ?? NO_DEVICE) {
      stamps[at]! += 1;
      top = at;
    }
    changed.add(top);
  };
  const markPoint = (point: number): void => markDevice(tree.deviceOfPoint[point] ?? NO_DEVICE);
  const addAlong = (counts: Map<number, number>, point: number, by: number): void => {
    for (const device of pathUp(tree, point)) counts.set(device, (counts.get(device) ?? 0) + by);
  };

  const parts: AssessmentParts = {
    tree,
    reports,
    proofs,
    settings,
    mode: () => mode,
    vetoOf: (device) => vetoes.get(device) ?? ((liveBelow.get(device) ?? 0) > 0 ? 'live' : null),
    explainedBelow: (device) => explainedBelow.get(device) ?? 0,
    metersBelow: (device) => Math.max(0, (tree.pointsBelow[device] ?? 0) - (silentMeters.get(device) ?? 0)),
    phasesOf: (point) => phases?.[point] ?? ALL_PHASES,
    isExplained: (point) => explained.has(point),
  };

  /** @param until reports from this moment on are somebody else's */
  function conclude(device: number, into: Concluding, until = Number.POSITIVE_INFINITY): void {
    const assessment = assess(device, parts, until);
    const below = reports.below(device);
    if (!assessment || !below) return;
    const keeps = settled.has(device) && assessment.outcome !== 'veto' && assessment.outcome !== 'proof';
    if (until === Number.POSITIVE_INFINITY && (keeps || pinned.has(device))) {
      into.predictions.push({ level: 'device', device, assessment });
      return;
    }
    if (assessment.outcome === 'pass') {
      const standing = settledBelow(device);
      if (standing.length === 0) {
        into.predictions.push({ level: 'device', device, assessment });
        olderBelow(device, assessment, into);
        return;
      }
      into.proposals.push({ to: device, settled: standing });
    }
    if (assessment.reached && assessment.outcome === 'veto') into.vetoed.push(device);
    for (const child of [...below.children].sort((a, b) => a - b)) conclude(child, into, until);
    for (const point of [...below.points].sort((a, b) => a - b))
      if ((reports.get(point)?.lastAt ?? 0) < until) into.predictions.push({ level: 'service', point });
  }

  /** What was dark before the device opened has a cause of its own: where that is a device, it keeps its prediction (rule P6). */
  function olderBelow(device: number, { from }: Assessment, into: Concluding): void {
    for (const child of reports.below(device)?.children ?? []) {
      if ((reports.below(child)?.times[0] ?? from) >= from) continue;
      const older: Concluding = { predictions: [], vetoed: [], proposals: [] };
      conclude(child, older, from);
      for (const prediction of older.predictions) if (prediction.level === 'device') into.predictions.push(prediction);
    }
  }

  function settledBelow(device: number): number[] {
    const found: number[] = [];
    for (const candidate of settled) {
      for (let up = tree.parent[candidate] ?? NO_DEVICE; up !== NO_DEVICE; up = tree.parent[up] ?? NO_DEVICE) {
        if (up === device && reports.below(candidate)) found.push(candidate);
      }
    }
    return found.sort((a, b) => a - b);
  }

  return {
    tree,
    setMode(next: Mode): void {
      if (next === mode) return;
      mode = next;
      for (let device = 0; device < stamps.length; device += 1) stamps[device]! += 1;
      for (const top of reports.tops) changed.add(top);
    },
    report: (point: number): Report | undefined => reports.get(point),
    setReport(point: number, report: Report): void {
      if (explained.has(point)) return;
      reports.set(point, report);
      markPoint(point);
    },
    removeReport(point: number): void {
      if (!reports.get(point)) return;
      reports.remove(point);
      markPoint(point);
    },
    /** An open confirmed or planned outage holds this service point; its evidence counts there (rules P11, P12). */
    setExplained(point: number, isExplained: boolean): void {
      if (explained.has(point) === isExplained) return;
      if (isExplained) explained.add(point);
      else explained.delete(point);
      addAlong(explainedBelow, point, isExplained ? 1 : -1);
      if (isExplained) reports.remove(point);
      markPoint(point);
    },
    setVeto(device: number, veto: Veto | null): void {
      const before = vetoes.get(device) ?? null;
      if (before === veto) return;
      if (veto === null) vetoes.delete(device);
      else vetoes.set(device, veto);
      const live = (veto === 'live' ? 1 : 0) - (before === 'live' ? 1 : 0);
      if (live !== 0)
        for (let up = tree.parent[device] ?? NO_DEVICE; up !== NO_DEVICE; up = tree.parent[up] ?? NO_DEVICE)
          liveBelow.set(up, (liveBelow.get(up) ?? 0) + live);
      markDevice(device);
    },
    /** Proof of supply later than what was reported (rule P17). */
    setProof(point: number, at: number): void {
      proofs.set(point, at);
      markPoint(point);
    },
    removeProof(point: number): void {
      proofs.remove(point);
      markPoint(point);
    },
    /** A meter that cannot be reached counts in no share (rule A7). */
    setMeterReachable(point: number, reachable: boolean, wasReachable: boolean): void {
      if (reachable !== wasReachable) addAlong(silentMeters, point, reachable ? -1 : 1);
      markPoint(point);
    },
    setSettled(device: number, isSettled: boolean): void {
      if (isSettled) settled.add(device);
      else settled.delete(device);
      markDevice(device);
    },
    /** While its meters come back one by one a prediction stays what it is. */
    setPinned(device: number, isPinned: boolean): void {
      if (isPinned === pinned.has(device)) return;
      if (isPinned) pinned.add(device);
      else pinned.delete(device);
      markDevice(device);
    },
    assess: (device: number): Assessment | null => assess(device, parts),
    /** The same number again means that nothing below the device changed. */
    stampOf: (device: number): number => stamps[device] ?? 0,
    /** Tops whose evidence changed since the last call; NO_DEVICE stands for points without any device. */
    takeChanged(): readonly number[] {
      const tops = [...changed].sort((a, b) => a - b);
      changed.clear();
      return tops;
    },
    /** What the reports below one top say now. */
    conclude(top: number): Conclusion {
      const into: Concluding = { predictions: [], vetoed: [], proposals: [] };
      if (top !== NO_DEVICE) conclude(top, into);
      else for (const point of [...reports.loose].sort((a, b) => a - b)) into.predictions.push({ level: 'service', point });
      return into;
    },
    isVetoed(device: number): boolean {
      const veto = parts.vetoOf(device);
      return veto !== null && veto !== 'stale';
    },
    reportsBelow: (device: number) => reports.below(device),
  };
}
