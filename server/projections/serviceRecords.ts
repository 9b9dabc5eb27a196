/** Contacts, complaints and hot spots as screens show them: ids and marks, never a name or a number (rules C1, C8, C14). */

import type { CallRecord } from '../../shared/records/call.ts';
import type { ComplaintRecord, HotSpotRecord } from '../../shared/records/complaint.ts';
import type { ServiceDeskRecord } from '../../shared/records/serviceDesk.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { NONE } from '../domain/network/network.ts';
import { type Complaint, clockStateAt, missingOf } from '../domain/service/complaint.ts';
import type { Contact } from '../domain/service/contact.ts';
import { hotSpots } from '../domain/service/hotSpots.ts';
import type { View } from '../domain/view.ts';

const HOUR_MS = 3_600_000;

function placeOf({ network }: View, point: number): { servicePoint: string | null; area: string | null; feeder: string | null } {
  const { servicePoints, areas, feeders } = network;
  if (point === NONE) return { servicePoint: null, area: null, feeder: null };
  return {
    servicePoint: servicePoints.ids[point]!,
    area: areas[servicePoints.area[point]!]?.id ?? null,
    feeder: feeders[servicePoints.feeder[point]!]?.id ?? null,
  };
}

export function callRecordOf(view: View, contact: Contact): CallRecord {
  const place = placeOf(view, contact.point);
  return {
    id: contact.id,
    at: formatTime(contact.at),
    channel: contact.channel,
    type: contact.type,
    kind: contact.kind,
    state: contact.state,
    customer: contact.customer,
    ...place,
    area: place.area ?? view.network.areas[contact.area]?.id ?? null,
    outage: contact.outage ?? (contact.point === NONE || contact.state === 'closed' ? null : view.servicePoint(contact.point).outage),
    complaint: contact.complaint,
    matchedBy: contact.matchedBy,
    conflict: contact.conflict,
    owner: contact.owner,
    dueAt: formatTimeOrNull(contact.dueAt),
    overdue: contact.overdue,
    reminders: contact.reminders.map(({ id, at, by, dueAt, answeredAt }) => ({
      id,
      at: formatTime(at),
      by,
      dueAt: formatTime(dueAt),
      answeredAt: formatTimeOrNull(answeredAt),
    })),
    attempts: contact.attempts.map(({ at, by, outcome }) => ({ at: formatTime(at), by, outcome })),
    score: contact.score,
    reopened: contact.reopened,
    repeatCaller: contact.repeatCaller,
  };
}

export function complaintRecordOf(view: View, complaint: Complaint, now: number): ComplaintRecord {
  const visit = complaint.returnVisit;
  return {
    id: complaint.id,
    state: complaint.state,
    class: complaint.class,
    subject: complaint.subject,
    customer: complaint.customer,
    ...placeOf(view, complaint.point),
    outage: complaint.outage,
    job: complaint.job,
    planned: complaint.planned,
    notification: complaint.notification,
    call: complaint.call,
    text: complaint.text,
    openedAt: formatTime(complaint.openedAt),
    openedBy: complaint.openedBy,
    closedAt: formatTimeOrNull(complaint.closedAt),
    owner: complaint.owner,
    priority: complaint.priority,
    chases: complaint.chases.length,
    escalation: complaint.escalation,
    clocks: complaint.clocks.map((clock) => ({
      name: clock.name,
      dueAt: formatTime(clock.dueAt),
      warnAt: formatTime(clock.warnAt),
      doneAt: formatTimeOrNull(clock.doneAt),
      state: clockStateAt(clock, now),
    })),
    missing: complaint.state === 'closed' ? [] : missingOf(complaint),
    answer: complaint.answer,
    rootCause: complaint.rootCause,
    correction: complaint.correction,
    returnVisit: visit && { ...visit, at: formatTime(visit.at) },
    score: complaint.score,
    reopened: complaint.reopened,
    attached: complaint.attached.map(({ kind, id, at, to }) => ({ kind, id, at: formatTime(at), to: formatTimeOrNull(to) })),
    history: complaint.history.map(({ at, by, what, text }) => ({ at: formatTime(at), by, what, text })),
  };
}

export function serviceDeskRecordOf(view: View): ServiceDeskRecord {
  const { contacts, complaints, version } = view.desks.service;
  const now = view.now();
  const record = {
    id: 'service' as const,
    callsUnresolved: 0,
    callsOverdue: 0,
    callBacks: 0,
    remindersOpen: 0,
    complaintsOpen: 0,
    complaintsWarning: 0,
    complaintsBreached: 0,
    chases: 0,
    version: version(),
  };
  for (const { state, overdue, reminders } of contacts.all()) {
    if (state === 'unresolved') record.callsUnresolved += 1;
    if (state === 'call-back') record.callBacks += 1;
    if (overdue) record.callsOverdue += 1;
    for (const { answeredAt } of reminders) if (answeredAt === null) record.remindersOpen += 1;
  }
  for (const { state, clocks, chases } of complaints.all()) {
    for (const at of chases) if (now - at < HOUR_MS) record.chases += 1;
    if (state === 'closed') continue;
    record.complaintsOpen += 1;
    const states = clocks.map((clock) => clockStateAt(clock, now));
    if (states.includes('breached')) record.complaintsBreached += 1;
    else if (states.includes('warning')) record.complaintsWarning += 1;
  }
  return record;
}

export const hotSpotRecordsOf = (view: View): HotSpotRecord[] =>
  hotSpots(view, view.desks.service).map(({ feeder, class: kind, month, complaints, customers, perThousand }) => ({
    feeder: view.network.feeders[feeder]!.id,
    name: view.network.feeders[feeder]!.name,
    class: kind,
    month,
    cases: complaints.length,
    customers,
    perThousand: Math.round(perThousand * 100) / 100,
    complaints: [...complaints],
  }));
