/** Predictions laid over what is confirmed: holds the evidence, keeps the predicted outages, and never moves a switch (rules N12, O7, P10 to P13). */

import { ALL_PHASES, type Veto } from './assess.ts';
import { pointsBesides } from './besides.ts';
import { createEvidenceStore, type PointEvidence, reportOf, type Said } from './evidenceStore.ts';
import { createPredictor, type Prediction, type Predictor } from './predictor.ts';
import { createProposals } from './proposals.ts';
import { NO_DEVICE, type ProtectionTree, pointsUnder } from './protectionTree.ts';
import type { Mode, PredictionSettings } from './settings.ts';
import { createTurns, type TurnsState } from './turns.ts';

export type PredictedOutage = {
  /** `device 12` or `point 34`: the same place is the same prediction. */
  readonly key: string;
  readonly level: 'device' | 'service';
  /** Device of the tree, NO_DEVICE for a single service point. */
  readonly device: number;
  readonly point: number;
  /** Earliest evidence (rule O16). */
  readonly startedAt: number;
  readonly madeAt: number;
  /** Service points predicted dark: below the device, unexplained, and not proved on (rule P13). */
  readonly points: readonly number[];
  readonly calls: number;
  readonly meters: number;
  /** Phases in doubt; 7 unless the others proved on (rule P13). */
  readonly phases: number;
};

export type OverlayChange =
  | { readonly type: 'made'; readonly outage: PredictedOutage }
  | { readonly type: 'changed'; readonly outage: PredictedOutage; readonly before: PredictedOutage }
  /** `into`: the open outages or predictions that hold its reports now; none = disproved. */
  | { readonly type: 'gone'; readonly outage: PredictedOutage; readonly into: readonly string[] };

export type OverlayState = {
  readonly evidence: readonly PointEvidence[];
  readonly proofs: readonly (readonly [point: number, at: number])[];
  readonly predicted: readonly PredictedOutage[];
  readonly mode: Mode;
  /** Busy tops with changes to be looked at, and when each was looked at last. */
  readonly waiting?: TurnsState;
};

export type OverlayOptions = {
  readonly tree: ProtectionTree;
  readonly settings: PredictionSettings;
  /** Phases of each service point, ABC when not given. */
  readonly phases?: Uint8Array;
  /** Open confirmed or planned outage that holds a service point, null when none. */
  readonly holderOf: (point: number) => string | null;
  readonly saved?: OverlayState | null;
};

export type Overlay = ReturnType<typeof createOverlay>;

export function createOverlay({ tree, settings, phases: phasesOf, holderOf, saved = null }: OverlayOptions) {
  const predictor: Predictor = createPredictor({ tree, settings, phases: phasesOf });
  const evidence = createEvidenceStore(saved?.evidence);
  const proofs = new Map<number, number>(saved?.proofs);
  const predicted = new Map<string, PredictedOutage>();
  const byTop = new Map<number, Set<string>>();
  const predictedBy = new Map<number, string>();
  let mode: Mode = saved?.mode ?? 'normal';
  /** What a prediction was placed on: while it is the same, so is the prediction. */
  const placedOn = new Map<
    string,
    { readonly outage: PredictedOutage; readonly stamp: number; readonly from: number; readonly phases: number }
  >();
  const proposals = createProposals();
  const turns = createTurns(predictor, saved?.waiting);
  const vetoed = new Map<number, readonly number[]>();

  const topOf = (device: number): number => {
    let top = device;
    while (top !== NO_DEVICE && tree.parent[top] !== NO_DEVICE) top = tree.parent[top]!;
    return top;
  };

  function submit(point: number): void {
    const holder = holderOf(point);
    const known = evidence.get(point);
    predictor.setExplained(point, holder !== null);
    if (!known) return predictor.removeReport(point);
    if (known.attachedTo !== holder) evidence.attach(point, holder);
    const report = reportOf(known);
    if (holder === null && report) predictor.setReport(point, report);
    else predictor.removeReport(point);
  }

  /** @param taken service points of smaller, older predictions */
  function place(prediction: Prediction, taken: ReadonlySet<number>, now: number): PredictedOutage | null {
    const device = prediction.level === 'device' ? prediction.device : NO_DEVICE;
    const candidates = prediction.level === 'device' ? pointsUnder(tree, device) : Int32Array.of(prediction.point);
    const from = prediction.level === 'device' ? prediction.assessment.from : Number.NEGATIVE_INFINITY;
    const phases = prediction.level === 'device' ? prediction.assessment.phases : ALL_PHASES;
    const key = prediction.level === 'device' ? `device ${device}` : `point ${prediction.point}`;
    const before = predicted.get(key);
    let startedAt = before?.startedAt ?? Number.POSITIVE_INFINITY;
    let calls = 0;
    let meters = 0;
    for (const point of candidates) {
      const report = taken.has(point) ? undefined : predictor.report(point);
      if (!report) continue;
      if (report.lastAt >= from) startedAt = Math.min(startedAt, report.firstAt);
      calls += report.calls > 0 ? 1 : 0;
      meters += report.meters > 0 ? 1 : 0;
    }
    const points: number[] = [];
    for (const point of candidates) {
      const own = phasesOf?.[point] ?? ALL_PHASES;
      const provedAt = proofs.get(point);
      const on = provedAt !== undefined && provedAt >= startedAt && !predictor.report(point) && (own & ~phases) === 0;
      if (!on && (own & phases) !== 0 && !taken.has(point) && holderOf(point) === null) points.push(point);
    }
    if (points.length === 0) return null;
    const samePoints = before?.points.length === points.length && before.points.every((point, i) => point === points[i]);
    return {
      key,
      level: prediction.level,
      device,
      point: prediction.level === 'service' ? prediction.point : NO_DEVICE,
      startedAt: startedAt === Number.POSITIVE_INFINITY ? now : startedAt,
      madeAt: before?.madeAt ?? now,
      points: before && samePoints ? before.points : points,
      calls,
      meters,
      phases,
    };
  }

  function placeAgain(prediction: Prediction, taken: ReadonlySet<number>, now: number): PredictedOutage | null {
    const isDevice = prediction.level === 'device';
    const device = isDevice ? prediction.device : (tree.deviceOfPoint[prediction.point] ?? NO_DEVICE);
    if (device === NO_DEVICE) return place(prediction, taken, now);
    const key = isDevice ? `device ${device}` : `point ${prediction.point}`;
    const stamp = predictor.stampOf(device);
    const { from, phases } = isDevice ? prediction.assessment : { from: 0, phases: ALL_PHASES };
    const last = placedOn.get(key);
    if (last && last.stamp === stamp && last.from === from && last.phases === phases && predicted.get(key) === last.outage)
      return last.outage;
    const outage = place(prediction, taken, now);
    if (outage) placedOn.set(key, { outage, stamp, from, phases });
    return outage;
  }

  /** The smaller ones first: what they hold is not the larger one's. */
  function placeAll(predictions: readonly Prediction[], now: number): Map<string, PredictedOutage> {
    const next = new Map<string, PredictedOutage>();
    const taken = new Set<number>();
    for (let i = predictions.length - 1; i >= 0; i -= 1) {
      const outage = placeAgain(predictions[i]!, taken, now);
      if (!outage) continue;
      next.set(outage.key, outage);
      for (const point of outage.points) taken.add(point);
    }
    return new Map([...next].reverse());
  }

  const same = (a: PredictedOutage, b: PredictedOutage): boolean =>
    a === b ||
    (a.startedAt === b.startedAt && a.phases === b.phases && a.calls === b.calls && a.meters === b.meters && a.points === b.points);

  function holdersOf({ points, key }: PredictedOutage): string[] {
    const into = new Set<string>();
    for (const point of points) {
      const holder = holderOf(point) ?? predictedBy.get(point);
      if (holder && holder !== key) into.add(holder);
    }
    return [...into];
  }

  /** Brings the predictions below the changed tops up to date with the evidence. */
  function settle(now: number): OverlayChange[] {
    const changes: OverlayChange[] = [];
    const gone: PredictedOutage[] = [];
    for (const top of turns.take(now)) {
      const conclusion = predictor.conclude(top);
      vetoed.set(top, conclusion.vetoed);
      proposals.take(top, conclusion.proposals);
      const next = placeAll(conclusion.predictions, now);
      for (const key of byTop.get(top) ?? []) {
        const before = predicted.get(key);
        const after = next.get(key);
        if (!before || (after && (same(before, after) || after.points === before.points))) continue;
        for (const point of before.points) if (predictedBy.get(point) === key) predictedBy.delete(point);
        if (next.has(key)) continue;
        predicted.delete(key);
        placedOn.delete(key);
        gone.push(before);
      }
      for (const [key, outage] of next) {
        const before = predicted.get(key);
        if (before && same(before, outage)) continue;
        predicted.set(key, outage);
        if (before?.points !== outage.points) for (const point of outage.points) predictedBy.set(point, key);
        if (!before) changes.push({ type: 'made', outage });
        else if (!same(before, outage)) changes.push({ type: 'changed', outage, before });
      }
      byTop.set(top, new Set(next.keys()));
    }
    for (const outage of gone) changes.push({ type: 'gone', outage, into: holdersOf(outage) });
    return changes;
  }

  for (const known of evidence.all()) submit(known.point);
  for (const [point, at] of proofs) predictor.setProof(point, at);
  predictor.setMode(mode);
  for (const outage of saved?.predicted ?? []) predicted.set(outage.key, outage);
  for (const outage of predicted.values()) {
    const top = outage.level === 'device' ? topOf(outage.device) : topOf(tree.deviceOfPoint[outage.point] ?? NO_DEVICE);
    byTop.set(top, (byTop.get(top) ?? new Set()).add(outage.key));
    for (const point of outage.points) predictedBy.set(point, outage.key);
  }

  return {
    tree,
    predictor,
    /** A service point is dark, by a call or its meter. */
    dark(point: number, said: Said): void {
      const proved = proofs.get(point);
      if (proved !== undefined && proved >= said.at) return;
      evidence.add(point, said);
      submit(point);
    },
    /** A service point has supply at this moment; older evidence of it is answered (rule P17). True when there was any. */
    proved(point: number, at: number): boolean {
      const had = evidence.get(point) !== undefined;
      proofs.set(point, Math.max(at, proofs.get(point) ?? at));
      predictor.setProof(point, at);
      evidence.answer(point, at);
      submit(point);
      return had;
    },
    /** Other outages took or left these service points. */
    holdersChanged(points: Iterable<number>): void {
      for (const point of points) {
        submit(point);
        turns.hurry(topOf(tree.deviceOfPoint[point] ?? NO_DEVICE));
      }
    },
    /** When a busy top has its turn, null when none waits. */
    nextDeadline: turns.nextDeadline,
    /** Supply came back after an outage: what was said while it lasted is answered, what was said before stands (rules P10, P11). */
    restored(point: number, from: number, to: number): void {
      evidence.answer(point, to, from);
      submit(point);
    },
    setVeto: (device: number, veto: Veto | null): void => predictor.setVeto(device, veto),
    setMode(next: Mode): void {
      mode = next;
      predictor.setMode(next);
    },
    mode: (): Mode => mode,
    /** Reports older than this go to the call-back list (rule P19); the service points, ascending. */
    expire(before: number): number[] {
      const expired: number[] = [];
      for (const { point, said, attachedTo } of evidence.all())
        if (attachedTo === null && (said.at(-1)?.at ?? 0) < before) expired.push(point);
      for (const point of expired) {
        evidence.drop(point);
        submit(point);
      }
      return expired.sort((a, b) => a - b);
    },
    /** Old proofs say nothing about today. */
    forgetProofs(before: number): void {
      for (const [point, at] of proofs) {
        if (at >= before) continue;
        proofs.delete(point);
        predictor.removeProof(point);
      }
    },
    settle,
    /** Some unexplained service points on each other branch of the device above the prediction that covers `point`. */
    besides: (point: number, each: number): number[] => {
      const over = predicted.get(predictedBy.get(point) ?? '');
      const isFree = (candidate: number): boolean => !predictedBy.has(candidate) && holderOf(candidate) === null;
      return over ? pointsBesides(predictor, over.device, each, isFree) : [];
    },
    provedAt: (point: number): number | null => proofs.get(point) ?? null,
    evidenceOf: (point: number): PointEvidence | undefined => evidence.get(point),
    attachedTo: (outage: string): Iterable<number> => evidence.attachedTo(outage),
    predicted: (key: string): PredictedOutage | undefined => predicted.get(key),
    all: (): Iterable<PredictedOutage> => predicted.values(),
    /** Prediction that covers a service point. */
    over: (point: number): PredictedOutage | undefined => predicted.get(predictedBy.get(point) ?? ''),
    /** Moves that newer evidence asks for and a person decides (rule P14). */
    proposals,
    vetoed: (): number[] => [...vetoed.values()].flat(),
    state: (): OverlayState => ({
      evidence: [...evidence.all()],
      proofs: [...proofs],
      predicted: [...predicted.values()],
      mode,
      waiting: turns.state(),
    }),
  };
}
