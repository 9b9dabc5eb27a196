/** Turns what a person asks for into events of the live state (rules N12, O3, O16, O18, O19). */

import type { OutageCommand } from '../../../shared/commands/outageCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Engine } from '../engine.ts';
import { type StatementEvent, statementKey } from '../evidence/statement.ts';
import { NONE } from '../network/network.ts';
import type { View } from '../view.ts';
import { type Amendment, type AmendmentEvent, amendmentKey, annotated, nameOfAmendment } from './amendment.ts';
import { isOpen, type Outage } from './outage.ts';
import { partOf } from './refusals.ts';

export type CommandMoment = { readonly receivedAt: number; readonly commit: number; readonly now: number };

const timeOf = (value: string | number): number | null => {
  const parsed = parseTime(value);
  return parsed.ok ? parsed.ms : null;
};

export type Commands = {
  /** Carries out what `refusalOf` did not refuse. */
  carryOut(command: OutageCommand, actor: Actor, moment: CommandMoment): void;
};

export function createCommands(view: View, engine: Engine): Commands {
  const { world, network, forecast } = view;

  function amend(
    outage: Outage,
    amendment: Amendment,
    actor: Actor,
    { receivedAt, commit, now }: CommandMoment,
    others: readonly number[] = [],
  ): void {
    const groups = [outage.device, ...others].flatMap((branch) => [...world.groups.ofBranch(branch)]);
    const event: AmendmentEvent = { type: 'amendment', groups, receivedAt, commit, outage: outage.id, by: actor.name, amendment };
    if (world.ledger.outages.has(outage.id)) {
      engine.replay.insert(event, amendmentKey(event, outage.device), now);
      return;
    }
    const noted = annotated(outage, event);
    if (!noted) return;
    const what = nameOfAmendment(event);
    const entry = { at: receivedAt, what, values: noted.values, commit, by: actor.name };
    forecast.predicted.put({ ...noted.outage, history: [...outage.history, entry], revision: commit });
    engine.say({ type: `outage.${what}`, about: outage.id, at: receivedAt, body: { ...noted.values, by: actor.name } });
  }

  function state(
    said: Omit<StatementEvent, 'type' | 'groups' | 'receivedAt' | 'commit' | 'origin' | 'parent'>,
    moment: CommandMoment,
  ): void {
    const { receivedAt, commit, now } = moment;
    const groups = world.groups.ofBranch(said.branch);
    const event: StatementEvent = { ...said, type: 'statement', groups, receivedAt, commit, origin: 'manual', parent: null };
    engine.replay.insert(event, statementKey(event), now);
  }

  function confirm(
    command: Extract<OutageCommand, { type: 'outage.confirm' }>,
    outage: Outage | null,
    actor: Actor,
    moment: CommandMoment,
  ): void {
    const startedAt = command.startedAt === undefined ? null : timeOf(command.startedAt);
    if (outage && outage.state !== 'predicted') {
      if (startedAt !== null && startedAt !== outage.startedAt) amend(outage, { what: 'start', at: startedAt }, actor, moment);
      return;
    }
    const named = command.device === undefined ? undefined : network.branchIndex.get(command.device);
    const branch = named ?? outage?.device ?? NONE;
    if (branch === NONE) return;
    const own = named === undefined && outage?.prediction?.level === 'service';
    state(
      {
        branch,
        phases: 7,
        open: true,
        at: startedAt ?? outage?.startedAt ?? moment.receivedAt,
        cause: outage?.cause ?? 'under-investigation',
        by: actor.name,
        reason: command.reason ?? null,
        prior: outage,
        servicePoint: own ? (outage.prediction?.point ?? null) : null,
      },
      moment,
    );
  }

  /** Supply is back by a person's word: the device is closed again, and whoever is not lost for certain has supply. */
  function release(outage: Outage, reason: string, actor: Actor, moment: CommandMoment): void {
    closeAgain(outage, reason, actor, moment);
    const left = world.ledger.outages.get(outage.id);
    if (left && isOpen(left)) amend(left, { what: 'release', reason }, actor, moment);
  }

  function closeAgain(outage: Outage, reason: string, actor: Actor, moment: CommandMoment): void {
    const servicePoint = outage.level === 'service' ? (world.ledger.pointsOf(outage.slot)[0] ?? null) : null;
    const said = { branch: outage.device, phases: 7, open: false, at: moment.receivedAt, cause: 'unknown', by: actor.name };
    state({ ...said, reason, prior: null, servicePoint }, moment);
  }

  function cancel(outage: Outage, reason: string, actor: Actor, moment: CommandMoment): void {
    if (outage.state === 'predicted') {
      forecast.dismiss(outage.id, reason, actor.name, moment);
      return;
    }
    closeAgain(outage, reason, actor, moment);
    amend(world.ledger.outages.get(outage.id) ?? outage, { what: 'cancel', reason }, actor, moment);
  }

  return {
    carryOut(command, actor, moment) {
      const outage = view.outage(command.outage);
      if (command.type === 'outage.confirm') return confirm(command, outage, actor, moment);
      if (!outage) return;
      const reason = 'reason' in command ? (command.reason ?? null) : null;
      switch (command.type) {
        case 'outage.cancel':
          return cancel(outage, command.reason, actor, moment);
        case 'outage.setEstimate': {
          const at = timeOf(command.at);
          if (at !== null) amend(outage, { what: 'estimate', at, reason }, actor, moment);
          return;
        }
        case 'outage.setCause':
          return amend(outage, { what: 'cause', cause: command.cause, note: command.note ?? null }, actor, moment);
        case 'outage.merge': {
          const into = view.outage(command.into);
          if (into) amend(outage, { what: 'merge', into: into.id, reason }, actor, moment, [into.device]);
          return;
        }
        case 'outage.split': {
          const servicePoints = partOf(view, command, outage);
          const device = (command.device === undefined ? undefined : network.branchIndex.get(command.device)) ?? outage.device;
          if (servicePoints) amend(outage, { what: 'split', servicePoints, device, reason }, actor, moment, [device]);
          return;
        }
        case 'outage.closeWithReason':
          if (isOpen(outage)) release(outage, command.reason, actor, moment);
          else amend(outage, { what: 'close', reason: command.reason }, actor, moment);
          return;
        case 'outage.reopen':
          return amend(outage, { what: 'reopen', reason: command.reason }, actor, moment);
        case 'outage.acknowledge':
          return amend(outage, { what: 'acknowledged' }, actor, moment);
        case 'outage.comment':
          return amend(outage, { what: 'comment', text: command.text }, actor, moment);
      }
    },
  };
}
