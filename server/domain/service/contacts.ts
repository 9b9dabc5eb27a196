/** All contacts of the desk: which place and outage each belongs to, who waits, and who calls again and again (rules C1, C2, C12, C14). */

import type { CallMessage } from '../../../shared/messages/call.ts';
import type { ContactType } from '../../../shared/records/call.ts';
import type { Call } from '../calls/callBook.ts';
import { NONE } from '../network/network.ts';
import { isOpen } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';
import { personOf } from './callTaken.ts';
import { type Contact, closeContact, contactDue, DESK_QUEUE } from './contact.ts';
import type { ServiceSettings } from './settings.ts';

export type ContactsState = { readonly contacts: readonly Contact[] };

export type Contacts = ReturnType<typeof createContacts>;

/** What the person who took the call knows beyond the message. */
export type Taken = { readonly type: ContactType; readonly customer: string | null };

/** Between two looks whether waiting contacts now belong to an outage. */
const LINK_MS = 5_000;
const MOST_REDIRECTS = 20;

export function createContacts(view: LiveView, settings: ServiceSettings, saved: ContactsState | null) {
  const contacts = new Map<string, Contact>();
  const atPoint = new Map<number, string[]>();
  const ofCustomer = new Map<string, string[]>();
  const ofOutage = new Map<string, Set<string>>();
  /** Waiting contacts with a known place and no outage yet. */
  const unlinked = new Set<string>();
  let linkAt = 0;
  let earliest = 0;

  const add = <K>(index: Map<K, string[]>, key: K, id: string): void => {
    const list = index.get(key);
    if (!list) index.set(key, [id]);
    else if (!list.includes(id)) list.push(id);
  };

  function put(contact: Contact): void {
    const before = contacts.get(contact.id);
    contacts.set(contact.id, contact);
    if (contact.point !== NONE) add(atPoint, contact.point, contact.id);
    if (contact.customer !== null) add(ofCustomer, contact.customer, contact.id);
    if (before && before.outage !== contact.outage && before.outage !== null) ofOutage.get(before.outage)?.delete(contact.id);
    if (contact.outage !== null) {
      const held = ofOutage.get(contact.outage) ?? new Set();
      ofOutage.set(contact.outage, held.add(contact.id));
    }
    const waits = contact.state !== 'closed' && contact.point !== NONE && contact.outage === null;
    if (waits) unlinked.add(contact.id);
    else unlinked.delete(contact.id);
    const due = contactDue(contact);
    if (due !== null) earliest = Math.min(earliest, due);
  }

  function drop({ id, point, customer, outage }: Contact): void {
    contacts.delete(id);
    const without = (ids: string[] | undefined): void => {
      const place = ids?.indexOf(id) ?? -1;
      if (place >= 0) ids?.splice(place, 1);
    };
    without(atPoint.get(point));
    if (customer !== null) without(ofCustomer.get(customer));
    if (outage !== null) ofOutage.get(outage)?.delete(id);
    unlinked.delete(id);
  }

  function forget(): void {
    if (contacts.size <= settings.contactsKept) return;
    for (const contact of contacts.values()) {
      if (contact.state !== 'closed') continue;
      drop(contact);
      if (contacts.size <= settings.contactsKept) return;
    }
  }

  /** Follows merges to the outage that took over; null when nothing holds it any more. */
  function holding(id: string): string | null {
    let outage = view.outage(id);
    for (let step = 0; outage?.mergedInto && step < MOST_REDIRECTS; step += 1) outage = view.outage(outage.mergedInto);
    return outage && (isOpen(outage) || outage.state === 'restored' || outage.state === 'closed') ? outage.id : null;
  }

  function repeats(customer: string | null, point: number, at: number): boolean {
    const ids = (customer === null ? atPoint.get(point) : ofCustomer.get(customer)) ?? [];
    let count = 1;
    for (const id of ids) {
      const other = contacts.get(id);
      if (other?.type === 'fault' && at - other.at <= settings.repeatWindowMs) count += 1;
    }
    return count >= settings.repeatContacts;
  }

  for (const contact of saved?.contacts ?? []) put(contact);

  return {
    get: (id: string): Contact | undefined => contacts.get(id),
    all: (): IterableIterator<Contact> => contacts.values(),
    put,
    /** Newest first. */
    at: (point: number): readonly Contact[] => (atPoint.get(point) ?? []).flatMap((id) => contacts.get(id) ?? []).reverse(),
    ofCustomer: (id: string): readonly Contact[] => (ofCustomer.get(id) ?? []).flatMap((each) => contacts.get(each) ?? []).reverse(),
    ofOutage: (id: string): readonly Contact[] => [...(ofOutage.get(id) ?? [])].flatMap((each) => contacts.get(each) ?? []),
    /** A call came in, with what the call book made of it. */
    hear(message: CallMessage, call: Call, taken: Taken | null): Contact {
      const { point, area, conflict = false } = call;
      const person = personOf(message.source);
      const customer = taken?.customer ?? call.customer ?? null;
      const type = taken?.type ?? 'fault';
      const unresolved = point === NONE && (type === 'fault' || type === 'complaint');
      const answered = person !== null && type !== 'fault' && type !== 'complaint';
      const contact: Contact = {
        id: message.id,
        at: message.at,
        channel: message.channel,
        type,
        kind: message.trouble,
        state: unresolved ? 'unresolved' : answered ? 'closed' : 'open',
        customer,
        point,
        area,
        outage: point === NONE ? null : view.servicePoint(point).outage,
        complaint: null,
        matchedBy: call.by ?? null,
        conflict,
        owner: person ?? DESK_QUEUE,
        notBy: null,
        dueAt: unresolved ? message.at + settings.unresolvedLimitMs : null,
        overdue: false,
        reminders: [],
        attempts: [],
        score: null,
        reopened: 0,
        repeatCaller: type === 'fault' && point !== NONE && repeats(customer, point, message.at),
        closedAt: answered ? message.at : null,
      };
      put(contact);
      forget();
      return contact;
    },
    /** Calls of an outage that is over are answered by that; what an outage gave up waits again. Answers with the contacts that changed. */
    follow(outages: ReadonlySet<string>, now: number): readonly Contact[] {
      const changed: Contact[] = [];
      const keep = (contact: Contact): void => {
        put(contact);
        changed.push(contact);
      };
      for (const id of outages) {
        for (const contact of this.ofOutage(id)) {
          if (contact.state === 'closed') continue;
          const held = holding(id);
          if (held !== id) keep({ ...contact, outage: held });
          const outage = held === null ? null : view.outage(held);
          if (outage && !isOpen(outage)) keep(closeContact({ ...contact, outage: held }, now));
        }
      }
      if (now < linkAt) return changed;
      linkAt = now + LINK_MS;
      for (const id of [...unlinked]) {
        const contact = contacts.get(id);
        const outage = contact ? view.servicePoint(contact.point).outage : null;
        if (contact && outage !== null) keep({ ...contact, outage });
      }
      return changed;
    },
    /** Contacts whose time ran out at `now`, each told once. */
    takeOverdue(now: number): readonly Contact[] {
      if (now < earliest) return [];
      const late: Contact[] = [];
      earliest = Number.POSITIVE_INFINITY;
      for (const contact of contacts.values()) {
        const due = contactDue(contact);
        if (due === null) continue;
        if (contact.dueAt !== null && contact.dueAt <= now && !contact.overdue && contact.state !== 'closed') {
          const next = { ...contact, overdue: true };
          contacts.set(contact.id, next);
          late.push(next);
        } else if (due > now) earliest = Math.min(earliest, due);
      }
      return late;
    },
    nextDeadline: (): number | null => (Number.isFinite(earliest) && earliest > 0 ? earliest : null),
    state: (): ContactsState => ({ contacts: [...contacts.values()] }),
  };
}
