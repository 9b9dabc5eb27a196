/** The notice desk: decides what is due to whom by which channel and when, and keeps account of how far it got (section M). */

import type { NoticeCommand } from '../../../shared/commands/noticeCommands.ts';
import type { NoticeEvent } from '../../../shared/noticeEvent.ts';
import type { NoticeKind } from '../../../shared/records/notification.ts';
import type { Fact, Touched } from '../core.ts';
import type { Register } from '../customers/register.ts';
import type { Desk } from '../desk.ts';
import { localHourIn } from '../estimates/localHour.ts';
import { NONE } from '../network/network.ts';
import type { LiveView } from '../view.ts';
import { type CaseState, keepCase, restoreCase } from './caseState.ts';
import { type Case, createCase, STANDING } from './cases.ts';
import type { Column } from './cells.ts';
import { createNoticeCommands } from './commands.ts';
import { createDelivery, NEVER } from './delivery.ts';
import { createFollowing } from './following.ts';
import { createLimits, type LimitsState } from './limits.ts';
import { noticeId } from './noticeId.ts';
import { createNoticeView, type NoticeView } from './noticeView.ts';
import { createPlanNotices, type PlanNews } from './planNotices.ts';
import { compileRecipients } from './recipients.ts';
import { type NoticeSettings, noticeDefaults } from './settings.ts';

export type NoticesState = {
  readonly register: string | null;
  readonly cases: readonly CaseState[];
  readonly limits: LimitsState;
  readonly reported: readonly (readonly [point: number, at: number])[];
  readonly forgetAt: number;
};

export type NoticeDesk = Desk<NoticeCommand, NoticesState> & {
  readonly view: NoticeView;
  /** What the sender did, from the journal. */
  hearEvent(event: NoticeEvent, now: number): void;
};

export type NoticeDeskOptions = {
  readonly view: LiveView;
  readonly register: Register | null;
  readonly plans: PlanNews;
  readonly settings?: Partial<NoticeSettings>;
  readonly saved: NoticesState | null;
};

const DAY_MS = 24 * 3_600_000;
const FORGET_EVERY_MS = 60_000;
/** Between two looks whether supply is verified, where nothing else tells. */
const LOOK_MS = 10_000;

export function createNoticeDesk({ view, register, plans, settings: changedSettings, saved }: NoticeDeskOptions): NoticeDesk {
  const settings = { ...noticeDefaults, ...changedSettings };
  const { network, world } = view;
  const { ledger } = world;
  const recipients = compileRecipients(network, register);
  const limits = createLimits({
    numbers: recipients.count,
    points: network.servicePoints.count,
    settings,
    hourAt: localHourIn(network.timeZone),
    saved: saved?.limits ?? null,
  });
  const cases = new Map<string, Case>();
  const byRoot = new Map<string, Set<Case>>();
  const liveCase = new Array<Case | null>(network.servicePoints.count).fill(null);
  /** Cases in which something may still happen. */
  const active = new Set<Case>();
  /** Cases with something that may leave. */
  const sendable = new Set<Case>();
  const unverified = new Set<Case>();
  const reported = new Map<number, number>(saved?.reported);
  const announced = new Set<string>();
  const fresh = new Set<Case>();
  let touched = new Set<string>();
  let facts: Fact[] = [];
  let earliest: number | null = null;
  let stale = true;
  let lookAt = 0;

  function know(of: Case): Case {
    cases.set(of.id, of);
    active.add(of);
    for (const root of of.roots) byRoot.set(root, (byRoot.get(root) ?? new Set()).add(of));
    return of;
  }

  /** A bound is enough: what comes too early finds nothing and asks again. */
  function noteDue(of: Case): void {
    let next = earliest ?? Number.POSITIVE_INFINITY;
    let ready = false;
    for (const column of of.columns.values()) {
      if (column.nextDue < NEVER / 1000) next = Math.min(next, column.nextDue * 1000);
      if (column.ready > 0) ready = true;
    }
    if (next < Number.POSITIVE_INFINITY) earliest = next;
    if (ready) sendable.add(of);
    else sendable.delete(of);
  }

  function changed(of: Case, column: Column | null): void {
    noteDue(of);
    active.add(of);
    fresh.add(of);
    for (const root of of.roots) byRoot.set(root, (byRoot.get(root) ?? new Set()).add(of));
    for (const each of column ? [column] : of.columns.values()) touched.add(noticeId(of.id, each.kind));
    const restored = of.columns.get('restored');
    if (restored?.gate === 'verification' && !unverified.has(of)) {
      unverified.add(of);
      stale = true;
    }
  }

  function isRight(of: Case, kind: NoticeKind, entry: number): boolean {
    const point = recipients.point[of.recipient[entry]!]!;
    const standing = of.standing[entry];
    switch (kind) {
      case 'fault':
      case 'etr-change':
        return standing === STANDING.out && (ledger.outageOf[point] !== NONE || plans.isPlan(of.id));
      case 'restored':
      case 'partly-restored':
      case 'still-out':
        return standing === STANDING.back && ledger.outageOf[point] === NONE && view.forecast.predicted.over(point) === null;
      case 'correction':
      case 'cancelled':
        return standing === STANDING.back;
      case 'planned':
      case 'maintenance':
      case 'temporary':
      case 'reminder':
        return standing === STANDING.out && plans.stands(of.id);
    }
  }

  const delivery = createDelivery({
    recipients,
    register,
    limits,
    settings,
    isRight,
    casesOf: (root) => byRoot.get(root) ?? [],
    changed,
  });
  const open = (id: string, now: number): Case => know(createCase(id, now));
  const following = createFollowing({
    view,
    recipients,
    delivery,
    limits,
    settings,
    cases,
    liveCase,
    open,
    changed,
    reportedAt: (point) => reported.get(point) ?? null,
  });
  const planNotices = createPlanNotices({ recipients, delivery, settings, cases, open, changed, tell: following.tell });
  const commands = createNoticeCommands({ cases, delivery, recipients, register, plans });

  for (const kept of saved?.cases ?? []) {
    const of = know(restoreCase(kept, recipients));
    for (const kind of of.columns.keys()) announced.add(noticeId(of.id, kind));
    noteDue(of);
    if (of.columns.get('restored')?.gate === 'verification') unverified.add(of);
    if (!plans.isPlan(of.id))
      for (let entry = 0; entry < of.size; entry += 1)
        if (of.standing[entry] === STANDING.out) liveCase[recipients.point[of.recipient[entry]!]!] = of;
  }

  function sayOpened(of: Case, now: number): void {
    for (const { kind } of of.columns.values()) {
      const id = noticeId(of.id, kind);
      if (announced.has(id)) continue;
      announced.add(id);
      facts.push({ type: 'notice.opened', about: of.id, at: now, body: { notification: id, kind, affected: of.affected } });
    }
  }

  let forgetAt = saved?.forgetAt ?? 0;

  /** What nobody asks for any more; late is as good as soon. */
  function forget(now: number): void {
    for (const [point, at] of reported) if (at < now - DAY_MS) reported.delete(point);
    for (const of of cases.values()) {
      if (view.outage(of.id) !== null || plans.isPlan(of.id) || !of.ended) continue;
      cases.delete(of.id);
      active.delete(of);
      sendable.delete(of);
      for (const root of of.roots) byRoot.get(root)?.delete(of);
      for (const kind of of.columns.keys()) touched.add(noticeId(of.id, kind));
    }
  }

  function findEarliest(): number | null {
    let next = Number.POSITIVE_INFINITY;
    for (const of of active) {
      let busy = false;
      for (const column of of.columns.values()) {
        next = Math.min(next, column.nextDue);
        if (column.ready > 0 || column.nextDue < Number.POSITIVE_INFINITY) busy = true;
      }
      if (!busy) active.delete(of);
    }
    if (unverified.size > 0) next = Math.min(next, lookAt / 1000);
    return next < 4_294_967_295 ? next * 1000 : null;
  }

  return {
    view: createNoticeView({ view, recipients, register, settings, cases, sendable, delivery, limits, isRight, plans }),
    hear(message) {
      if (message.kind !== 'call' || message.trouble !== 'no-power' || message.servicePoint === null) return;
      const point = network.servicePointIndex.get(message.servicePoint);
      if (point !== undefined && !message.test) reported.set(point, message.at);
    },
    check: commands.check,
    carryOut(command, actor, moment) {
      const fact = commands.carryOut(command, actor, moment.now);
      if (fact) facts.push(fact);
    },
    hearEvent(event, now) {
      delivery.hear(event, now);
      const share = limits.takeAlarm();
      if (share !== null) facts.push({ type: 'notices.budget', about: null, at: now, body: { share, spent: limits.spentToday(now) } });
    },
    settle(concluded, { now }) {
      for (const id of concluded.outages) following.follow(id, now);
      for (const news of plans.takeNews()) planNotices.announce(news, now);
      if (unverified.size > 0 && (now >= lookAt || concluded.outages.size > 0)) {
        for (const of of unverified) if (!following.verify(of, now)) unverified.delete(of);
        lookAt = now + LOOK_MS;
        stale = true;
      }
      if (earliest !== null && earliest <= now)
        for (const of of active)
          for (const column of [...of.columns.values()]) if (column.nextDue * 1000 <= now) delivery.settle(of, column, now);
      if (earliest !== null && earliest <= now) stale = true;
      if (concluded.outages.size > 0 && now >= forgetAt) {
        forgetAt = now + FORGET_EVERY_MS;
        forget(now);
      }
      for (const of of fresh) sayOpened(of, now);
      fresh.clear();
    },
    nextDeadline() {
      if (stale) {
        earliest = findEarliest();
        stale = false;
      }
      return earliest;
    },
    takeFacts() {
      const taken = facts;
      facts = [];
      return taken;
    },
    takeTouched() {
      const taken: Touched[] = [...touched].map((id) => ({ kind: 'notification', id }));
      touched = new Set();
      return taken;
    },
    state: () => ({
      register: register?.hash ?? null,
      cases: [...cases.values()].map(keepCase),
      limits: limits.state(),
      reported: [...reported],
      forgetAt,
    }),
  };
}
