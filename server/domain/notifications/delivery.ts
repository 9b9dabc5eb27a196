/** Moves one person's message along: when it may leave, what came back, and which channel is next (rules M3, M4, M8, M9, K9). */

import type { NoticeEvent, Outcome } from '../../../shared/noticeEvent.ts';
import { channelNames, type NoticeKind } from '../../../shared/records/notification.ts';
import type { Register } from '../customers/register.ts';
import { NONE } from '../network/network.ts';
import { type Case, entryOf, STANDING } from './cases.ts';
import { type Column, PART, STAGE, setCell, takeDue } from './cells.ts';
import { ladderOf, type Rung } from './ladder.ts';
import type { Limits } from './limits.ts';
import { type Recipients, recipientOf, WAY } from './recipients.ts';
import type { NoticeSettings } from './settings.ts';

/** Later than any moment: a cell that waits for a person. */
export const NEVER = 4_294_967_295_000;

export type DeliveryOptions = {
  readonly recipients: Recipients;
  readonly register: Register | null;
  readonly limits: Limits;
  readonly settings: NoticeSettings;
  /** Whether the message is still true for this entry (rule M9). */
  readonly isRight: (of: Case, kind: NoticeKind, entry: number) => boolean;
  /** Cases in which people of this root may stand. */
  readonly casesOf: (root: string) => Iterable<Case>;
  readonly changed: (of: Case, column: Column) => void;
};

export type Delivery = ReturnType<typeof createDelivery>;

export function createDelivery({ recipients, register, limits, settings, isRight, casesOf, changed }: DeliveryOptions) {
  const ladders = new Map<NoticeKind, (readonly Rung[])[]>();

  const isLifeSupport = (recipient: number): boolean => recipients.special[recipient] === 2;

  function laddersOf(kind: NoticeKind): (readonly Rung[])[] {
    const known = ladders.get(kind);
    if (known) return known;
    const all = Array.from({ length: 16 }, (_, bits) => ladderOf(bits & 7, bits >= 8, kind, settings));
    ladders.set(kind, all);
    return all;
  }

  const rungsOf = (recipient: number, kind: NoticeKind): readonly Rung[] =>
    laddersOf(kind)[(recipients.ways[recipient]! & 7) | (recipients.special[recipient] ? 8 : 0)]!;

  function put(of: Case, column: Column, entry: number, part: number, stage: number, at: number): void {
    setCell(column, entry, recipients.weight[of.recipient[entry]!]!, part, stage, at);
  }

  let quiet = { kind: '', voice: false, now: -1, at: 0 };
  /** The same question comes for each of many people. */
  function endOfQuiet(kind: NoticeKind, voice: boolean, now: number): number {
    if (quiet.now !== now || quiet.kind !== kind || quiet.voice !== voice) quiet = { kind, voice, now, at: limits.quiet(kind, voice, now) };
    return quiet.at;
  }

  /** Moment from which this rung may leave. */
  function mayLeaveAt(column: Column, entry: number, recipient: number, rung: Rung, now: number): number {
    const special = recipients.special[recipient]!;
    if (special === 2) return now;
    const atAnyHour = column.overridesQuiet || special !== 0 || (recipients.ways[recipient]! & WAY.anyHour) !== 0;
    let at = atAnyHour ? now : endOfQuiet(column.kind, rung.channel === 'voice', now);
    if (rung.channel === 'email') return at;
    const number = recipients.number[recipient]!;
    const point = recipients.point[recipient]!;
    // A retry on another channel is part of the same message.
    if (column.step[entry] === 0 && !limits.isFree(number, point)) at = Math.max(at, limits.capped(number, point, column.kind, now));
    return limits.budgetLeft(now) <= 0 ? Math.max(at, limits.nextDay(now)) : at;
  }

  /** Puts the entry on its rung: ready, waiting, or on the manual list when there is none left. */
  function place(of: Case, column: Column, entry: number, now: number): void {
    const recipient = of.recipient[entry]!;
    const step = column.step[entry]!;
    const rung = rungsOf(recipient, column.kind)[step];
    if (!rung) return put(of, column, entry, PART.manualPending, STAGE.done, now);
    if (column.hold !== null || column.gate !== 'none') return put(of, column, entry, PART.held, STAGE.waiting, NEVER);
    const at = mayLeaveAt(column, entry, recipient, rung, now);
    if (at > now) return put(of, column, entry, PART.held, STAGE.waiting, at);
    put(of, column, entry, step === 0 ? PART.inFlight : PART.failedNext, STAGE.ready, now);
  }

  /** First look at a message for this entry. */
  function begin(of: Case, column: Column, entry: number, now: number): void {
    const recipient = of.recipient[entry]!;
    column.step[entry] = 0;
    if ((recipients.ways[recipient]! & WAY.optedOut) !== 0 && !isLifeSupport(recipient))
      put(of, column, entry, PART.optedOut, STAGE.done, now);
    else if (rungsOf(recipient, column.kind).length === 0) put(of, column, entry, PART.noContact, STAGE.done, now);
    else place(of, column, entry, now);
  }

  function advance(of: Case, column: Column, entry: number, now: number): void {
    const right = isRight(of, column.kind, entry);
    const part = column.part[entry]!;
    if (column.stage[entry] === STAGE.waiting) {
      if (right) place(of, column, entry, now);
      else put(of, column, entry, PART.notNeeded, STAGE.done, now);
      return;
    }
    if (!right) {
      put(of, column, entry, part === PART.failedNext ? PART.notNeeded : PART.unknown, STAGE.done, now);
      return;
    }
    column.step[entry]! += 1;
    place(of, column, entry, now);
  }

  /** The message is no longer true: what has not left yet never will. */
  function withdraw(of: Case, column: Column, entry: number, now: number): void {
    const stage = column.stage[entry]!;
    if (stage === STAGE.waiting || stage === STAGE.ready) put(of, column, entry, PART.notNeeded, STAGE.done, now);
    else if (stage === STAGE.next) advance(of, column, entry, now);
  }

  function settleOutcome(of: Case, column: Column, entry: number, outcome: Outcome, step: number, now: number): void {
    const part = column.part[entry]!;
    if (part === PART.acknowledged || part === PART.manualDone) return;
    const stage = column.stage[entry]!;
    const rungs = rungsOf(of.recipient[entry]!, column.kind);
    const rung = rungs[step];
    const current = column.step[entry] === step && stage !== STAGE.ready && stage !== STAGE.waiting;
    const waitMs = rung?.waitMs ?? settings.smsWaitMs;
    switch (outcome) {
      case 'acknowledged':
        return put(of, column, entry, PART.acknowledged, STAGE.done, now);
      case 'delivered':
        if (rung?.needsAnswer) {
          if (current && stage === STAGE.taken) put(of, column, entry, PART.inFlight, STAGE.accepted, now + waitMs);
          return;
        }
        return part === PART.delivered ? undefined : put(of, column, entry, PART.delivered, STAGE.done, now);
      case 'accepted':
        return current && stage === STAGE.taken ? put(of, column, entry, PART.inFlight, STAGE.accepted, now + waitMs) : undefined;
      case 'failed': {
        if (!current || part === PART.delivered || stage === STAGE.done) return;
        const gap = rungs[step + 1]?.channel === 'voice' && rung?.channel === 'voice' ? waitMs : 0;
        put(of, column, entry, PART.failedNext, STAGE.next, now + gap);
        if (gap === 0) advance(of, column, entry, now);
        return;
      }
      case 'unknown':
        return current && stage === STAGE.taken ? put(of, column, entry, PART.unknown, STAGE.next, now + waitMs) : undefined;
      case 'withdrawn':
        return current && stage === STAGE.taken ? put(of, column, entry, PART.notNeeded, STAGE.done, now) : undefined;
    }
  }

  /** Entry of a customer under the root of a message, wherever merges and splits put it. */
  function find(root: string, customer: string): { readonly of: Case; readonly entry: number } | null {
    const recipient = recipientOf(recipients, register, register?.indexOf(customer) ?? NONE);
    if (recipient === NONE) return null;
    for (const of of casesOf(root)) {
      const entry = entryOf(of, recipient);
      if (entry !== NONE && of.standing[entry] !== STANDING.moved && of.roots[of.root[entry]!] === root) return { of, entry };
    }
    return null;
  }

  return {
    begin,
    withdraw,
    rungsOf,
    find,
    /** Runs what is due in a column. */
    settle(of: Case, column: Column, now: number): void {
      const due = takeDue(column, now);
      for (const entry of due) advance(of, column, entry, now);
      if (due.length > 0) changed(of, column);
    },
    /** Looks again at everything that waits: a hold, a gate or an override changed. */
    reconsider(of: Case, column: Column, now: number): void {
      for (let entry = 0; entry < of.size; entry += 1) {
        const stage = column.stage[entry]!;
        if (stage === STAGE.waiting || stage === STAGE.ready) {
          if (isRight(of, column.kind, entry)) place(of, column, entry, now);
          else put(of, column, entry, PART.notNeeded, STAGE.done, now);
        }
      }
      changed(of, column);
    },
    hear(event: NoticeEvent, now: number): void {
      const reached = new Map<Column, Case>();
      for (const customer of event.customers) {
        const found = find(event.root, customer);
        const column = found?.of.columns.get(event.kind);
        if (!found || !column || column.version[found.entry] !== event.version) continue;
        const { of, entry } = found;
        if (event.event === 'taken') {
          if (column.stage[entry] !== STAGE.ready || column.step[entry] !== event.step) continue;
          put(of, column, entry, PART.inFlight, STAGE.taken, now);
          column.sent[channelNames.indexOf(event.channel)]! += 1;
          column.firstSentAt ??= now;
          const recipient = of.recipient[entry]!;
          if (event.channel !== 'email') {
            limits.spend(event.parts, now);
            if (event.step === 0) limits.left(recipients.number[recipient]!, recipients.point[recipient]!, now);
          }
        } else settleOutcome(of, column, entry, event.outcome, event.step, now);
        reached.set(column, of);
      }
      for (const [column, of] of reached) changed(of, column);
    },
    /** A person reached somebody by other means. */
    reached(of: Case, column: Column, entry: number, now: number): void {
      put(of, column, entry, PART.manualDone, STAGE.done, now);
      changed(of, column);
    },
  };
}
