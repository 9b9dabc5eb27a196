/** The service desk of the core: contacts, call-backs, reminders and complaints follow calls, outages and what people do (section C). */

import type { ServiceCommand } from '../../../shared/commands/serviceCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import type { Fact, Touched } from '../core.ts';
import type { Desk } from '../desk.ts';
import type { Moment } from '../evidence/intake.ts';
import type { LiveView } from '../view.ts';
import { takenId } from './callTaken.ts';
import { type Complaints, type ComplaintsState, createComplaints } from './complaints.ts';
import { carryOutOnComplaint } from './complaintWork.ts';
import type { Contact } from './contact.ts';
import { type Contacts, type ContactsState, createContacts, type Taken } from './contacts.ts';
import { carryOutOnContact } from './contactWork.ts';
import { type LocalDays, localDaysIn } from './localDay.ts';
import { type Asked, type Books, refusalAtDesk } from './refusals.ts';
import { type ServiceSettings, serviceDefaults } from './settings.ts';

export type ServiceState = ContactsState & ComplaintsState & { readonly version: number };

/** What projections ask of the desk. */
export type ServiceView = {
  readonly contacts: Contacts;
  readonly complaints: Complaints;
  readonly settings: ServiceSettings;
  readonly days: LocalDays;
  /** Grows with every change. */
  version(): number;
};

export type ServiceDesk = Desk<ServiceCommand, ServiceState> & { readonly view: ServiceView };

/** What carrying out a command works on. */
export type Work = Books & {
  readonly settings: ServiceSettings;
  readonly days: LocalDays;
  readonly moment: Moment;
  readonly actor: Actor;
  say(type: string, about: string, body: Fact['body']): void;
};

export type ServiceDeskOptions = {
  readonly view: LiveView;
  readonly settings?: Partial<ServiceSettings>;
  readonly saved?: ServiceState | null;
};

export function createServiceDesk({ view, settings: changed = {}, saved = null }: ServiceDeskOptions): ServiceDesk {
  const settings = { ...serviceDefaults, ...changed };
  const days = localDaysIn(view.network.timeZone, settings.holidays);
  const contacts = createContacts(view, settings, saved);
  const complaints = createComplaints(settings, saved);
  const books: Books = { view, contacts, complaints };
  /** What the person who took a call knows beyond the message that follows. */
  const taken = new Map<string, Taken>();
  let facts: Fact[] = [];
  let version = saved?.version ?? 0;
  let touched = false;

  const changedSomething = (): void => {
    version += 1;
    touched = true;
  };

  function take(command: Asked<'call.take'>, { commit, receivedAt, now }: Moment): void {
    const customer = command.customer ?? null;
    taken.set(takenId(commit), { type: command.contact ?? 'fault', customer });
    if (command.answer !== 'back-on') return;
    const index = customer === null ? -1 : (view.register?.indexOf(customer) ?? -1);
    const point = view.network.servicePointIndex.get(command.servicePoint ?? '') ?? view.register?.servicePoint[index];
    if (point !== undefined && point >= 0) view.forecast.saidBackOn(point, receivedAt, now);
  }

  /** What the call book found out about a call is told to whoever waits. */
  function follow(fact: Fact, now: number): void {
    if (fact.type !== 'call.call-back' && fact.type !== 'call.check-at-customer') return;
    const contact = contacts.get(fact.about?.slice('call:'.length) ?? '');
    if (!contact || contact.state === 'closed') return;
    const next: Contact = { ...contact, state: 'call-back', dueAt: now + settings.unresolvedLimitMs, overdue: false };
    contacts.put(next);
    changedSomething();
  }

  return {
    view: { contacts, complaints, settings, days, version: () => version },
    hear(message) {
      if (message.kind !== 'call' || message.test) return;
      const call = view.forecast.calls.get(message.id);
      if (!call) return;
      const contact = contacts.hear(message, call, taken.get(message.id) ?? null);
      taken.delete(message.id);
      changedSomething();
      const body = { type: contact.type, state: contact.state, owner: contact.owner, customer: contact.customer };
      facts.push({ type: 'contact.opened', about: `call:${contact.id}`, at: contact.at, body });
    },
    check: (command, actor) => refusalAtDesk(books, command, actor),
    carryOut(command, actor, moment) {
      const work: Work = {
        ...books,
        settings,
        days,
        moment,
        actor,
        say: (type, about, body) => facts.push({ type, about, at: moment.receivedAt, body: { ...body, by: actor.user } }),
      };
      changedSomething();
      switch (command.type) {
        case 'call.take':
          return take(command, moment);
        case 'call.match':
        case 'call.answer':
        case 'call.remind':
        case 'call.rate':
          return carryOutOnContact(work, command);
        case 'complaint.open':
        case 'complaint.update':
        case 'complaint.close':
          return carryOutOnComplaint(work, command);
      }
    },
    settle(concluded, { now }) {
      for (const fact of concluded.facts) follow(fact, now);
      for (const contact of contacts.follow(concluded.outages, now)) {
        changedSomething();
        if (contact.state === 'closed')
          facts.push({
            type: 'contact.closed',
            about: `call:${contact.id}`,
            at: now,
            body: { outage: contact.outage, owner: contact.owner },
          });
      }
      for (const contact of contacts.takeOverdue(now)) {
        changedSomething();
        facts.push({ type: 'contact.overdue', about: `call:${contact.id}`, at: now, body: { state: contact.state, owner: contact.owner } });
      }
      const told = complaints.advance(now);
      if (told.length > 0) changedSomething();
      facts.push(...told);
      complaints.forget();
    },
    nextDeadline() {
      const due = [contacts.nextDeadline(), complaints.nextDeadline()].filter((at) => at !== null);
      return due.length === 0 ? null : Math.min(...due);
    },
    takeFacts() {
      const said = facts;
      facts = [];
      return said;
    },
    takeTouched(): readonly Touched[] {
      const changes: Touched[] = touched ? [{ kind: 'service', id: 'service' }] : [];
      touched = false;
      return changes;
    },
    state: () => ({ ...contacts.state(), ...complaints.state(), version }),
  };
}
