/** Joins calls, meters and telemetry to the predictions, and keeps them beside the confirmed outages (sections P and A). */

import type { Message } from '../../../shared/messages/message.ts';
import { type Call, createCallBook } from '../calls/callBook.ts';
import type { Fact } from '../core.ts';
import { createMeterDesk, type MeterDeskState, type MeterFinding } from '../meters/desk.ts';
import { createPings, type PingState } from '../meters/pings.ts';
import { type MeterSettings, meterDefaults } from '../meters/settings.ts';
import { NONE } from '../network/network.ts';
import { findProtection } from '../network/protection.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import { createForecastLedger, type ForecastLedger } from './forecastLedger.ts';
import { createLiveVeto } from './liveVeto.ts';
import { createOverlay, type OverlayState } from './overlay.ts';
import { type PredictionSettings, predictionDefaults } from './settings.ts';
import { treeOf } from './treeOf.ts';

export type Moment = { readonly receivedAt: number; readonly commit: number; readonly now: number };

export type ForecastState = {
  readonly overlay: OverlayState;
  readonly desk: MeterDeskState;
  readonly pings: PingState;
  readonly calls: ReturnType<ReturnType<typeof createCallBook>['state']>;
  readonly fed: readonly (readonly [number, number])[];
  readonly ledger: ReturnType<ForecastLedger['state']>;
};

export type ForecastOptions = {
  readonly world: World;
  readonly prediction?: PredictionSettings;
  readonly meters?: MeterSettings;
  readonly saved?: ForecastState | null;
};

export type Forecast = ReturnType<typeof createForecast>;

/** Evidence said this long before an outage began belongs to it (rule E27: clocks differ). */
const SKEW_MS = 5_000;
/** Rule P19: unconfirmed reports go to the call-back list. */
const REPORT_AGE_MS = 8 * 3_600_000;
/** A proof of supply older than any pool of reports says nothing. */
const PROOF_AGE_MS = 6 * 3_600_000;
/** Meters asked about one new prediction. */
const MOST_PINGS = 60;

export function createForecast({ world, prediction = predictionDefaults, meters = meterDefaults, saved = null }: ForecastOptions) {
  const { network, ledger, touch } = world;
  const holderOf = (point: number): string | null => {
    const slot = ledger.outageOf[point]!;
    return slot === NONE ? null : ledger.bySlot(slot).id;
  };
  const overlay = createOverlay({ tree: treeOf(findProtection(network)), settings: prediction, phases: network.servicePoints.required, holderOf, saved: saved?.overlay });
  const desk = createMeterDesk(meters, saved?.desk);
  const pings = createPings(meters, saved?.pings);
  const calls = createCallBook(network, saved?.calls);
  const veto = createLiveVeto(world, overlay, saved?.fed);
  const predicted = createForecastLedger({ world, overlay, settings: prediction, saved: saved?.ledger ?? null });
  let facts: Fact[] = [];

  const isExplained = (point: number): boolean => ledger.outageOf[point] !== NONE;

  function take(findings: readonly MeterFinding[], commit: number): void {
    for (const finding of findings) {
      const { point } = finding;
      switch (finding.type) {
        case 'dark':
          overlay.dark(point, { at: finding.at, by: finding.by, commit });
          break;
        case 'corroborates':
          overlay.dark(point, { at: finding.at, by: 'gasp', commit });
          touchHolder(point);
          break;
        case 'on':
          proveOn(point, finding.at, finding.by === 'power-up', commit);
          break;
        case 'flicker':
          facts.push({
            type: 'meter.flicker',
            about: null,
            at: finding.from,
            body: { servicePoint: network.servicePoints.ids[point]!, to: finding.to },
          });
          break;
      }
    }
  }

  function touchHolder(point: number): void {
    const holder = holderOf(point);
    if (holder) touch.mark('outage', holder);
  }

  function proveOn(point: number, at: number, poweredUp: boolean, commit: number): void {
    const holder = holderOf(point);
    if (holder) return predicted.contradicts(holder, point, at, commit);
    const over = overlay.over(point);
    if (over && poweredUp) predicted.cameBack(over, point, at, commit);
    const answered = overlay.proved(point, at);
    if (answered) for (const call of calls.settle(point, 'check-at-customer')) noteCall(call, 'call.check-at-customer', at);
  }

  function noteCall(call: Call, type: string, at: number): void {
    facts.push({
      type,
      about: `call:${call.id}`,
      at,
      body: { status: call.status, servicePoint: call.point === NONE ? null : network.servicePoints.ids[call.point]! },
    });
  }

  function hear(message: Message, { receivedAt, commit }: Moment): void {
    switch (message.kind) {
      case 'call': {
        const call = calls.add(message, commit);
        noteCall(call, call.status === 'hazard' ? 'hazard.reported' : 'call.taken', message.at);
        if (call.status !== 'evidence' || message.replay || message.test) return;
        overlay.dark(call.point, { at: message.at, by: 'call', commit });
        touchHolder(call.point);
        if (!isExplained(call.point) && pings.state().heardAt !== null) pings.ask(call.point, 'verify-call');
        return;
      }
      case 'meter': {
        const point = network.servicePointIndex.get(message.id) ?? NONE;
        if (point === NONE) return;
        if (message.event === 'ping-on' || message.event === 'ping-off') pings.answered(point, receivedAt);
        else pings.heard(receivedAt);
        const history = message.replay || message.test || message.quality !== 'good';
        take(
          desk.hear({ point, kind: message.event, at: message.at, receivedAt, weight: 1, explained: isExplained(point), history }),
          commit,
        );
        return;
      }
      case 'measurement':
        veto.measured(message);
        return;
      case 'switch':
      case 'fault-indicator':
      case 'crew':
      case 'report':
      case 'source':
      case 'clock':
      case 'weather':
        return;
    }
  }

  /** What outages took or gave back since the last step. */
  function follow(): void {
    const moved = ledger.takeMoved();
    for (const point of moved) {
      const known = overlay.evidenceOf(point);
      const before = known?.attachedTo ?? null;
      const holder = holderOf(point);
      if (before === null || holder === before) continue;
      const left = ledger.outages.get(before);
      if (left && holder === null) overlay.restored(point, left.startedAt - SKEW_MS, left.restoredAt ?? left.endedAt ?? left.startedAt);
    }
    overlay.holdersChanged(moved);
  }

  /** Asks the meters that could disprove a new prediction, a few on each branch first (rule A8). */
  function askAbout(outage: Outage): void {
    const points = outage.prediction?.points ?? [];
    if (pings.state().heardAt === null || points.length === 0) return;
    const step = Math.max(1, Math.floor(points.length / MOST_PINGS));
    for (let i = 0; i < points.length; i += step) if (!overlay.evidenceOf(points[i]!)) pings.ask(points[i]!, 'verify-prediction');
  }

  return {
    overlay,
    desk,
    calls,
    predicted,
    hear,
    /** Lets waiting gasps and silent meters speak that are due; comes before the input that is applied at `now`. */
    advance(now: number, commit: number): void {
      take(desk.release(now, isExplained), commit);
      veto.expire(now);
      for (const { point, purpose, alive } of pings.takeSilent(now)) {
        if (alive && purpose === 'verify-call' && overlay.evidenceOf(point)) overlay.dark(point, { at: now, by: 'silence', commit });
      }
      for (const point of overlay.expire(now - REPORT_AGE_MS))
        for (const call of calls.settle(point, 'call-back')) noteCall(call, 'call.call-back', now);
      overlay.forgetProofs(now - PROOF_AGE_MS);
      predicted.advance(now);
    },
    /** Brings predictions up to date after everything else of this step. */
    settle(changedBranches: Iterable<number>, { commit, now }: Moment): void {
      follow();
      veto.changed(changedBranches);
      for (const outage of predicted.settle(now, commit)) askAbout(outage);
      for (const request of pings.takeDue(now)) {
        const id = network.servicePoints.ids[request.point]!;
        const area = network.servicePoints.area[request.point]!;
        facts.push({
          type: 'ping.requested',
          about: null,
          at: now,
          body: { servicePoint: id, area: network.areas[area]?.id ?? null, purpose: request.purpose },
        });
      }
    },
    /** A person says that a prediction is wrong: what spoke for it is answered, and it ends as cancelled (rule O3). */
    dismiss(id: string, reason: string, by: string, { receivedAt, commit, now }: Moment): void {
      const outage = predicted.outage(id);
      if (outage?.state !== 'predicted') return;
      for (const point of outage.prediction?.points ?? []) overlay.proved(point, receivedAt);
      predicted.settle(now, commit);
      const ended = predicted.outage(id);
      if (ended?.state !== 'void') return;
      const entry = { at: receivedAt, what: 'cancelled', values: { reason }, commit, by };
      predicted.put({ ...ended, voidReason: 'cancelled', history: [...ended.history, entry], revision: commit });
      facts.push({ type: 'outage.cancelled', about: id, at: receivedAt, body: { reason, by } });
    },
    nextDeadline(): number | null {
      const due = [desk.nextDeadline(), pings.nextDeadline(), veto.nextDeadline(), predicted.nextDeadline()].filter((at) => at !== null);
      return due.length === 0 ? null : Math.min(...due);
    },
    takeFacts(): Fact[] {
      const taken = [...facts, ...predicted.takeFacts()];
      facts = [];
      return taken;
    },
    /** Calls and meters that speak for an outage. */
    attached(outage: Outage): { readonly calls: number; readonly meters: number } {
      if (outage.prediction && outage.state === 'predicted') return outage.prediction;
      const count = { calls: 0, meters: 0 };
      if (isOpen(outage))
        for (const { attachedTo, said } of overlay.evidenceAll()) {
          if (attachedTo !== outage.id) continue;
          if (said.some(({ by }) => by === 'call')) count.calls += 1;
          if (said.some(({ by }) => by !== 'call')) count.meters += 1;
        }
      return count;
    },
    state: (): ForecastState => ({
      overlay: overlay.state(),
      desk: desk.state(),
      pings: pings.state(),
      calls: calls.state(),
      fed: veto.state(),
      ledger: predicted.state(),
    }),
  };
}
