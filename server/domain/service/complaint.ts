/** One complaint from opening to the visit that ends it: clocks, what is missing, chases, escalation (rules C7 to C11). */

import type { ClockName, ComplaintClass, ComplaintSubject, MissingPart } from '../../../shared/records/complaint.ts';
import type { LocalDays } from './localDay.ts';
import type { ServiceSettings } from './settings.ts';

export type ComplaintClock = { readonly name: ClockName; readonly dueAt: number; readonly warnAt: number; readonly doneAt: number | null };

export type Note = { readonly at: number; readonly by: string; readonly what: string; readonly text: string | null };

export type Visit = { readonly at: number; readonly by: string; readonly satisfied: boolean; readonly note: string | null };

export type Attached = {
  readonly kind: 'interruption' | 'notice' | 'job';
  readonly id: string;
  readonly at: number;
  readonly to: number | null;
};

export type EscalationLevel = 'none' | 'county' | 'city' | 'province';

export type Complaint = {
  readonly id: string;
  readonly state: 'open' | 'closed';
  readonly class: ComplaintClass;
  readonly subject: ComplaintSubject;
  readonly customer: string | null;
  readonly point: number;
  readonly outage: string | null;
  readonly job: string | null;
  readonly planned: string | null;
  readonly notification: string | null;
  readonly call: string | null;
  readonly text: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly closedAt: number | null;
  readonly owner: string;
  /** Everybody who answered or corrected: none of them makes the return visit (rule C8). */
  readonly handlers: readonly string[];
  readonly priority: number;
  readonly chases: readonly number[];
  readonly escalation: EscalationLevel;
  readonly warned: readonly ClockName[];
  readonly clocks: readonly ComplaintClock[];
  readonly contactedAt: number | null;
  readonly answer: string | null;
  readonly rootCause: string | null;
  readonly correction: string | null;
  readonly returnVisit: Visit | null;
  readonly score: number | null;
  readonly reopened: number;
  readonly attached: readonly Attached[];
  readonly history: readonly Note[];
};

export function clocksOf(subject: ComplaintSubject, from: number, days: LocalDays, settings: ServiceSettings): ComplaintClock[] {
  const clock = (name: ClockName, dueAt: number): ComplaintClock => {
    const span = dueAt - from;
    const warnAt = span > settings.warnMs ? dueAt - settings.warnMs : from + span * settings.warnShare;
    return { name, dueAt, warnAt, doneAt: null };
  };
  const clocks = [
    clock('contact', from + settings.complaintContactMs),
    clock('answer', days.addWorkingDays(from, settings.complaintAnswerDays)),
  ];
  if (subject === 'appliance-damage') clocks.push(clock('on-site', from + settings.onSiteMs));
  if (subject === 'arrears') clocks.push(clock('restore', from + settings.restoreMs));
  return clocks;
}

export const stopClock = (complaint: Complaint, name: ClockName, at: number): Complaint => ({
  ...complaint,
  clocks: complaint.clocks.map((clock) => (clock.name === name && clock.doneAt === null ? { ...clock, doneAt: at } : clock)),
});

export const clockStateAt = ({ dueAt, warnAt, doneAt }: ComplaintClock, now: number) =>
  doneAt !== null ? (doneAt <= dueAt ? 'met' : 'missed') : now > dueAt ? 'breached' : now >= warnAt ? 'warning' : 'running';

/** What has to be there before anybody may close it (rule C8). */
export function missingOf(complaint: Complaint): MissingPart[] {
  const missing: MissingPart[] = [];
  if (complaint.contactedAt === null) missing.push('contact');
  if (complaint.answer === null) missing.push('answer');
  if (complaint.rootCause === null) missing.push('root-cause');
  if (complaint.correction === null) missing.push('correction');
  if (complaint.returnVisit === null) missing.push('return-visit');
  if (complaint.reopened > 0 && complaint.answer === null && complaint.handlers.includes(complaint.owner)) missing.push('new-owner');
  return missing;
}

/** Opened again because the customer is not content: everything is done anew, by somebody else (rule C11). */
export const reopen = (complaint: Complaint, at: number, clocks: readonly ComplaintClock[]): Complaint => ({
  ...complaint,
  state: 'open',
  closedAt: null,
  reopened: complaint.reopened + 1,
  handlers: [...new Set([...complaint.handlers, complaint.owner])],
  contactedAt: null,
  answer: null,
  rootCause: null,
  correction: null,
  returnVisit: null,
  escalation: 'none',
  warned: [],
  clocks,
  history: [...complaint.history, { at, by: complaint.owner, what: 'reopened', text: null }],
});

const LEVELS: readonly EscalationLevel[] = ['none', 'county', 'city', 'province'];

/** Level that should know at `now`: the county at once, city and province later. */
export function escalationAt({ clocks, state }: Complaint, now: number, settings: ServiceSettings): EscalationLevel {
  let level = 0;
  if (state === 'closed') return 'none';
  for (const { dueAt, doneAt } of clocks) {
    if (doneAt !== null || now <= dueAt) continue;
    const late = now - dueAt;
    level = Math.max(level, late >= settings.escalateProvinceMs ? 3 : late >= settings.escalateCityMs ? 2 : 1);
  }
  return LEVELS[level]!;
}

export const isHigher = (a: EscalationLevel, b: EscalationLevel): boolean => LEVELS.indexOf(a) > LEVELS.indexOf(b);

/** Next moment after `now` at which a clock warns, runs out or climbs a level; null when none runs. */
export function complaintDue({ clocks, state }: Complaint, now: number, settings: ServiceSettings): number | null {
  if (state === 'closed') return null;
  let due: number | null = null;
  for (const { dueAt, warnAt, doneAt } of clocks) {
    if (doneAt !== null) continue;
    for (const at of [warnAt, dueAt + 1, dueAt + settings.escalateCityMs, dueAt + settings.escalateProvinceMs])
      if (at > now && (due === null || at < due)) due = at;
  }
  return due;
}
