/** What happens when a deadline passes: lockout inferred, sustained, position lost, silent, calm again (rules O9, O10, E5, E19, E32). */

import { silence } from '../evidence/liveness.ts';
import { losePosition, trustAgain } from '../evidence/readings.ts';
import type { World } from '../world.ts';
import { discount } from './ending.ts';
import { isOpen } from './outage.ts';
import type { Timer } from './timers.ts';

export function applyTimer(world: World, timer: Timer, at: number): void {
  switch (timer.kind) {
    case 'lockout': {
      const outage = world.ledger.outages.get(timer.outage);
      if (!outage || !isOpen(outage) || !outage.possiblyMomentary) return;
      const entry = { at, what: 'lockout-inferred', values: {}, commit: null, by: null };
      world.note({ ...outage, lockout: 'inferred', possiblyMomentary: false }, entry, outage.revision);
      return;
    }
    case 'sustained': {
      const outage = world.ledger.outages.get(timer.outage);
      if (!outage || !isOpen(outage)) return;
      const entry = { at, what: 'sustained', values: { customers: outage.customersOut }, commit: null, by: null };
      world.note({ ...outage, possiblyMomentary: false }, entry, outage.revision);
      discount(world, outage);
      return;
    }
    case 'travel':
      losePosition(world, timer.branch, timer.source, at, 0);
      return;
    case 'silent':
      silence(world, timer.branch, timer.source, at);
      return;
    case 'calm':
      trustAgain(world, timer.branch, timer.source, at);
      return;
  }
}
