/** The predicted outages as records: ids, history, numbers by place, and what becomes of them (rules O3, O7, P14, P17, P22). */

import type { Fact } from '../core.ts';
import { NONE } from '../network/network.ts';
import { type HistoryEntry, type Outage, outageKey } from '../outages/outage.ts';
import type { World } from '../world.ts';
import { explain } from './explain.ts';
import type { Overlay, OverlayChange, PredictedOutage } from './overlay.ts';
import { createPredictedBranches } from './predictedBranches.ts';
import { writePrediction } from './predictedOutage.ts';
import { NO_DEVICE } from './protectionTree.ts';
import type { PredictionSettings } from './settings.ts';

/** What evidence from the field says of a device without telemetry; the core takes it like a person's word (rules E31, N12). */
export type Statement =
  | { readonly type: 'open'; readonly branch: number; readonly at: number; readonly by: 'meters'; readonly commit: number }
  | { readonly type: 'closed'; readonly branch: number; readonly at: number; readonly by: 'meters'; readonly commit: number };

export type ForecastLedgerState = { readonly outages: readonly Outage[]; readonly ids: readonly (readonly [key: string, id: string])[] };

export type ForecastLedger = ReturnType<typeof createForecastLedger>;

export type ForecastLedgerOptions = {
  readonly world: World;
  readonly overlay: Overlay;
  readonly settings: PredictionSettings;
  readonly saved: ForecastLedgerState | null;
};

/** Ended predictions kept in memory. */
const MOST_ENDED = 2_000;
/** Rule A9: meters confirm at this share of the service points below. */
const CONFIRM_SHARE = 0.7;

export function createForecastLedger({ world, overlay, settings, saved }: ForecastLedgerOptions) {
  const { network, ledger, touch, energisation } = world;
  const { tree, predictor } = overlay;
  const outages = new Map<string, Outage>();
  const idOf = new Map<string, string>();
  const branches = createPredictedBranches(energisation);
  const back = new Map<string, Set<number>>();
  const contradicted = new Map<string, Set<number>>();
  let facts: Fact[] = [];
  let statements: Statement[] = [];

  const branchOf = ({ device, point }: PredictedOutage): number => {
    const nearest = device !== NO_DEVICE ? device : (tree.deviceOfPoint[point] ?? NO_DEVICE);
    return nearest === NO_DEVICE ? NONE : tree.branch[nearest]!;
  };
  const nameOf = (outage: PredictedOutage): string =>
    outage.level === 'device' ? network.branches.ids[tree.branch[outage.device]!]! : network.servicePoints.ids[outage.point]!;

  function count(points: Iterable<number>, sign: 1 | -1): void {
    for (const point of points) ledger.tally.add(point, 'predicted', sign);
  }

  function cover(outage: PredictedOutage, present: boolean): void {
    const branch = outage.level === 'device' ? tree.branch[outage.device]! : NONE;
    if (branch === NONE) return;
    for (const each of branches.cover(outage.key, present ? branch : null)) touch.mark('device', each);
  }

  function write(news: PredictedOutage, entry: HistoryEntry | null, commit: number): Outage {
    const id = idOf.get(news.key) ?? outageKey(nameOf(news), news.startedAt, 0);
    const before = outages.get(id) ?? null;
    const counted = before?.state === 'predicted' ? (before.prediction?.points ?? []) : [];
    count(counted, -1);
    count(news.points, 1);
    idOf.set(news.key, id);
    const explanation = news.level === 'device' ? explain(predictor, news.device) : null;
    const settledAt = before?.prediction?.settledAt ?? null;
    const outage = writePrediction(network, { id, branch: branchOf(news), outage: news, explanation, settledAt, before, entry, commit });
    outages.delete(id);
    outages.set(id, outage);
    touch.mark('outage', id);
    return outage;
  }

  function fact(type: string, outage: Outage, at: number, values: HistoryEntry['values']): void {
    facts.push({ type: `outage.${type}`, about: outage.id, at, body: values });
  }

  const entry = (what: string, at: number, values: HistoryEntry['values'], commit: number): HistoryEntry => ({
    at,
    what,
    values,
    commit,
    by: null,
  });

  function end(gone: PredictedOutage, into: readonly string[], now: number, commit: number): void {
    const id = idOf.get(gone.key);
    const before = id === undefined ? undefined : outages.get(id);
    if (!id || !before) return;
    count(before.prediction?.points ?? [], -1);
    cover(gone, false);
    idOf.delete(gone.key);
    back.delete(gone.key);
    touch.mark('outage', id);
    const target =
      into.map((key) => idOf.get(key) ?? key).find((each) => each !== id && (ledger.outages.has(each) || outages.has(each))) ?? null;
    if (ledger.outages.has(id)) {
      outages.delete(id);
      return;
    }
    const what = target === null ? 'prediction-withdrawn' : 'merged';
    const values: Record<string, string> = target === null ? {} : { into: target };
    const outage: Outage = {
      ...before,
      state: 'void',
      voidReason: target === null ? 'false-prediction' : 'merged-into',
      mergedInto: target,
      endedAt: now,
      areas: new Map(),
      history: [...before.history, entry(what, now, values, commit)],
      revision: commit,
    };
    outages.set(id, outage);
    fact(what, outage, now, values);
    const confirmed = target === null ? undefined : ledger.outages.get(target);
    if (confirmed && gone.startedAt < confirmed.startedAt) {
      const hint = nameOf(gone);
      if (!confirmed.hintsBelow.includes(hint)) ledger.put({ ...confirmed, hintsBelow: [...confirmed.hintsBelow, hint] });
    }
  }

  function take(change: OverlayChange, now: number, commit: number): Outage | null {
    switch (change.type) {
      case 'made': {
        const values = {
          device: nameOf(change.outage),
          customers: change.outage.points.length,
          calls: change.outage.calls,
          meters: change.outage.meters,
        };
        const outage = write(change.outage, entry('predicted', now, values, commit), commit);
        cover(change.outage, true);
        fact('predicted', outage, now, values);
        return outage;
      }
      case 'changed': {
        const outage = write(change.outage, null, commit);
        if (change.before.points.length !== change.outage.points.length) cover(change.outage, true);
        return outage;
      }
      case 'gone':
        end(change.outage, change.into, now, commit);
        return null;
    }
  }

  if (saved) {
    for (const outage of saved.outages) outages.set(outage.id, outage);
    for (const [key, id] of saved.ids) idOf.set(key, id);
    for (const each of overlay.all()) {
      count(outages.get(idOf.get(each.key) ?? '')?.prediction?.points ?? [], 1);
      cover(each, true);
      const { prediction } = outages.get(idOf.get(each.key) ?? '') ?? {};
      if (each.device !== NO_DEVICE && prediction?.settledAt) predictor.setSettled(each.device, true);
    }
  }

  function forgetEnded(): void {
    if (outages.size <= MOST_ENDED * 1.2) return;
    let drop = outages.size - MOST_ENDED;
    for (const [id, outage] of outages) {
      if (drop <= 0) return;
      if (outage.state === 'predicted') continue;
      outages.delete(id);
      drop -= 1;
    }
  }

  /** Rule A9: enough meters say off. */
  function confirmByMeters(outage: Outage, commit: number): void {
    const { prediction } = outage;
    if (prediction?.level !== 'device' || prediction.meters < 2) return;
    if (prediction.meters < CONFIRM_SHARE * prediction.points.length) return;
    statements.push({ type: 'open', branch: outage.device, at: outage.startedAt, by: 'meters', commit });
  }

  return {
    outage: (id: string): Outage | null => outages.get(id) ?? null,
    all: (): Iterable<Outage> => outages.values(),
    /** Prediction over a service point. */
    over(point: number): Outage | null {
      const over = overlay.over(point);
      const id = over && idOf.get(over.key);
      return id ? (outages.get(id) ?? null) : null;
    },
    isPredicted: (branch: number): boolean => branches.has(branch),
    predictedBranches: (): Iterable<number> => branches.all(),
    /** What a person did to a prediction. */
    put(outage: Outage): void {
      outages.set(outage.id, outage);
      touch.mark('outage', outage.id);
    },
    /** Meters below a predicted device came back: it was real, and it is over (rules E31, P17). */
    cameBack(over: PredictedOutage, point: number, at: number, commit: number): void {
      const known = overlay.evidenceOf(point);
      if (over.level !== 'device' || !known?.said.some(({ by }) => by === 'gasp' || by === 'ping')) return;
      const points = back.get(over.key) ?? new Set<number>();
      back.set(over.key, points.add(point));
      const small = tree.deviceClass[over.device] === 'transformer';
      if (points.size < (small ? settings.onProofTransformer : settings.onProofLarger)) return;
      const branch = tree.branch[over.device]!;
      back.delete(over.key);
      statements.push(
        { type: 'open', branch, at: over.startedAt, by: 'meters', commit },
        { type: 'closed', branch, at, by: 'meters', commit },
      );
    },
    /** A meter says on inside a confirmed outage: shown; from two on, a device that nobody measures is closed again (rules E31, J162). */
    contradicts(id: string, point: number, at: number, commit: number): void {
      const outage = ledger.outages.get(id);
      if (!outage || at <= outage.startedAt) return;
      const points = contradicted.get(id) ?? new Set<number>();
      contradicted.set(id, points.add(point));
      facts.push({
        type: 'message.flagged',
        about: id,
        at,
        body: { code: 'evidence-conflict', servicePoint: network.servicePoints.ids[point]! },
      });
      const telemetered = network.branches.telemetered[outage.device] === 1 || world.points.get(outage.device).sources.size > 0;
      if (telemetered || points.size < settings.onProofLarger) return;
      contradicted.delete(id);
      statements.push({ type: 'closed', branch: outage.device, at, by: 'meters', commit });
    },
    /** Predictions that have stood long enough are settled (rule P14). */
    advance(now: number): void {
      for (const outage of outages.values()) {
        const { prediction } = outage;
        if (outage.state !== 'predicted' || !prediction || prediction.settledAt !== null || prediction.level !== 'device') continue;
        if (prediction.madeAt + settings.settleMs > now) continue;
        outages.set(outage.id, { ...outage, prediction: { ...prediction, settledAt: now } });
        const device = tree.branch.indexOf(outage.device);
        if (device >= 0) predictor.setSettled(device, true);
      }
    },
    /** Takes the changes of the overlay; answers with the predictions that are new or larger. */
    settle(now: number, commit: number): readonly Outage[] {
      const fresh: Outage[] = [];
      for (const change of overlay.settle(now)) {
        if (change.type === 'gone' && change.outage.device !== NO_DEVICE) predictor.setSettled(change.outage.device, false);
        const outage = take(change, now, commit);
        if (!outage) continue;
        fresh.push(outage);
        confirmByMeters(outage, commit);
      }
      forgetEnded();
      return fresh;
    },
    takeStatements(): readonly Statement[] {
      const taken = statements;
      statements = [];
      return taken;
    },
    nextDeadline: (): number | null => null,
    takeFacts(): Fact[] {
      const taken = facts;
      facts = [];
      return taken;
    },
    state: (): ForecastLedgerState => ({ outages: [...outages.values()], ids: [...idOf] }),
  };
}
