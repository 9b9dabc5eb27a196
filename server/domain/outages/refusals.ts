/** Why a command about an outage cannot be carried out now; each refusal has a code and a sentence that says what would help (rule O3). */

import type { OutageCommand } from '../../../shared/commands/outageCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Refusal } from '../core.ts';
import { NONE } from '../network/network.ts';
import type { View } from '../view.ts';
import { downstreamMembers } from './dividing.ts';
import { isMeasured } from './measured.ts';
import { isOpen, type Outage } from './outage.ts';

export type Asked<T extends OutageCommand['type']> = Extract<OutageCommand, { readonly type: T }>;

/** Names an outage that does not exist yet: a person opens one on a device. */
export const NEW_OUTAGE = 'new';

const refuse = (code: string, message: string): Refusal => ({ code, message });
const conflict = (message: string): Refusal => refuse('conflict', message);

function visible(view: View, outage: Outage, actor: Actor): boolean {
  if (actor.areas === null) return true;
  const own = new Set(actor.areas);
  const { areas, feeders } = view.network;
  const inside = (smallest: number): boolean => {
    for (let area = smallest; area !== NONE; area = areas[area]!.parent) if (own.has(areas[area]!.id)) return true;
    return false;
  };
  const feeder = view.network.branches.feeder[outage.device]!;
  return [...outage.areas.keys()].some(inside) || (feeder !== NONE && inside(feeders[feeder]!.area));
}

/** Moment in a command; a refusal when it cannot be. */
function momentOf(value: string | number): number | Refusal {
  const parsed = parseTime(value);
  return parsed.ok ? parsed.ms : refuse(parsed.problem, 'the time is not RFC 3339 with a zone, or not sensible');
}

function refuseStart(view: View, command: Asked<'outage.confirm'>, actor: Actor): Refusal | null {
  if (command.startedAt === undefined) return null;
  const at = momentOf(command.startedAt);
  if (typeof at !== 'number') return at;
  if (at > view.now()) return refuse('value-range', 'an outage cannot start in the future');
  const mayGoFurther = actor.role === 'supervisor' || actor.role === 'administrator';
  const tooFar = view.now() - at > view.settings.backdateLimitMs && !mayGoFurther;
  return tooFar ? refuse('value-range', 'only a supervisor may date a start back so far') : null;
}

function refuseDevice(view: View, branch: number | undefined): Refusal | null {
  if (branch === undefined) return refuse('unmapped', 'the network has no such device');
  if (isMeasured(view.world, branch)) return conflict('good telemetry of this device says what it does; a word cannot overrule it');
  if (view.world.energisation.lossIfOpened(branch).servicePoints.length === 0)
    return conflict('nobody who has supply would lose it with this device');
  return null;
}

function refuseConfirm(view: View, command: Asked<'outage.confirm'>, outage: Outage | null, actor: Actor): Refusal | null {
  const start = refuseStart(view, command, actor);
  if (start) return start;
  if (outage === null) {
    if (command.device === undefined) return refuse('missing-field', 'a new outage needs a device');
    return refuseDevice(view, view.network.branchIndex.get(command.device));
  }
  if (!isOpen(outage)) return conflict('the outage has ended');
  if (outage.state !== 'predicted') {
    if (command.device !== undefined && view.network.branchIndex.get(command.device) !== outage.device)
      return conflict('the outage is confirmed on another device; split or cancel it');
    return command.startedAt !== undefined && outage.origin === 'scada' ? conflict('telemetry says when this outage began') : null;
  }
  if (outage.prediction?.level === 'service' && command.device === undefined) return null;
  return refuseDevice(view, command.device === undefined ? outage.device : view.network.branchIndex.get(command.device));
}

function refuseEnding(view: View, outage: Outage): Refusal | null {
  if (outage.level === 'service') return null;
  return isMeasured(view.world, outage.device) && view.world.energisation.positions.open[outage.device]
    ? conflict('good telemetry says the device is still open')
    : null;
}

function refuseClose(view: View, command: Asked<'outage.closeWithReason'>, outage: Outage): Refusal | null {
  if (outage.state === 'predicted') return conflict('a prediction is confirmed or cancelled, not closed');
  if (outage.state === 'closed' || outage.state === 'void') return conflict('the outage is closed already');
  if (outage.state === 'restored') return null;
  if (!command.restored) return conflict('customers are still out; say that supply is back, or wait for the evidence');
  return refuseEnding(view, outage);
}

function refuseMerge(view: View, command: Asked<'outage.merge'>, outage: Outage): Refusal | null {
  const into = view.outage(command.into);
  if (!into) return refuse('not-found', 'there is no such outage to merge into');
  if (into.id === outage.id) return refuse('value-range', 'an outage cannot be merged into itself');
  const confirmed = (each: Outage): boolean => isOpen(each) && each.state !== 'predicted';
  if (!confirmed(outage) || !confirmed(into)) return conflict('only open, confirmed outages can be merged');
  if ((outage.origin === 'planned') !== (into.origin === 'planned')) return conflict('planned and unplanned outages do not mix');
  return null;
}

function refuseSplit(view: View, command: Asked<'outage.split'>, outage: Outage): Refusal | null {
  if (!isOpen(outage) || outage.state === 'predicted') return conflict('only an open, confirmed outage can be split');
  const points = partOf(view, command, outage);
  if (points === null) return refuse('reference', 'name a device, or service points that are in this outage');
  if (points.length === 0 || points.length === outage.members) return conflict('both parts must keep somebody');
  return null;
}

/** Service points of the part that is split off; null when the command names something else. */
export function partOf(view: View, command: Asked<'outage.split'>, outage: Outage): readonly number[] | null {
  const { servicePointIndex, branchIndex } = view.network;
  if (command.servicePoints) {
    const points = command.servicePoints.map((id) => servicePointIndex.get(id));
    const inside = points.filter((point) => point !== undefined && view.world.ledger.outageOf[point] === outage.slot);
    return inside.length === points.length ? [...new Set(inside.filter((point) => point !== undefined))] : null;
  }
  const branch = command.device === undefined ? undefined : branchIndex.get(command.device);
  return branch === undefined ? null : downstreamMembers(view.world, branch, outage.slot);
}

function refuseReopen(view: View, outage: Outage): Refusal | null {
  if (outage.state !== 'closed') return conflict('only a closed outage can be reopened');
  return view.now() - (outage.endedAt ?? 0) > view.settings.reopenWindowMs
    ? conflict('the time for reopening is over; open a new outage')
    : null;
}

export function refusalOf(view: View, command: OutageCommand, actor: Actor): Refusal | null {
  const found = view.outage(command.outage);
  const outage = found && visible(view, found, actor) ? found : null;
  if (!outage) {
    if (command.type === 'outage.confirm' && command.outage === NEW_OUTAGE) return refuseConfirm(view, command, null, actor);
    return refuse('not-found', 'there is no such outage');
  }
  switch (command.type) {
    case 'outage.confirm':
      return refuseConfirm(view, command, outage, actor);
    case 'outage.cancel':
      return isOpen(outage) ? (outage.state === 'predicted' ? null : refuseEnding(view, outage)) : conflict('the outage has ended');
    case 'outage.setEstimate': {
      const at = momentOf(command.at);
      if (typeof at !== 'number') return at;
      if (!isOpen(outage)) return conflict('the outage has ended');
      return at <= view.now() ? refuse('value-range', 'an estimate lies in the future') : null;
    }
    case 'outage.setCause':
      return outage.state === 'void' ? conflict('a void outage has no cause') : null;
    case 'outage.merge':
      return refuseMerge(view, command, outage);
    case 'outage.split':
      return refuseSplit(view, command, outage);
    case 'outage.closeWithReason':
      return refuseClose(view, command, outage);
    case 'outage.reopen':
      return refuseReopen(view, outage);
    case 'outage.acknowledge':
    case 'outage.comment':
      return null;
  }
}
