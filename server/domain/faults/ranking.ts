/** Puts the likelier branches of a section first: those on the way to where people reported danger or trouble (rule F4). */

import type { DarkZone } from './darkZone.ts';
import { type FaultSection, type SectionReason, upward } from './locate.ts';

export type Pointers = {
  /** Nodes at which people reported danger. */
  readonly hazards: readonly number[];
  /** Devices below at which trouble was predicted before the outage took it over. */
  readonly hints: readonly number[];
};

/** The same branches in another order, with what put the first ones there. */
export function rankSection(zone: DarkZone, { branches, reasons }: FaultSection, { hazards, hints }: Pointers): FaultSection {
  const section = new Set(branches);
  const worth = new Map<number, number>();
  const found: SectionReason[] = [];
  const point = (code: 'hazard' | 'hint', branch: number, weight: number): void => {
    const nearest = section.has(branch) ? branch : [...upward(zone, branch)].find((above) => section.has(above));
    if (nearest === undefined) return;
    worth.set(nearest, (worth.get(nearest) ?? 0) + weight);
    found.push({ code, branch });
  };
  for (const node of new Set(hazards)) {
    const branch = zone.feeding.get(node);
    // Danger that a person saw says more than any number of silent houses.
    if (branch !== undefined) point('hazard', branch, section.size + 1);
  }
  for (const branch of new Set(hints)) point('hint', branch, 1);
  if (found.length === 0) return { branches, reasons };
  const ranked = branches.toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0));
  return { branches: ranked, reasons: [...reasons, ...found] };
}
