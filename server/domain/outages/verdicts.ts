/** Writes into outages what meters and callers said of their end: verified and closed, or disputed (rules O3, O20, O21, O24). */

import type { Engine } from '../engine.ts';
import type { World } from '../world.ts';
import { type Amendment, type AmendmentEvent, amendmentKey } from './amendment.ts';

export type Verdict = { readonly outage: string; readonly amendment: Extract<Amendment, { what: 'verified' | 'dispute' }> };

export type VerdictMoment = { readonly commit: number; readonly now: number };

/** Verdicts on outages that have left memory are of no use any more. */
export function hearVerdicts(world: World, { replay }: Engine, verdicts: readonly Verdict[], { commit, now }: VerdictMoment): void {
  for (const [turn, { outage: id, amendment }] of verdicts.entries()) {
    const outage = world.ledger.outages.get(id);
    if (!outage) continue;
    const groups = world.groups.ofBranch(outage.device);
    const event: AmendmentEvent = { type: 'amendment', groups, receivedAt: now, commit, outage: id, by: null, amendment };
    replay.insert(event, { ...amendmentKey(event, outage.device), turn }, now);
  }
}
