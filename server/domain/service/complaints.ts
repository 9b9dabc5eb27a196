/** All complaints: their clocks, warnings, breaches and the levels that were told (rules C8 to C10, C13). */

import type { Fact } from '../core.ts';
import { type Complaint, clockStateAt, complaintDue, escalationAt, isHigher } from './complaint.ts';
import type { ServiceSettings } from './settings.ts';

export type ComplaintsState = { readonly complaints: readonly Complaint[] };

export type Complaints = ReturnType<typeof createComplaints>;

export function createComplaints(settings: ServiceSettings, saved: ComplaintsState | null) {
  const complaints = new Map<string, Complaint>();
  let earliest = 0;

  function put(complaint: Complaint, now: number): void {
    complaints.set(complaint.id, complaint);
    const due = complaintDue(complaint, now, settings);
    if (due !== null) earliest = Math.min(earliest, due);
  }

  for (const complaint of saved?.complaints ?? []) complaints.set(complaint.id, complaint);

  return {
    get: (id: string): Complaint | undefined => complaints.get(id),
    all: (): IterableIterator<Complaint> => complaints.values(),
    put,
    ofCustomer: (id: string): readonly Complaint[] => [...complaints.values()].filter(({ customer }) => customer === id).reverse(),
    at: (point: number): readonly Complaint[] => [...complaints.values()].filter((complaint) => complaint.point === point).reverse(),
    /** Lets clocks warn, run out and climb; each step is told once. */
    advance(now: number): readonly Fact[] {
      if (now < earliest) return [];
      const facts: Fact[] = [];
      earliest = Number.POSITIVE_INFINITY;
      for (const complaint of complaints.values()) {
        if (complaint.state === 'closed') continue;
        let next = complaint;
        const tell = (type: string, body: Fact['body']): void => {
          facts.push({ type, about: complaint.id, at: now, body: { ...body, owner: complaint.owner } });
        };
        for (const clock of complaint.clocks) {
          if (clockStateAt(clock, now) !== 'warning' || next.warned.includes(clock.name)) continue;
          next = { ...next, warned: [...next.warned, clock.name] };
          tell('complaint.warning', { clock: clock.name });
        }
        const level = escalationAt(complaint, now, settings);
        if (isHigher(level, complaint.escalation)) {
          const late = complaint.clocks.filter((clock) => clockStateAt(clock, now) === 'breached').map(({ name }) => name);
          next = { ...next, escalation: level, history: [...next.history, { at: now, by: 'system', what: 'escalated', text: level }] };
          tell('complaint.escalated', { level, clocks: late });
        }
        if (next !== complaint) complaints.set(next.id, next);
        const due = complaintDue(next, now, settings);
        if (due !== null) earliest = Math.min(earliest, due);
      }
      return facts;
    },
    forget(): void {
      for (const { id, state } of complaints.values()) {
        if (complaints.size <= settings.complaintsKept) return;
        if (state === 'closed') complaints.delete(id);
      }
    },
    nextDeadline: (): number | null => (Number.isFinite(earliest) && earliest > 0 ? earliest : null),
    state: (): ComplaintsState => ({ complaints: [...complaints.values()] }),
  };
}
