/** Recounts what the ledger says of every customer and outage (rules O15, O22, O27, V2). */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { NONE } from '../network/network.ts';
import type { DomainSettings } from '../settings.ts';
import type { Ledger } from './ledger.ts';
import { isOpen } from './outage.ts';

/** What must hold at every moment; the first difference in words, null when all is well (rules O15, O22, O27, V2). */
export function findImbalance(ledger: Ledger, energisation: LiveEnergisation, settings: DomainSettings): string | null {
  const { servicePoints } = energisation.network;
  const sums = new Map<number, number>();
  let out = 0;
  let unknown = 0;
  for (let point = 0; point < servicePoints.count; point += 1) {
    const mask = ledger.dead[point]!;
    const slot = ledger.outageOf[point]!;
    const customers = servicePoints.customers[point]!;
    if ((mask === 0) !== (slot === NONE))
      return `service point ${servicePoints.ids[point]} is out without an outage, or in one and not out`;
    if (ledger.unknown[point]) unknown += customers;
    if (slot === NONE) continue;
    if (!isOpen(ledger.bySlot(slot))) return `service point ${servicePoints.ids[point]} is in an outage that has ended`;
    if (mask !== servicePoints.required[point] && !settings.partialPhaseCounts) continue;
    out += customers;
    sums.set(slot, (sums.get(slot) ?? 0) + customers);
  }
  const { all, feeders, areas } = ledger.tally;
  if (all.out[0] !== out) return `the summary says ${all.out[0]} customers out, the service points ${out}`;
  if (all.unknown[0] !== unknown) return `the summary says ${all.unknown[0]} customers unknown, the service points ${unknown}`;
  for (const outage of ledger.outages.values()) {
    if ((sums.get(outage.slot) ?? 0) !== outage.customersOut)
      return `${outage.id} says ${outage.customersOut}, its service points ${sums.get(outage.slot) ?? 0}`;
    const byArea = [...outage.areas.values()].reduce((sum, n) => sum + n, 0);
    if (byArea > outage.customersOut) return `the areas of ${outage.id} hold more than it has`;
  }
  const byFeeder = feeders.out.reduce((sum, n) => sum + n, 0);
  if (servicePoints.feeder.every((feeder) => feeder !== NONE) && byFeeder !== out)
    return `the feeders say ${byFeeder} customers out, the service points ${out}`;
  const roots = energisation.network.areas.reduce((sum, area, index) => sum + (area.parent === NONE ? areas.out[index]! : 0), 0);
  if (servicePoints.area.every((area) => area !== NONE) && roots !== out)
    return `the areas say ${roots} customers out, the service points ${out}`;
  return null;
}
