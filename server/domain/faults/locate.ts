/** Where the fault lies: after the last indicator that saw fault current and before the first that did not (rules F2, F3). */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { clearsBeyond, type DarkZone } from './darkZone.ts';
import type { Indicators } from './indicators.ts';

export type SectionReason = {
  readonly code: 'no-indicators' | 'after' | 'before' | 'contradiction' | 'hazard' | 'hint';
  /** Indicator or place it is about, null for none. */
  readonly branch: number | null;
};

export type FaultSection = { readonly branches: readonly number[]; readonly reasons: readonly SectionReason[] };

/** Branches of the tree from one up to the root, nearest first. */
export function* upward({ before, feeding, farEnd }: DarkZone, branch: number): Iterable<number> {
  for (let node = before.get(farEnd.get(branch) ?? -1); node !== undefined; node = before.get(node)) {
    const above = feeding.get(node);
    if (above === undefined) return;
    yield above;
  }
}

export function locateFault(
  live: LiveEnergisation,
  zone: DarkZone,
  indicators: Indicators,
  tripAt: number,
  withinMs: number,
): FaultSection {
  const saw = new Map([...zone.farEnd.keys()].map((branch) => [branch, indicators.saw(branch, tripAt, withinMs)]));
  const reasons: SectionReason[] = [];
  const doubtful = new Set<number>();
  for (const [branch, word] of saw) {
    if (word !== 'fault') continue;
    for (const above of upward(zone, branch)) {
      if (saw.get(above) !== 'nothing') continue;
      doubtful.add(above).add(branch);
    }
  }
  for (const branch of doubtful) {
    saw.delete(branch);
    reasons.push({ code: 'contradiction', branch });
  }
  const fired = [...saw].flatMap(([branch, word]) => (word === 'fault' ? [branch] : []));
  const start = lastOf(zone, fired, reasons);
  if (start !== null) reasons.push({ code: 'after', branch: start });

  const branches: number[] = start === null ? [] : [start];
  const reached = new Set([start === null ? zone.root : (zone.farEnd.get(start) ?? zone.root)]);
  for (const node of zone.nodes) {
    const branch = zone.feeding.get(node);
    const from = zone.before.get(node);
    if (branch === undefined || from === undefined || !reached.has(from) || branch === start || clearsBeyond(live, branch)) continue;
    branches.push(branch);
    if (saw.get(branch) === 'nothing') reasons.push({ code: 'before', branch });
    else reached.add(node);
  }
  if (reasons.length === 0) reasons.push({ code: 'no-indicators', branch: null });
  return { branches, reasons };
}

/** The indicator farthest out that all others with fault current lead to; where they part, the last before that. */
function lastOf(zone: DarkZone, fired: readonly number[], reasons: SectionReason[]): number | null {
  const above = new Map(fired.map((branch) => [branch, new Set(upward(zone, branch))]));
  const tips = fired.filter((branch) => !fired.some((other) => above.get(other)?.has(branch)));
  const [tip] = tips;
  if (tip === undefined) return null;
  if (tips.length === 1) return tip;
  for (const branch of tips) reasons.push({ code: 'contradiction', branch });
  for (const branch of upward(zone, tip)) if (fired.includes(branch) && tips.every((other) => above.get(other)?.has(branch))) return branch;
  return null;
}
