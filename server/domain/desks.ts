/** All desks of the core, in the order in which they work, and which of them a command belongs to. */

import { type KeyCommand, keyCommands } from '../../shared/commands/keyCommands.ts';
import { type NoticeCommand, noticeCommands } from '../../shared/commands/noticeCommands.ts';
import { type PlannedCommand, plannedCommands } from '../../shared/commands/plannedCommands.ts';
import { type RepairCommand, repairCommands } from '../../shared/commands/repairCommands.ts';
import { type ServiceCommand, serviceCommands } from '../../shared/commands/serviceCommands.ts';
import { type Command, isAmong } from '../../shared/commands.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { NoticeEvent } from '../../shared/noticeEvent.ts';
import type { Actor } from '../../shared/roles.ts';
import type { Fact, Refusal, Touched } from './core.ts';
import type { Concluded, Desk } from './desk.ts';
import { earlier } from './earlier.ts';
import type { Moment } from './evidence/intake.ts';
import { createKeyDesk, type KeyState, type KeyView } from './keyCustomers/desk.ts';
import { createNoticeDesk, type NoticesState } from './notifications/desk.ts';
import type { NoticeView } from './notifications/noticeView.ts';
import type { NoticeSettings } from './notifications/settings.ts';
import { createPlannedDesk, type OrderStatement, type PlannedState, type PlannedView } from './planned/desk.ts';
import { createRepairs, type RepairsState, type RepairsView } from './repairs/repairs.ts';
import { createServiceDesk, type ServiceState, type ServiceView } from './service/desk.ts';
import type { LiveView } from './view.ts';

/** What each desk answers to projections and to the desks after it. */
export type DeskViews = {
  readonly repairs: RepairsView;
  readonly planned: PlannedView;
  readonly notices: NoticeView;
  readonly keyCustomers: KeyView;
  readonly service: ServiceView;
};

/** What each desk keeps in a snapshot. */
export type DesksState = {
  readonly repairs: RepairsState;
  readonly planned: PlannedState;
  readonly notices: NoticesState;
  readonly keyCustomers: KeyState;
  readonly service: ServiceState;
};

export type Desks = {
  readonly views: DeskViews;
  hear(message: Message, moment: Moment): void;
  /** What crews said of devices under approved orders since the last call. */
  takeOrders(): readonly OrderStatement[];
  /** What the sender of notices did, from the journal. */
  hearNotice(event: NoticeEvent, now: number): void;
  check(command: Command, actor: Actor): Refusal | null;
  carryOut(command: Command, actor: Actor, moment: Moment): void;
  settle(concluded: Concluded, moment: Moment): void;
  nextDeadline(): number | null;
  takeFacts(): readonly Fact[];
  takeTouched(): readonly Touched[];
  state(): DesksState;
};

export type DesksOptions = {
  readonly view: LiveView;
  readonly notices?: Partial<NoticeSettings>;
  /** What `state` gave; desks that did not exist then begin empty. */
  readonly saved: Partial<DesksState> | null;
};

/** A desk with the question whether a command is its own. */
type Bound = Omit<Desk<Command, unknown>, 'state' | 'check'> & {
  /** undefined = not a command of this desk. */
  check(command: Command, actor: Actor): Refusal | null | undefined;
};

export function bind<C extends Command, S>(isOwn: (asked: Command) => asked is C, desk: Desk<C, S>): Bound {
  return {
    ...desk,
    check: (command, actor) => (isOwn(command) ? desk.check(command, actor) : undefined),
    carryOut(command, actor, moment) {
      if (isOwn(command)) desk.carryOut(command, actor, moment);
    },
  };
}

export function createDesks({ view, notices: noticeSettings, saved }: DesksOptions): Desks {
  const repairs = createRepairs({ view, saved: saved?.repairs ?? null });
  const planned = createPlannedDesk({ view, saved: saved?.planned ?? null });
  const keyCustomers = createKeyDesk({ view, saved: saved?.keyCustomers ?? null });
  const notices = createNoticeDesk({
    view,
    register: view.register,
    plans: planned.view,
    settings: noticeSettings,
    saved: saved?.notices ?? null,
  });
  const service = createServiceDesk({ view, saved: saved?.service ?? null });
  const all: readonly Bound[] = [
    bind(isRepairCommand, repairs),
    bind(isServiceCommand, service),
    bind(isPlannedCommand, planned),
    bind(isNoticeCommand, notices),
    bind(isKeyCommand, keyCustomers),
  ];
  let said: Fact[] = [];
  return {
    views: { repairs: repairs.view, planned: planned.view, notices: notices.view, keyCustomers: keyCustomers.view, service: service.view },
    takeOrders: planned.takeStatements,
    hearNotice: notices.hearEvent,
    hear(message, moment) {
      for (const desk of all) desk.hear(message, moment);
    },
    check(command, actor) {
      for (const desk of all) {
        const answer = desk.check(command, actor);
        if (answer !== undefined) return answer;
      }
      return { code: 'command-unknown', message: 'nobody carries out this command' };
    },
    carryOut(command, actor, moment) {
      for (const desk of all) desk.carryOut(command, actor, moment);
    },
    settle(concluded, moment) {
      let { facts } = concluded;
      for (const desk of all) {
        desk.settle({ facts, outages: concluded.outages }, moment);
        facts = [...facts, ...desk.takeFacts()];
      }
      said.push(...facts.slice(concluded.facts.length));
    },
    nextDeadline: () => all.reduce<number | null>((earliest, desk) => earlier(earliest, desk.nextDeadline()), null),
    takeFacts() {
      const taken = said;
      said = [];
      return taken;
    },
    takeTouched: () => all.flatMap((desk) => desk.takeTouched()),
    state: () => ({
      repairs: repairs.state(),
      planned: planned.state(),
      notices: notices.state(),
      keyCustomers: keyCustomers.state(),
      service: service.state(),
    }),
  };
}

const isRepairCommand = (command: Command): command is RepairCommand => isAmong(repairCommands, command);
const isServiceCommand = (command: Command): command is ServiceCommand => isAmong(serviceCommands, command);
const isPlannedCommand = (command: Command): command is PlannedCommand => isAmong(plannedCommands, command);
const isKeyCommand = (command: Command): command is KeyCommand => isAmong(keyCommands, command);
const isNoticeCommand = (command: Command): command is NoticeCommand => isAmong(noticeCommands, command);
