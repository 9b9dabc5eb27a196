/** Joins calls, meters and telemetry to the predictions, and keeps them beside the confirmed outages (sections P and A). */

import type { Message } from '../../../shared/messages/message.ts';
import { createCallBook } from '../calls/callBook.ts';
import { createCallReporting } from '../calls/reporting.ts';
import type { Fact } from '../core.ts';
import type { Register } from '../customers/register.ts';
import type { Moment } from '../evidence/intake.ts';
import { createMeterDesk, type MeterFinding } from '../meters/desk.ts';
import { createFlickers } from '../meters/flickers.ts';
import { pingFacts } from '../meters/pingFacts.ts';
import { createPings } from '../meters/pings.ts';
import { type MeterSettings, meterDefaults } from '../meters/settings.ts';
import { NONE } from '../network/network.ts';
import { findProtection } from '../network/protection.ts';
import type { Outage } from '../outages/outage.ts';
import type { Verdict } from '../outages/verdicts.ts';
import type { World } from '../world.ts';
import { createAsking } from './asking.ts';
import { attachedTo } from './attached.ts';
import { createDarkBefore } from './darkBefore.ts';
import { createForecastLedger } from './forecastLedger.ts';
import type { ForecastState } from './forecastState.ts';
import { createLiveVeto } from './liveVeto.ts';
import { measuredLive } from './measuredLive.ts';
import { createOverlay } from './overlay.ts';
import { createReleases } from './releases.ts';
import { type PredictionSettings, predictionDefaults } from './settings.ts';
import { createStormMode } from './stormMode.ts';
import { treeOf } from './treeOf.ts';
import { ceilingOf, createVerifications } from './verification.ts';

export type ForecastOptions = {
  readonly world: World;
  /** Finds callers by account and phone. */
  readonly register?: Register | null;
  readonly prediction?: PredictionSettings;
  readonly meters?: MeterSettings;
  readonly saved?: ForecastState | null;
};

export type Forecast = ReturnType<typeof createForecast>;

/** Rule P19: unconfirmed reports go to the call-back list. */
const REPORT_AGE_MS = 8 * 3_600_000;
const STORM_REPORT_AGE_MS = 24 * 3_600_000;
/** A proof of supply older than any pool of reports says nothing. */
const PROOF_AGE_MS = 6 * 3_600_000;
/** Between two looks for evidence that has grown old. */
const TIDY_MS = 60_000;

export function createForecast({
  world,
  register = null,
  prediction = predictionDefaults,
  meters = meterDefaults,
  saved = null,
}: ForecastOptions) {
  const { network, ledger, touch } = world;
  const holderOf = (point: number): string | null => {
    const slot = ledger.outageOf[point]!;
    return slot === NONE ? null : ledger.bySlot(slot).id;
  };
  const overlay = createOverlay({
    tree: treeOf(findProtection(network)),
    settings: prediction,
    phases: network.servicePoints.required,
    holderOf,
    saved: saved?.overlay,
  });
  const desk = createMeterDesk(meters, saved?.desk);
  const pings = createPings(meters, saved?.pings);
  const calls = createCallBook(network, saved?.calls, register);
  const veto = createLiveVeto(world, overlay, saved?.fed);
  const predicted = createForecastLedger({ world, overlay, settings: prediction, saved: saved?.ledger ?? null });
  const verifications = createVerifications({
    tree: overlay.tree,
    network,
    settings: { settleMs: meters.restoreSettleMs, share: meters.verifyShare },
    provedAt: overlay.provedAt,
    saved: saved?.verifications ?? null,
  });
  const flickers = createFlickers(meters.momentaryMatchMs, saved?.flickers ?? []);
  const darkBefore = createDarkBefore(world, overlay, prediction, saved?.darkBefore);
  const storm = createStormMode({ world, overlay, desk, settings: meters, saved: saved?.storm });
  let tidyAt = 0;
  const releases = createReleases({ world, overlay, predicted, pings, verifications, darkBefore });
  const asking = createAsking({ world, overlay, pings, desk, verifications, settings: meters });
  const isCeiling = ceilingOf(world, overlay.tree);
  let facts: Fact[] = [];
  let verdicts: Verdict[] = [];

  const idOf = (point: number): string => network.servicePoints.ids[point]!;
  const isExplained = (point: number): boolean => ledger.outageOf[point] !== NONE;
  const reporting = createCallReporting({
    network,
    calls,
    dark(point, at, commit) {
      const ended = at > (verifications.awaits(point) ?? Number.POSITIVE_INFINITY) ? verifications.outageOf(point) : null;
      if (ended) verdicts.push({ outage: ended, amendment: { what: 'dispute', servicePoint: idOf(point) } });
      overlay.dark(point, { at, by: 'call', commit });
      touchHolder(point);
      if (!isExplained(point) && pings.heardSomeone()) pings.ask(point, 'verify-call');
    },
  });

  /** Word from the time before a restoration, or an answer to its verification: it decides about what was left behind, not about something new. */
  function staysDark(point: number, at: number, pinged: boolean): boolean {
    const since = verifications.awaits(point);
    if (since === null) return false;
    if (pinged) return verifications.dark(point);
    if (at <= since) return true;
    verifications.leave(point);
    return false;
  }

  function take(findings: readonly MeterFinding[], commit: number, now: number): void {
    for (const finding of findings) {
      const { point } = finding;
      switch (finding.type) {
        case 'dark':
          if (!staysDark(point, finding.at, finding.by === 'ping')) overlay.dark(point, { at: finding.at, by: finding.by, commit });
          break;
        case 'corroborates':
          overlay.dark(point, { at: finding.at, by: 'gasp', commit });
          touchHolder(point);
          break;
        case 'on':
          proveOn(point, finding.at, finding.by === 'power-up', now);
          break;
        case 'flicker':
          flickers.add(point, finding.from, finding.to);
          facts.push({ type: 'meter.flicker', about: null, at: finding.from, body: { servicePoint: idOf(point), to: finding.to } });
          break;
      }
    }
  }

  function touchHolder(point: number): void {
    const holder = holderOf(point);
    if (holder) touch.mark('outage', holder);
  }

  function proveOn(point: number, at: number, poweredUp: boolean, now: number): void {
    const holder = holderOf(point);
    if (holder) return predicted.contradicts(holder, point, at, poweredUp);
    if (at >= (verifications.awaits(point) ?? Number.POSITIVE_INFINITY)) {
      const verified = verifications.outageOf(point);
      if (verified) touch.mark('outage', verified);
      verifications.on(point);
    }
    const over = overlay.over(point);
    const saidDark = overlay.evidenceOf(point)?.said.some(({ by }) => by === 'gasp' || by === 'ping') ?? false;
    if (over && (poweredUp || saidDark)) predicted.cameBack(over, point, at, now);
    const answered = overlay.proved(point, at);
    if (answered) reporting.settle(point, 'check-at-customer', at);
  }

  function hear(message: Message, { receivedAt, commit, now }: Moment): void {
    switch (message.kind) {
      case 'call': {
        if (!message.replay && !message.test) storm.called(message.at);
        reporting.hear(message, commit);
        return;
      }
      case 'meter': {
        const point = network.servicePointIndex.get(message.id) ?? NONE;
        if (point === NONE) return;
        if (message.event === 'ping-on' || message.event === 'ping-off') pings.answered(point, receivedAt);
        else pings.heard(receivedAt);
        const history = message.replay || message.test || message.quality !== 'good';
        take(
          desk.hear({
            point,
            meter: message.source,
            kind: message.event,
            at: message.at,
            receivedAt,
            weight: 1,
            explained: isExplained(point),
            history,
          }),
          commit,
          now,
        );
        return;
      }
      case 'measurement': {
        const live = measuredLive(world, veto.measured(message), message.at);
        if (live) predicted.conclude(live);
        return;
      }
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

  function tidy(now: number): void {
    if (now < tidyAt) return;
    tidyAt = now + TIDY_MS;
    for (const point of overlay.expire(now - (storm.isOn() ? STORM_REPORT_AGE_MS : REPORT_AGE_MS)))
      reporting.settle(point, 'call-back', now);
    overlay.forgetProofs(now - PROOF_AGE_MS);
  }

  return {
    overlay,
    desk,
    calls,
    predicted,
    verifications,
    flickers,
    hear,
    reporting,
    storm,
    /** A customer says that supply is back (rule C5): it speaks for that service point only. */
    saidBackOn: (point: number, at: number, now: number): void => proveOn(point, at, false, now),
    /** Lets waiting gasps and silent meters speak that are due; comes before the input that is applied at `now`. */
    advance(now: number, commit: number): void {
      take(desk.release(now, isExplained), commit, now);
      veto.expire(now);
      asking.readSilence(now, commit);
      tidy(now);
      storm.look(now);
      predicted.advance(now);
      for (const statement of darkBefore.takeFound(now)) predicted.conclude(statement);
      asking.advance(now);
    },
    /** Brings predictions up to date after everything else of this step. */
    settle(changedBranches: Iterable<number>, { commit, now }: Moment): void {
      releases.follow(now);
      veto.changed(changedBranches);
      for (const { outage, leftBehind, dark, verdict } of verifications.takeVerdicts(isCeiling)) {
        touch.mark('outage', outage);
        if (verdict === 'passed') verdicts.push({ outage, amendment: { what: 'verified', verification: 'passed', reason: 'meters' } });
        for (const device of leftBehind) predicted.leftBehind(outage, device);
        for (const point of dark) overlay.dark(point, { at: now, by: 'ping', commit });
      }
      for (const outage of predicted.settle(now, commit)) asking.about(outage, now);
      facts.push(...pingFacts(network, pings.takeDue(now), now));
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
    /** What is to be written into outages that have ended, once the statements on them were heard. */
    takeVerdicts(): readonly Verdict[] {
      const taken = verdicts;
      verdicts = [];
      return taken;
    },
    nextDeadline(): number | null {
      const due = [
        desk.nextDeadline(),
        pings.nextDeadline(),
        veto.nextDeadline(),
        predicted.nextDeadline(),
        overlay.nextDeadline(),
        darkBefore.nextDeadline(),
        verifications.nextDeadline(),
        asking.nextDeadline(),
      ].filter((at) => at !== null);
      return due.length === 0 ? null : Math.min(...due);
    },
    takeFacts(): Fact[] {
      const taken = [...reporting.takeFacts(), ...storm.takeFacts(), ...facts, ...predicted.takeFacts()];
      facts = [];
      return taken;
    },
    attached: (outage: Outage) => attachedTo(overlay, outage),
    state: (): ForecastState => ({
      overlay: overlay.state(),
      desk: desk.state(),
      pings: pings.state(),
      calls: calls.state(),
      fed: veto.state(),
      ledger: predicted.state(),
      verifications: verifications.state(),
      flickers: flickers.all(),
      darkBefore: darkBefore.state(),
      storm: storm.state(),
    }),
  };
}
