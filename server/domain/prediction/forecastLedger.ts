/** The predicted outages as records: ids, history, numbers by place, and what becomes of them (rules O3, O7, P14, P17, P22). */

import type { Fact } from '../core.ts';
import { NONE } from '../network/network.ts';
import { type HistoryEntry, isOpen, type Outage, outageKey } from '../outages/outage.ts';
import type { World } from '../world.ts';
import { ALL_PHASES } from './assess.ts';
import { createComingBack, type Returned } from './comingBack.ts';
import { createContradictions } from './contradictions.ts';
import { explain } from './explain.ts';
import type { ForecastLedgerState } from './forecastLedgerState.ts';
import type { Overlay, OverlayChange, PredictedOutage } from './overlay.ts';
import { createPredictedBranches } from './predictedBranches.ts';
import { writePrediction } from './predictedOutage.ts';
import { NO_DEVICE } from './protectionTree.ts';
import type { PredictionSettings } from './settings.ts';
import type { Statement } from './statement.ts';

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
/** Gasps are held back and pings take their time: until then more may be dark than one device explains. */
const MATURE_MS = 150_000;

export function createForecastLedger({ world, overlay, settings, saved }: ForecastLedgerOptions) {
  const { network, ledger, touch, energisation } = world;
  const { tree, predictor } = overlay;
  const outages = new Map<string, Outage>();
  const idOf = new Map<string, string>();
  const branches = createPredictedBranches(energisation);
  const deviceOf = new Map<number, number>();
  tree.branch.forEach((branch, device) => {
    deviceOf.set(branch, device);
  });
  /** Predictions that are still fresh, oldest first (rule P14). */
  let fresh: { readonly id: string; readonly settleAt: number }[] = [];
  let maturing: { readonly id: string; readonly at: number }[] = [];
  /** Predictions that ended, oldest first. */
  let ended: string[] = [];
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
    if (counted !== news.points) {
      count(counted, -1);
      count(news.points, 1);
    }
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

  const limitOf = (device: number): number =>
    tree.deviceClass[device] === 'transformer' ? settings.onProofTransformer : settings.onProofLarger;
  const coming = createComingBack(overlay, limitOf, saved?.back);
  const limitAt = (branch: number): number => limitOf(deviceOf.get(branch) ?? NO_DEVICE);
  const contradictions = createContradictions({ world, limitOf: limitAt, most: settings.onProofLarger, saved: saved?.contradicted });

  function end(gone: PredictedOutage, into: readonly string[], now: number, commit: number): void {
    const id = idOf.get(gone.key);
    const before = id === undefined ? undefined : outages.get(id);
    if (!id || !before) return;
    count(before.prediction?.points ?? [], -1);
    cover(gone, false);
    idOf.delete(gone.key);
    coming.letGo(gone.key);
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
    ended.push(id);
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
        if (change.outage.level === 'device') fresh.push({ id: outage.id, settleAt: change.outage.madeAt + settings.settleMs });
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
    ended = saved.outages.filter(({ state }) => state !== 'predicted').map(({ id }) => id);
    for (const [key, id] of saved.ids) idOf.set(key, id);
    for (const each of overlay.all()) {
      count(outages.get(idOf.get(each.key) ?? '')?.prediction?.points ?? [], 1);
      cover(each, true);
      const { prediction } = outages.get(idOf.get(each.key) ?? '') ?? {};
      if (each.device !== NO_DEVICE && prediction?.settledAt) predictor.setSettled(each.device, true);
      else if (each.device !== NO_DEVICE && prediction)
        fresh.push({ id: idOf.get(each.key)!, settleAt: prediction.madeAt + settings.settleMs });
      if (each.device !== NO_DEVICE && prediction) maturing.push({ id: idOf.get(each.key)!, at: prediction.madeAt + MATURE_MS });
    }
  }

  function forgetEnded(): void {
    if (ended.length <= MOST_ENDED * 1.2) return;
    const drop = ended.length - MOST_ENDED;
    for (const id of ended.slice(0, drop)) if (outages.get(id)?.state !== 'predicted') outages.delete(id);
    ended = ended.slice(drop);
  }

  /** Rule A9: enough meters say off. */
  function confirmByMeters(outage: Outage): void {
    const { prediction } = outage;
    if (outage.state !== 'predicted' || prediction?.level !== 'device' || prediction.meters < 2) return;
    if (prediction.meters < CONFIRM_SHARE * prediction.points.length) return;
    if (coming.has(overlay.over(prediction.points[0]!)?.key ?? '')) return;
    const phases = overlay.over(prediction.points[0]!)?.phases ?? ALL_PHASES;
    statements.push({ type: 'open', branch: outage.device, phases, at: outage.startedAt, by: 'meters', prior: outage, parent: null });
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
    /** A meter below a predicted device came back; when enough did, it was real, and it is over (rules E31, P17). */
    cameBack(over: PredictedOutage, point: number, at: number, now: number): void {
      const id = idOf.get(over.key);
      if (over.level !== 'device' || at <= over.startedAt || id === undefined) return;
      const returnedAt = coming.hear(over, id, point, at, now);
      if (returnedAt === null) return;
      const word = { branch: tree.branch[over.device]!, phases: over.phases, by: 'meters' as const, parent: null };
      statements.push({ ...word, type: 'open', at: over.startedAt, prior: outages.get(id) ?? null });
      statements.push({ ...word, type: 'closed', at: returnedAt, prior: null });
    },
    /** Predictions proved over, once the statements on them were heard. */
    takeReturned: (): readonly Returned[] => (statements.length > 0 ? [] : coming.takeReturned()),
    contradicts(id: string, point: number, at: number, poweredUp: boolean): void {
      const { fact: news, statement } = contradictions.hear(id, point, at, poweredUp);
      if (news) facts.push(news);
      if (statement) statements.push(statement);
    },
    /** What other parts conclude of devices without telemetry. */
    conclude(statement: Statement): void {
      statements.push(statement);
    },
    /** Below this device nobody came back when the outage ended (rule O17). */
    leftBehind(id: string, device: number): void {
      const parent = ledger.outages.get(id);
      if (!parent || isOpen(parent)) return;
      const branch = tree.branch[device]!;
      statements.push({ type: 'open', branch, phases: ALL_PHASES, at: parent.startedAt, by: 'meters', prior: null, parent: id });
    },
    /** Predictions that have stood long enough are settled (rule P14). */
    advance(now: number): void {
      coming.advance(now);
      while (maturing[0] && maturing[0].at <= now) {
        const outage = outages.get(maturing[0].id);
        maturing = maturing.slice(1);
        if (outage) confirmByMeters(outage);
      }
      while (fresh[0] && fresh[0].settleAt <= now) {
        const outage = outages.get(fresh[0].id);
        fresh = fresh.slice(1);
        if (outage?.state !== 'predicted' || !outage.prediction || outage.prediction.settledAt !== null) continue;
        outages.set(outage.id, { ...outage, prediction: { ...outage.prediction, settledAt: now } });
        const device = deviceOf.get(outage.device);
        if (device !== undefined) predictor.setSettled(device, true);
      }
    },
    /** Takes the changes of the overlay; answers with the predictions that are new or larger. */
    settle(now: number, commit: number): readonly Outage[] {
      const news: Outage[] = [];
      for (const change of overlay.settle(now)) {
        if (change.type === 'gone' && change.outage.device !== NO_DEVICE) predictor.setSettled(change.outage.device, false);
        const outage = take(change, now, commit);
        if (!outage) continue;
        if (change.type === 'made') news.push(outage);
        if (change.type === 'made' && outage.prediction?.level === 'device') maturing.push({ id: outage.id, at: now + MATURE_MS });
        else if (outage.prediction && outage.prediction.madeAt + MATURE_MS <= now) confirmByMeters(outage);
      }
      const proposed = overlay.proposals.takeChanged().flatMap((device) => idOf.get(`device ${device}`) ?? []);
      for (const id of proposed) touch.mark('outage', id);
      forgetEnded();
      return news;
    },
    takeStatements(): readonly Statement[] {
      const taken = statements;
      statements = [];
      return taken;
    },
    nextDeadline(): number | null {
      const due = [fresh[0]?.settleAt, maturing[0]?.at, coming.nextDeadline()].filter((at) => at !== undefined && at !== null);
      return due.length === 0 ? null : Math.min(...due);
    },
    takeFacts(): Fact[] {
      const taken = facts;
      facts = [];
      return taken;
    },
    state: (): ForecastLedgerState => ({
      outages: [...outages.values()],
      ids: [...idOf],
      back: coming.state(),
      contradicted: contradictions.state(),
    }),
  };
}
