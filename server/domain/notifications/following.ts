/** Keeps each case in step with its outage: who came in, who is back, who moved on, and what they are told of it (rules M1, M2, M7, M13). */

import type { NoticeKind } from '../../../shared/records/notification.ts';
import { standingEstimate } from '../estimates/track.ts';
import { NONE } from '../network/network.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';
import { addEntry, type Case, columnOf, entryOf, moveEntry, reserve, STANDING } from './cases.ts';
import { type Column, growColumn, PART, STAGE, setCell } from './cells.ts';
import type { Delivery } from './delivery.ts';
import type { Limits } from './limits.ts';
import type { Recipients } from './recipients.ts';
import type { NoticeSettings } from './settings.ts';

export type FollowingOptions = {
  readonly view: LiveView;
  readonly recipients: Recipients;
  readonly delivery: Delivery;
  readonly limits: Limits;
  readonly settings: NoticeSettings;
  readonly cases: Map<string, Case>;
  /** Case in which each service point is out now. */
  readonly liveCase: (Case | null)[];
  /** Opens a case; known from then on. */
  readonly open: (id: string, now: number) => Case;
  readonly changed: (of: Case, column: Column | null) => void;
  /** When somebody at this service point last reported no supply, null when nobody did. */
  readonly reportedAt: (point: number) => number | null;
};

/** Told that supply is gone, or about to be told it. */
const wasTold = (part: number): boolean =>
  part === PART.delivered || part === PART.acknowledged || part === PART.inFlight || part === PART.unknown || part === PART.manualDone;

const isTellable = (outage: Outage): boolean =>
  (outage.state === 'confirmed' || outage.state === 'partially-restored') && !outage.possiblyMomentary && outage.origin !== 'planned';

/** Nothing was out after all: a message that said so was wrong. */
const wasWrong = (outage: Outage | null): boolean =>
  outage === null || (outage.state === 'void' && outage.voidReason !== 'momentary' && outage.voidReason !== 'merged-into');

export function createFollowing(options: FollowingOptions) {
  const { view, recipients, delivery, limits, settings, cases, liveCase, open, changed, reportedAt } = options;
  const { ledger } = view.world;

  /** Whoever is called first stands first. */
  function specialFirst(points: readonly number[]): readonly number[] {
    const first = points.filter((point) => recipients.specialPoint[point] === 1);
    return first.length === 0 ? points : [...first, ...points.filter((point) => recipients.specialPoint[point] !== 1)];
  }

  const weightAt = (of: Case, entry: number): number => recipients.weight[of.recipient[entry]!]!;

  function tell(of: Case, kind: NoticeKind, entry: number, now: number): void {
    const column = columnOf(of, kind, now);
    growColumn(column, of.recipient.length);
    column.version[entry] = Math.min(255, column.version[entry]! + 1);
    delivery.begin(of, column, entry, now);
  }

  /** Somebody out again who was told otherwise hears of it; to whoever was told nothing else, the first message still holds. */
  function outAgain(of: Case, entry: number, now: number): void {
    if (of.standing[entry] === STANDING.moved) of.affected += weightAt(of, entry);
    of.standing[entry] = STANDING.out;
    let toldBack = false;
    for (const kind of ['restored', 'partly-restored', 'still-out'] as const) {
      const column = of.columns.get(kind);
      if (!column || column.part[entry] === 0) continue;
      delivery.withdraw(of, column, entry, now);
      if (kind !== 'still-out' && column.part[entry] !== PART.notNeeded) toldBack = true;
    }
    const fault = of.columns.get('fault');
    const part = fault?.part[entry] ?? 0;
    if (toldBack || part === PART.notNeeded || part === 0) tell(of, 'fault', entry, now);
  }

  function join(of: Case, points: readonly number[], startOf: (point: number) => number, now: number): void {
    let added = 0;
    let more = 0;
    for (const point of points) more += recipients.start[point + 1]! - recipients.start[point]!;
    reserve(of, more);
    for (const point of specialFirst(points)) {
      const before = liveCase[point];
      if (before === of) continue;
      limits.changed(point, now);
      liveCase[point] = of;
      added += 1;
      const from = recipients.start[point]!;
      const to = recipients.start[point + 1]!;
      for (let recipient = from; recipient < to; recipient += 1) {
        if (before) {
          const known = entryOf(before, recipient);
          if (known !== NONE) moveEntry(before, known, of, recipients, now);
          continue;
        }
        const known = of.size === 0 || of.index === null ? NONE : entryOf(of, recipient);
        if (known === NONE) addEntry(of, recipients, recipient, startOf(point));
        else outAgain(of, known, now);
      }
    }
    if (added > 0) changed(of, null);
  }

  /** Whoever is first told must be a fresh entry: `begin` is asked once for each. */
  function tellNew(of: Case, from: number, now: number): void {
    const column = columnOf(of, 'fault', now);
    growColumn(column, of.recipient.length);
    for (let entry = from; entry < of.size; entry += 1) {
      if (column.part[entry] !== 0) continue;
      column.version[entry] = 1;
      delivery.begin(of, column, entry, now);
    }
    changed(of, column);
  }

  function back(of: Case, entry: number, kind: 'partly-restored' | 'restored' | 'correction', at: number, now: number): void {
    of.standing[entry] = STANDING.back;
    of.backAt[entry] = Math.floor(at / 1000);
    const fault = of.columns.get('fault');
    const told = fault !== undefined && wasTold(fault.part[entry]!) && fault.stage[entry] !== STAGE.ready;
    if (fault) delivery.withdraw(of, fault, entry, now);
    const etr = of.columns.get('etr-change');
    if (etr && etr.part[entry] !== 0) delivery.withdraw(of, etr, entry, now);
    const long = kind !== 'correction' && at - of.since[entry]! * 1000 > settings.restoredAboveMs;
    if (told || long) tell(of, kind, entry, now);
    else {
      const column = columnOf(of, kind, now);
      growColumn(column, of.recipient.length);
      setCell(column, entry, weightAt(of, entry), PART.notNeeded, STAGE.done, now);
    }
  }

  /** Takes out of the case whoever is no longer in its outage. */
  function leave(of: Case, outage: Outage | null, now: number): void {
    const slot = outage && isOpen(outage) ? outage.slot : NONE;
    const gone: number[] = [];
    for (let entry = 0; entry < of.size; entry += 1) {
      if (of.standing[entry] !== STANDING.out) continue;
      const point = recipients.point[of.recipient[entry]!]!;
      if (slot === NONE || ledger.outageOf[point] !== slot) gone.push(entry);
    }
    const moves = new Map<number, number[]>();
    const kind = wasWrong(outage) ? 'correction' : slot === NONE ? 'restored' : 'partly-restored';
    const at = slot === NONE ? (outage?.endedAt ?? now) : (outage?.steps.at(-1)?.at ?? now);
    if (gone.length > 0 && kind === 'restored') {
      columnOf(of, 'restored', now).gate = 'verification';
    }
    for (const entry of gone) {
      const point = recipients.point[of.recipient[entry]!]!;
      const other = ledger.outageOf[point]!;
      if (other !== NONE && other !== slot) {
        moves.set(other, [...(moves.get(other) ?? []), point]);
        continue;
      }
      if (liveCase[point] === of) {
        liveCase[point] = null;
        limits.changed(point, now);
      }
      back(of, entry, kind, at, now);
    }
    for (const [other, points] of moves) {
      const into = ledger.bySlot(other);
      join(cases.get(into.id) ?? open(into.id, now), points, (point) => ledger.since[point]!, now);
    }
    if (gone.length > 0) for (const column of of.columns.values()) changed(of, column);
  }

  function tellEstimate(of: Case, outage: Outage, now: number): void {
    const standing = standingEstimate(outage, view.estimator.of(outage.id), now);
    const at = standing?.at ?? null;
    if (at === null || at === of.estimate || at <= now) return;
    const first = of.estimate === null && of.columns.get('fault') === undefined;
    of.estimate = at;
    if (first) return;
    const fault = of.columns.get('fault');
    if (!fault) return;
    for (let entry = 0; entry < of.size; entry += 1) {
      if (of.standing[entry] !== STANDING.out || fault.stage[entry] === STAGE.ready || !wasTold(fault.part[entry]!)) continue;
      tell(of, 'etr-change', entry, now);
    }
    const column = of.columns.get('etr-change');
    if (column) changed(of, column);
  }

  /** Supply is proved back, or has been quietly back for long enough where no meter can tell. */
  function verified(outage: Outage, now: number): boolean {
    const verdict = view.forecast.verifications.of(outage.id)?.state ?? outage.verification;
    if (verdict === 'passed') return true;
    if (outage.disputed || verdict === 'running' || verdict === 'failed') return false;
    return now >= (outage.restoredAt ?? now) + settings.restoreSettleMs;
  }

  return {
    /** Brings the case of this outage up to what the core knows of it. */
    follow(id: string, now: number): void {
      const outage = view.outage(id);
      const known = cases.get(id);
      if (!known && (!outage || !isTellable(outage))) return;
      const of = known ?? open(id, now);
      const seen = outage ? `${outage.state} ${outage.members} ${outage.steps.length} ${outage.voidReason}` : 'gone';
      if (seen !== of.seen) {
        of.seen = seen;
        leave(of, outage, now);
        if (outage && isOpen(outage)) {
          of.ended = false;
          const from = of.size;
          if (of.size > 0) entryOf(of, NONE);
          join(of, ledger.pointsOf(outage.slot), (point) => ledger.since[point]!, now);
          if (outage.state !== 'predicted') {
            if (of.estimate === null) of.estimate = standingEstimate(outage, view.estimator.of(id), now)?.at ?? null;
            tellNew(of, from, now);
          }
        } else of.ended = true;
      }
      if (outage && isOpen(outage)) tellEstimate(of, outage, now);
    },
    /** Opens the gate of the restored message when supply is verified; answers whether it still waits. */
    verify(of: Case, now: number): boolean {
      const column = of.columns.get('restored');
      const outage = view.outage(of.id);
      if (column?.gate !== 'verification') return false;
      if (!outage || !verified(outage, now)) return true;
      column.gate = 'none';
      delivery.reconsider(of, column, now);
      for (let entry = 0; entry < of.size; entry += 1) {
        const reported = reportedAt(recipients.point[of.recipient[entry]!]!);
        if (of.standing[entry] !== STANDING.back || reported === null || reported < of.since[entry]! * 1000) continue;
        const still = columnOf(of, 'still-out', now);
        growColumn(still, of.recipient.length);
        if (still.part[entry] === 0) tell(of, 'still-out', entry, now);
      }
      const still = of.columns.get('still-out');
      if (still) changed(of, still);
      return false;
    },
    tell,
  };
}
