/** One door for everything a person asks: understood, allowed, not refused by the core, written down, then done. */

import { commandAccess } from '../shared/access.ts';
import { type Command, type CommandType, command as commandSchema, commandSchemas } from '../shared/commands.ts';
import { issueReason } from '../shared/issueReason.ts';
import type { Actor } from '../shared/roles.ts';
import type { Core } from './domain/core.ts';
import type { Pipeline } from './pipeline.ts';
import type { Clock, CommandDoor, CommandResult, Journal } from './ports.ts';
import { encodeCommand } from './restore.ts';

export type CommandDoorOptions = {
  readonly core: Pick<Core, 'check'>;
  readonly journal: Journal;
  readonly pipeline: Pick<Pipeline, 'command'>;
  readonly clock: Clock;
};

const USED = 'this command id was used for something else';

const refuse = (code: string, message: string): CommandResult => ({ ok: false, code, message });

const isType = (type: unknown): type is CommandType => typeof type === 'string' && Object.hasOwn(commandSchemas, type);

/** What a command is about, for the audit trail. */
const objectOf = (command: Command): string | null => {
  if ('complaint' in command) return command.complaint;
  if ('call' in command && command.call !== undefined) return command.call;
  if ('job' in command && command.job !== undefined) return command.job;
  if ('outage' in command && command.outage !== undefined) return command.outage;
  return 'crew' in command ? command.crew : null;
};
const reasonOf = (command: Command): string | null => ('reason' in command ? (command.reason ?? null) : null);

export type OwnDoor = CommandDoor & {
  /** What the server says itself on behalf of a person, whatever their role may say: a photo that came in. */
  executeOwn(payload: unknown, actor: Actor): Promise<CommandResult>;
};

export function createCommandDoor({ core, journal, pipeline, clock }: CommandDoorOptions): OwnDoor {
  async function execute(payload: unknown, actor: Actor, own: boolean): Promise<CommandResult> {
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
      return refuse('not-an-object', 'a command is a JSON object');
    const type: unknown = 'type' in payload ? payload.type : undefined;
    if (type === undefined) return refuse('missing-field', 'a command needs a type');
    if (!isType(type)) return refuse('command-unknown', 'there is no such command');
    if (!own && !commandAccess[type].includes(actor.role)) return refuse('not-allowed', `the role ${actor.role} may not give ${type}`);
    const parsed = commandSchema.safeParse(payload);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse(issueReason(parsed.error, payload), `${issue?.path.join('.') || 'command'}: ${issue?.message ?? 'not understood'}`);
    }
    const command = parsed.data;
    const entry = {
      type: 'command',
      kind: command.type,
      topic: '',
      payload: encodeCommand({ command, actor: { ...actor, areas: actor.areas ? [...actor.areas] : null } }),
      receivedAt: clock.now(),
      sender: actor.user,
      key: command.id,
      audit: {
        who: actor.user,
        role: actor.role,
        session: null,
        from: null,
        action: command.type,
        object: objectOf(command),
        reason: reasonOf(command),
        before: null,
        after: JSON.stringify(command),
      },
    } as const;
    const refusal = core.check(command, actor);
    if (refusal) {
      const before = await journal.findCommand(entry.key, entry.payload);
      if (before?.outcome === 'duplicate') return { ok: true, revision: before.commit };
      return before ? refuse('idempotency-conflict', USED) : refuse(refusal.code, refusal.message);
    }
    if (!journal.recording())
      return refuse('not-recording', 'nothing can be written down at the moment; try again when the banner is gone');
    const [outcome] = await journal.append([entry]);
    switch (outcome?.outcome) {
      case 'committed': {
        const applied = await pipeline.command(outcome.commit, entry.receivedAt, command, actor);
        return applied.refusal ? refuse(applied.refusal.code, applied.refusal.message) : { ok: true, revision: outcome.commit };
      }
      case 'duplicate':
        return { ok: true, revision: outcome.commit };
      case 'conflict':
        return refuse('idempotency-conflict', USED);
      default:
        return refuse('conflict', 'the command was not taken');
    }
  }
  return {
    execute: (payload, actor) => execute(payload, actor, false),
    executeOwn: (payload, actor) => execute(payload, actor, true),
  };
}
