/** Carries out what people ask of notices, or says why not (rules M3, M4, M12). */

import type { NoticeCommand } from '../../../shared/commands/noticeCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import type { Fact, Refusal } from '../core.ts';
import type { Register } from '../customers/register.ts';
import { NONE } from '../network/network.ts';
import { type Case, entryOf, STANDING } from './cases.ts';
import { type Column, PART } from './cells.ts';
import type { Delivery } from './delivery.ts';
import { readNoticeId } from './noticeId.ts';
import type { PlanNews } from './planNotices.ts';
import { type Recipients, recipientOf } from './recipients.ts';

export type NoticeCommandsOptions = {
  readonly cases: ReadonlyMap<string, Case>;
  readonly delivery: Delivery;
  readonly recipients: Recipients;
  readonly register: Register | null;
  readonly plans: PlanNews;
};

const refuse = (code: string, message: string): Refusal => ({ code, message });

export function createNoticeCommands({ cases, delivery, recipients, register, plans }: NoticeCommandsOptions) {
  function find(id: string): { readonly of: Case; readonly column: Column } | null {
    const named = readNoticeId(id);
    const of = named && cases.get(named.of);
    const column = named && of?.columns.get(named.kind);
    return of && column ? { of, column } : null;
  }

  function entryOfCustomer(of: Case, customer: string): number {
    const recipient = recipientOf(recipients, register, register?.indexOf(customer) ?? NONE);
    const entry = recipient === NONE ? NONE : entryOf(of, recipient);
    return entry !== NONE && of.standing[entry] !== STANDING.moved ? entry : NONE;
  }

  function refuseSend(
    of: Case,
    column: Column,
    command: Extract<NoticeCommand, { type: 'notification.send' }>,
    actor: Actor,
  ): Refusal | null {
    const leads = actor.role === 'supervisor' || actor.role === 'administrator';
    if (command.overrideQuiet && !leads) return refuse('not-allowed', 'only a supervisor may send during quiet hours [M4]');
    if (command.overrideQuiet && !command.reason) return refuse('missing-field', 'sending during quiet hours needs a reason [M4]');
    if (column.gate === 'verification') return refuse('conflict', 'supply is not verified yet; nobody is told that it is back [M9]');
    if (column.gate === 'approval' && plans.peopleOf(of.id).includes(actor.user))
      return refuse('second-person', 'so large a sending needs a second person [M12]');
    return column.hold === null ? null : refuse('conflict', 'the notice is held; release it first');
  }

  return {
    check(command: NoticeCommand, actor: Actor): Refusal | null {
      const found = find(command.notification);
      if (!found) return refuse('not-found', 'there is no such notice');
      const { of, column } = found;
      switch (command.type) {
        case 'notification.send':
          return refuseSend(of, column, command, actor);
        case 'notification.hold':
          return column.hold === null ? null : refuse('conflict', 'the notice is held already');
        case 'notification.release':
          return column.hold === null ? refuse('conflict', 'the notice is not held') : null;
        case 'notification.reached': {
          const entry = entryOfCustomer(of, command.customer);
          if (entry === NONE || column.part[entry] === 0) return refuse('not-found', 'this customer is not among those told');
          return null;
        }
      }
    },
    carryOut(command: NoticeCommand, actor: Actor, now: number): Fact | null {
      const found = find(command.notification);
      if (!found) return null;
      const { of, column } = found;
      const fact = (what: string, body: Fact['body'] = {}): Fact => ({
        type: `notice.${what}`,
        about: of.id,
        at: now,
        body: { kind: column.kind, by: actor.name, ...body },
      });
      switch (command.type) {
        case 'notification.send':
          if (column.gate === 'approval') column.gate = 'none';
          if (command.overrideQuiet) column.overridesQuiet = true;
          delivery.reconsider(of, column, now);
          return fact('sent-on', { overrideQuiet: command.overrideQuiet === true, reason: command.reason ?? null });
        case 'notification.hold':
          column.hold = command.reason;
          delivery.reconsider(of, column, now);
          return fact('held', { reason: command.reason });
        case 'notification.release':
          column.hold = null;
          delivery.reconsider(of, column, now);
          return fact('released', { reason: command.reason ?? null });
        case 'notification.reached': {
          const entry = entryOfCustomer(of, command.customer);
          if (entry === NONE) return null;
          if (column.part[entry] !== PART.acknowledged) delivery.reached(of, column, entry, now);
          return fact('reached', { customer: command.customer, note: command.note ?? null });
        }
      }
    },
  };
}
