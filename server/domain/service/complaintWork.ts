/** What people do with a complaint: open, own, answer, visit, chase, close (rules C7 to C11, C13). */

import { complaintId } from '../../../shared/ids.ts';
import { NONE } from '../network/network.ts';
import { type Complaint, clocksOf, reopen, stopClock } from './complaint.ts';
import type { Work } from './desk.ts';
import { interruptionsOf } from './interruptionsOf.ts';
import { isPlaced, placeNamed } from './place.ts';
import type { Asked } from './refusals.ts';

const YEAR_MS = 365 * 86_400_000;

function open({ view, contacts, complaints, settings, days, moment, actor, say }: Work, command: Asked<'complaint.open'>): void {
  const at = moment.receivedAt;
  const call = command.call === undefined ? undefined : contacts.get(command.call);
  const place = isPlaced(command) ? placeNamed(view, command) : { customer: call?.customer ?? null, point: call?.point ?? NONE };
  const id = complaintId(moment.commit);
  const subject = command.subject ?? 'general';
  const attached =
    place.point === NONE
      ? []
      : interruptionsOf(view, place.point, at - YEAR_MS).map(({ outage, from, to }) => ({
          kind: 'interruption' as const,
          id: outage,
          at: from,
          to,
        }));
  const complaint: Complaint = {
    id,
    state: 'open',
    class: command.class,
    subject,
    ...place,
    outage: command.outage ?? call?.outage ?? (place.point === NONE ? null : view.servicePoint(place.point).outage),
    job: command.job ?? null,
    planned: command.planned ?? null,
    notification: command.notification ?? null,
    call: call?.id ?? null,
    text: command.text,
    openedAt: at,
    openedBy: actor.user,
    closedAt: null,
    owner: command.owner ?? actor.user,
    handlers: [],
    priority: 0,
    chases: [],
    escalation: 'none',
    warned: [],
    clocks: clocksOf(subject, at, days, settings),
    contactedAt: null,
    answer: null,
    rootCause: null,
    correction: null,
    returnVisit: null,
    score: null,
    reopened: 0,
    attached,
    history: [{ at, by: actor.user, what: 'opened', text: null }],
  };
  complaints.put(complaint, moment.now);
  if (call) contacts.put({ ...call, complaint: id });
  say('complaint.opened', id, { class: command.class, owner: complaint.owner, customer: complaint.customer });
}

/** Each part that was given, in the order in which work goes. */
function work(complaint: Complaint, command: Asked<'complaint.update'>, by: string, at: number): Complaint {
  let next = complaint;
  const note = (what: string, text: string | null): void => {
    next = { ...next, history: [...next.history, { at, by, what, text }] };
  };
  const handled = (): void => {
    next = { ...next, handlers: [...new Set([...next.handlers, by])] };
  };
  if (command.owner !== undefined) {
    next = { ...next, owner: command.owner };
    note('owner', command.owner);
  }
  if (command.contacted) {
    next = stopClock({ ...next, contactedAt: next.contactedAt ?? at }, 'contact', at);
    note('contacted', null);
  }
  if (command.onSite) {
    next = stopClock(next, 'on-site', at);
    note('on-site', null);
  }
  if (command.restored) {
    next = stopClock(next, 'restore', at);
    note('restored', null);
  }
  if (command.answer !== undefined) {
    next = stopClock({ ...next, answer: command.answer }, 'answer', at);
    handled();
    note('answered', command.answer);
  }
  if (command.rootCause !== undefined) {
    next = { ...next, rootCause: command.rootCause };
    note('root-cause', command.rootCause);
  }
  if (command.correction !== undefined) {
    next = { ...next, correction: command.correction };
    handled();
    note('correction', command.correction);
  }
  if (command.returnVisit) {
    const visit = { at, by, satisfied: command.returnVisit.satisfied, note: command.returnVisit.note ?? null };
    next = { ...next, returnVisit: visit };
    note('return-visit', visit.note);
  }
  if (command.chased) {
    next = { ...next, priority: next.priority + 1, chases: [...next.chases, at] };
    note('chased', null);
  }
  if (command.note !== undefined) note('note', command.note);
  return next;
}

function update({ complaints, settings, days, moment, actor, say }: Work, command: Asked<'complaint.update'>): void {
  const complaint = complaints.get(command.complaint);
  if (!complaint) return;
  const at = moment.receivedAt;
  let next = work(complaint, command, actor.user, at);
  if (command.score !== undefined) {
    next = { ...next, score: command.score };
    if (command.score <= 2) next = reopen(next, at, clocksOf(next.subject, at, days, settings));
  }
  // A customer who is not content with the visit starts the work again.
  if (command.returnVisit?.satisfied === false) next = reopen(next, at, clocksOf(next.subject, at, days, settings));
  complaints.put(next, moment.now);
  if (command.chased) say('complaint.chased', next.id, { priority: next.priority, job: next.job });
  else say('complaint.updated', next.id, { owner: next.owner });
}

export function carryOutOnComplaint(given: Work, command: Asked<'complaint.open' | 'complaint.update' | 'complaint.close'>): void {
  switch (command.type) {
    case 'complaint.open':
      return open(given, command);
    case 'complaint.update':
      return update(given, command);
    case 'complaint.close': {
      const complaint = given.complaints.get(command.complaint);
      if (!complaint) return;
      const at = given.moment.receivedAt;
      const note = { at, by: given.actor.user, what: 'closed', text: command.note ?? command.reason ?? null };
      given.complaints.put({ ...complaint, state: 'closed', closedAt: at, history: [...complaint.history, note] }, given.moment.now);
      return given.say('complaint.closed', complaint.id, { owner: complaint.owner });
    }
  }
}
