/** What people do with a call: find its place, answer it, remind, rate (rules C5, C11, C12, R19). */

import { NONE } from '../network/network.ts';
import { answeredReminders, type Contact, closeContact, rateContact } from './contact.ts';
import type { Work } from './desk.ts';
import { placeNamed } from './place.ts';
import type { Asked } from './refusals.ts';

type ContactCommand = Asked<'call.match' | 'call.answer' | 'call.remind' | 'call.rate'>;

/** Reminders of one service point within this add priority once (rule R19). */
const REPEAT_MS = 10 * 60_000;

function match({ view, contacts, moment, say }: Work, command: Asked<'call.match'>, contact: Contact): void {
  const { customer, point } = placeNamed(view, command);
  view.forecast.reporting.match(contact.id, point, customer, moment.commit);
  contacts.put({
    ...contact,
    customer,
    point,
    area: view.network.servicePoints.area[point]!,
    matchedBy: 'person',
    conflict: false,
    state: 'open',
    dueAt: null,
    overdue: false,
    outage: view.servicePoint(point).outage,
  });
  say('contact.matched', `call:${contact.id}`, { servicePoint: view.network.servicePoints.ids[point]! });
}

function answer({ view, contacts, moment, actor, settings, say }: Work, { outcome }: Asked<'call.answer'>, contact: Contact): void {
  const at = moment.receivedAt;
  const told: Contact = {
    ...contact,
    owner: actor.user,
    attempts: [...contact.attempts, { at, by: actor.user, outcome }],
    reminders: outcome === 'no-answer' ? contact.reminders : answeredReminders(contact, at),
  };
  say('contact.answered', `call:${contact.id}`, { outcome });
  if (outcome === 'no-answer') return contacts.put({ ...told, dueAt: at + settings.unresolvedLimitMs, overdue: false });
  if (contact.point !== NONE && outcome === 'back-on') view.forecast.saidBackOn(contact.point, at, moment.now);
  if (contact.point !== NONE && outcome === 'still-out')
    view.forecast.overlay.dark(contact.point, { at, by: 'call', commit: moment.commit });
  const waits = outcome === 'still-out' || (outcome === 'informed' && contact.outage !== null);
  contacts.put(waits ? { ...told, state: 'open', dueAt: null, overdue: false } : closeContact(told, at));
}

function remind({ contacts, moment, actor, settings, say }: Work, contact: Contact): void {
  const at = moment.receivedAt;
  const last = contact.reminders.at(-1);
  const id = `${contact.id}/${contact.reminders.length + 1}`;
  const reminder = { id, at, by: actor.user, dueAt: at + settings.reminderAnswerMs, answeredAt: null };
  contacts.put({ ...contact, reminders: [...contact.reminders, reminder] });
  say('contact.reminded', `call:${contact.id}`, {
    outage: contact.outage,
    counts: !last || at - last.at > REPEAT_MS,
    dueAt: reminder.dueAt,
  });
}

export function carryOutOnContact(work: Work, command: ContactCommand): void {
  const contact = work.contacts.get(command.call);
  if (!contact) return;
  switch (command.type) {
    case 'call.match':
      return match(work, command, contact);
    case 'call.answer':
      return answer(work, command, contact);
    case 'call.remind':
      return remind(work, contact);
    case 'call.rate': {
      work.contacts.put(rateContact(contact, command.score, work.settings.unresolvedLimitMs, work.moment.receivedAt));
      return work.say('contact.rated', `call:${contact.id}`, { score: command.score, reopened: command.score <= 2 });
    }
  }
}
