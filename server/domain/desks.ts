/** All desks of the core, in the order in which they work, and which of them a command belongs to. */

import type { Command } from '../../shared/commands.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { Actor } from '../../shared/roles.ts';
import type { Fact, Refusal, Touched } from './core.ts';
import type { Concluded, Desk } from './desk.ts';
import type { Moment } from './evidence/intake.ts';
import type { LiveView } from './view.ts';

/** What each desk answers to projections and to the desks after it. */
export type DeskViews = Readonly<Record<never, never>>;

/** What each desk keeps in a snapshot. */
export type DesksState = Readonly<Record<never, never>>;

export type Desks = {
  readonly views: DeskViews;
  hear(message: Message, moment: Moment): void;
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

export function createDesks(_options: DesksOptions): Desks {
  const all: readonly Bound[] = [];
  let said: Fact[] = [];
  return {
    views: {},
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
    state: () => ({}),
  };
}

export const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
