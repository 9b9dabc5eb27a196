/** What a part of the core that works on concluded outages looks like: repairs, notices, plans, complaints. */

import type { Command } from '../../shared/commands.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { Actor } from '../../shared/roles.ts';
import type { Fact, Refusal, Touched } from './core.ts';
import type { Moment } from './evidence/intake.ts';

/** Desks see what the network part concluded and never change it; their own conclusions are facts like all others. */
export type Desk<C extends Command, S> = {
  /** A message as it came in, after the network part heard it. */
  hear(message: Message, moment: Moment): void;
  /** Why the command cannot be carried out now; null when it can. */
  check(command: C, actor: Actor): Refusal | null;
  /** Carries out what `check` did not refuse. */
  carryOut(command: C, actor: Actor, moment: Moment): void;
  /** After everything else of an input: what was concluded, which outages changed, and that time has passed. */
  settle(concluded: Concluded, moment: Moment): void;
  /** Earliest time at which `settle` would do something although nothing was heard, epoch milliseconds. */
  nextDeadline(): number | null;
  /** Conclusions since the last call. */
  takeFacts(): readonly Fact[];
  /** Records that changed since the last call. */
  takeTouched(): readonly Touched[];
  /** What a later start needs to go on; plain data, Maps and Sets are kept. */
  state(): S;
};

export type Concluded = {
  readonly facts: readonly Fact[];
  /** Outages whose record may differ from before; an id that no longer exists was taken back by later evidence. */
  readonly outages: ReadonlySet<string>;
};
