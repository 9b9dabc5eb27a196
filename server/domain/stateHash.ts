/** One hash over the live state, in an order that does not depend on arrival (rule E26). */

import { createHash } from 'node:crypto';
import { isOpen } from './outages/outage.ts';
import type { View } from './view.ts';

/** FNV-1a over ascending numbers. */
function digest(points: Int32Array): string {
  let hash = 0x811c9dc5;
  for (const point of points.slice().sort()) {
    hash = Math.imul(hash ^ (point & 0xffff), 0x01000193);
    hash = Math.imul(hash ^ (point >>> 16), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

/** Lines of text, one a thing, that are equal exactly when the live state is; good for finding what differs. */
export function stateLines(view: View): string[] {
  const { network, world } = view;
  const { servicePoints, branches } = network;
  const { energisation, ledger } = world;
  const outageName = (id: string | null): string => {
    const outage = id === null ? null : ledger.outages.get(id);
    return outage ? `${branches.ids[outage.device]} ${outage.startedAt}` : '-';
  };
  const lines: string[] = [];
  for (let b = 0; b < branches.count; b += 1) {
    const mask = branches.phases[b]!;
    const open = energisation.positions.open[b]! & mask;
    const unknown = energisation.positions.unknown[b]! & mask;
    if (open !== (branches.normalOpenPhases[b]! & mask) || unknown !== 0) lines.push(`position ${branches.ids[b]} ${open} ${unknown}`);
  }
  for (let p = 0; p < servicePoints.count; p += 1) {
    const slot = ledger.outageOf[p]!;
    if (slot !== -1) lines.push(`out ${servicePoints.ids[p]} ${ledger.dead[p]} ${ledger.since[p]} ${outageName(ledger.bySlot(slot).id)}`);
    else if (ledger.unknown[p]) lines.push(`unknown ${servicePoints.ids[p]}`);
  }
  for (const outage of view.outages()) {
    const name = outageName(outage.id);
    const { state, voidReason, momentary, possiblyMomentary, lockout, counted, startedAfter, startUncertain, restoredAt, cause, origin } =
      outage;
    lines.push(
      `outage ${name} ${JSON.stringify([state, voidReason, momentary, possiblyMomentary, lockout, counted, startedAfter, startUncertain, restoredAt, cause, origin])} parent ${outageName(outage.parent)} into ${outageName(outage.mergedInto)}`,
    );
    if (isOpen(outage)) lines.push(`open ${name} ${outage.customersOut} ${outage.customersPartial} ${outage.customersPeak}`);
    for (const { start, at, how, to, servicePoints: points } of outage.steps) {
      lines.push(`interruptions ${name} ${start} ${at} ${how} to ${outageName(to)} ${points.length} ${digest(points)}`);
    }
  }
  for (const source of view.sources()) lines.push(`source ${source.id} ${source.online}`);
  return lines.sort();
}

export function hashState(view: View): string {
  const hash = createHash('sha256');
  for (const line of stateLines(view)) hash.update(line).update('\n');
  return hash.digest('hex');
}
