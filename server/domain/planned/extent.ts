/** Whom a switching list leaves without supply, on the network as it will be switched at that hour (rules L2, M2). */

import { createLiveEnergisation } from '../network/liveEnergisation.ts';
import { isOpen } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';

export type Switching = { readonly open: readonly number[]; readonly close: readonly number[] };

/** Service points that lose a phase, ascending. What an outage holds open today is mended by then; other plans of that hour are carried out. */
export function extentOf({ world, network, openOutages }: LiveView, { open, close }: Switching, others: readonly Switching[]): Int32Array {
  const { positions } = world.energisation;
  const start = { open: positions.open.slice(), unknown: new Uint8Array(positions.unknown.length) };
  for (const outage of openOutages()) if (isOpen(outage)) start.open[outage.device] = network.branches.normalOpenPhases[outage.device]!;
  const phases = (branch: number): number => network.branches.phases[branch]!;
  for (const other of others) {
    for (const branch of other.close) start.open[branch] = 0;
    for (const branch of other.open) start.open[branch] = phases(branch);
  }
  for (const branch of close) start.open[branch] = 0;
  const study = createLiveEnergisation(network, start);
  const change = study.setMany(open.map((branch) => ({ branch, open: phases(branch), unknown: 0 })));
  return change.servicePoints.filter((point, i) => (change.phasesBefore[i]! & ~study.livePhases[point]!) !== 0).sort();
}
