/** Why a command at the service desk cannot be carried out now, with a sentence that says what would help (rules C8, C11, C12). */

import type { ServiceCommand } from '../../../shared/commands/serviceCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Refusal } from '../core.ts';
import { NONE } from '../network/network.ts';
import type { LiveView } from '../view.ts';
import { missingOf } from './complaint.ts';
import type { Complaints } from './complaints.ts';
import type { Contact } from './contact.ts';
import type { Contacts } from './contacts.ts';
import { isPlaced, maySee, type Named, placeNamed } from './place.ts';

export type Asked<T extends ServiceCommand['type']> = Extract<ServiceCommand, { readonly type: T }>;
export type Books = { readonly view: LiveView; readonly contacts: Contacts; readonly complaints: Complaints };

const refuse = (code: string, message: string): Refusal => ({ code, message });
const notFound = (message: string): Refusal => refuse('not-found', message);

function refusePlace({ view }: Books, named: Named, actor: Actor): Refusal | null {
  if (!isPlaced(named)) return refuse('missing-field', 'say who or where: customer, servicePoint, account, phone or address');
  if (named.servicePoint !== undefined && !view.network.servicePointIndex.has(named.servicePoint))
    return notFound('the network has no such service point');
  if (named.customer !== undefined && (view.register?.indexOf(named.customer) ?? NONE) === NONE)
    return notFound('the register has no such customer');
  return maySee(view, actor, placeNamed(view, named).point) ? null : notFound('there is no such service point');
}

function refuseTake(books: Books, command: Asked<'call.take'>, actor: Actor): Refusal | null {
  if (command.at !== undefined) {
    const at = parseTime(command.at);
    if (!at.ok) return refuse(at.problem, 'the time is not RFC 3339 with a zone, or not sensible');
  }
  return refusePlace(books, command, actor);
}

const contactOf = ({ view, contacts }: Books, id: string, actor: Actor): Contact | null => {
  const contact = contacts.get(id);
  return contact && maySee(view, actor, contact.point) ? contact : null;
};

function refuseContact(
  books: Books,
  command: Asked<'call.match' | 'call.answer' | 'call.remind' | 'call.rate'>,
  actor: Actor,
): Refusal | null {
  const contact = contactOf(books, command.call, actor);
  if (!contact) return notFound('there is no such call');
  switch (command.type) {
    case 'call.match': {
      if (contact.point !== NONE) return refuse('conflict', 'this call already has its place');
      const place = refusePlace(books, command, actor);
      if (place) return place;
      return placeNamed(books.view, command).point === NONE ? notFound('this network does not supply that customer') : null;
    }
    case 'call.answer':
      return contact.notBy === actor.user ? refuse('other-person-needed', 'somebody else answers after a low rating') : null;
    case 'call.remind':
      return contact.state === 'closed' ? refuse('conflict', 'this call is closed; take a new one') : null;
    case 'call.rate':
      if (contact.score !== null) return refuse('conflict', 'satisfaction is asked once');
      if (contact.state !== 'closed') return refuse('conflict', 'satisfaction is asked when the contact is closed');
      return contact.point !== NONE && books.view.servicePoint(contact.point).power === 'out'
        ? refuse('conflict', 'satisfaction is never asked while supply is off')
        : null;
  }
}

function refuseComplaint(books: Books, command: Asked<'complaint.update' | 'complaint.close'>, actor: Actor): Refusal | null {
  const complaint = books.complaints.get(command.complaint);
  if (!complaint || !maySee(books.view, actor, complaint.point)) return notFound('there is no such complaint');
  if (command.type === 'complaint.close') {
    if (complaint.state === 'closed') return refuse('conflict', 'it is closed');
    const missing = missingOf(complaint);
    return missing.length > 0 ? refuse('complaint-incomplete', `still missing: ${missing.join(', ')}`) : null;
  }
  if (command.score !== undefined) {
    if (complaint.score !== null) return refuse('conflict', 'satisfaction is asked once');
    return complaint.state === 'open' ? refuse('conflict', 'satisfaction is asked when the complaint is closed') : null;
  }
  if (complaint.state === 'closed') return refuse('conflict', 'it is closed');
  if (command.returnVisit) {
    if (complaint.answer === null && command.answer === undefined) return refuse('complaint-incomplete', 'answer before the return visit');
    if (complaint.owner === actor.user || complaint.handlers.includes(actor.user))
      return refuse('other-person-needed', 'the return visit is made by somebody who did not work on the complaint');
  }
  if (command.answer !== undefined && complaint.reopened > 0 && complaint.handlers.includes(actor.user))
    return refuse('other-person-needed', 'a complaint that was opened again is answered by somebody else');
  return null;
}

export function refusalAtDesk(books: Books, command: ServiceCommand, actor: Actor): Refusal | null {
  switch (command.type) {
    case 'call.take':
      return refuseTake(books, command, actor);
    case 'call.match':
    case 'call.answer':
    case 'call.remind':
    case 'call.rate':
      return refuseContact(books, command, actor);
    case 'complaint.open': {
      if (command.outage !== undefined && !books.view.outage(command.outage)) return notFound('there is no such outage');
      if (command.call !== undefined && !contactOf(books, command.call, actor)) return notFound('there is no such call');
      return command.call !== undefined && !isPlaced(command) ? null : refusePlace(books, command, actor);
    }
    case 'complaint.update':
    case 'complaint.close':
      return refuseComplaint(books, command, actor);
  }
}
