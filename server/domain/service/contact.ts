/** One contact with a customer: a call taken by a person or heard from a source, until it is answered (rules C1, C5, C11, C12, R19). */

import type { CallMessage } from '../../../shared/messages/call.ts';
import type { ContactState, ContactType } from '../../../shared/records/call.ts';
import type { MatchedBy } from '../calls/callBook.ts';

export type Reminder = {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly dueAt: number;
  readonly answeredAt: number | null;
};

export type Contact = {
  readonly id: string;
  readonly at: number;
  readonly channel: CallMessage['channel'];
  readonly type: ContactType;
  readonly kind: CallMessage['trouble'];
  readonly state: ContactState;
  readonly customer: string | null;
  /** Index of the service point, NONE while unresolved. */
  readonly point: number;
  readonly area: number;
  readonly outage: string | null;
  readonly complaint: string | null;
  readonly matchedBy: MatchedBy | null;
  readonly conflict: boolean;
  /** User, or the queue everybody at the desk works from; never empty. */
  readonly owner: string;
  /** Whoever handled it before it was opened again: the next one is somebody else (rule C11). */
  readonly notBy: string | null;
  readonly dueAt: number | null;
  readonly overdue: boolean;
  readonly reminders: readonly Reminder[];
  readonly attempts: readonly { readonly at: number; readonly by: string; readonly outcome: string }[];
  readonly score: number | null;
  readonly reopened: number;
  readonly repeatCaller: boolean;
  readonly closedAt: number | null;
};

export const DESK_QUEUE = 'service-desk';

/** Earliest moment at which somebody has to have done something, null when nothing runs. */
export function contactDue(contact: Contact): number | null {
  let due = contact.state === 'closed' || contact.overdue ? null : contact.dueAt;
  for (const { dueAt, answeredAt } of contact.reminders) if (answeredAt === null && (due === null || dueAt < due)) due = dueAt;
  return due;
}

export const answeredReminders = (contact: Contact, at: number): readonly Reminder[] =>
  contact.reminders.map((reminder) => (reminder.answeredAt === null ? { ...reminder, answeredAt: at } : reminder));

export const closeContact = (contact: Contact, at: number): Contact => ({
  ...contact,
  state: 'closed',
  dueAt: null,
  overdue: false,
  closedAt: at,
  reminders: answeredReminders(contact, at),
});

/** Two or less opens it again, for somebody else; it is asked once (rule C11). */
export function rateContact(contact: Contact, score: number, limitMs: number, at: number): Contact {
  const rated = { ...contact, score };
  if (score > 2) return rated;
  return {
    ...rated,
    state: 'call-back',
    owner: DESK_QUEUE,
    notBy: contact.owner,
    reopened: contact.reopened + 1,
    dueAt: at + limitMs,
    overdue: false,
    closedAt: null,
  };
}
