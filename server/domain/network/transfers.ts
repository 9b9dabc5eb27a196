/** Turns windings into rules of the form "these phases here make those phases there live" (rule N5). */

import type { NetworkBranch } from '../../../shared/network.ts';
import { maskOf } from './phases.ts';

/** A coil at one end of a branch: on one phase, or between two. */
type Coil = { readonly end: number; readonly phases: number };
type Core = readonly Coil[];

export type TransferRule = {
  readonly fromNode: number;
  readonly toNode: number;
  readonly need: number;
  readonly give: number;
  readonly gate: number;
};

const coil = (end: number, letters: string): Coil => ({ end, phases: maskOf(letters) });

/** Delta on the primary, wye on the secondary: what most distribution substations and transformers with a delta have. */
const DELTA_WYE: readonly Core[] = [
  [coil(0, 'AB'), coil(1, 'A')],
  [coil(0, 'BC'), coil(1, 'B')],
  [coil(0, 'AC'), coil(1, 'C')],
];
const OPEN_DELTA: readonly Core[] = [
  [coil(0, 'AB'), coil(1, 'AB')],
  [coil(0, 'BC'), coil(1, 'BC')],
];

function coresOfMap(branch: NetworkBranch, map: Readonly<Record<string, string>>): Core[] {
  const betweenPhases = branch.winding === 'delta' || branch.winding === 'open-delta';
  const cores: Core[] = [];
  for (const [primary, secondary] of Object.entries(map)) {
    if (primary.length === 3 && secondary.length === 3) {
      for (let i = 0; i < 3; i += 1) cores.push([coil(0, primary.charAt(i)), coil(1, secondary.charAt(i))]);
    } else if (branch.kind !== 'transformer' && primary.length === secondary.length) {
      for (let i = 0; i < primary.length; i += 1) cores.push([coil(0, primary.charAt(i)), coil(1, secondary.charAt(i))]);
    } else if (betweenPhases) {
      cores.push([coil(0, primary), coil(1, secondary)]);
    } else {
      cores.push([coil(0, primary), ...[...secondary].map((leg) => coil(1, leg))]);
    }
  }
  return cores;
}

/** null where every phase passes straight through in both directions. */
function coresOf(branch: NetworkBranch): readonly Core[] | null {
  if (branch.cores) return branch.cores.map((core) => core.map(({ end, phases }) => coil(end, phases)));
  if (branch.phaseMap) return coresOfMap(branch, branch.phaseMap);
  if (branch.kind !== 'transformer') return null;
  if (branch.winding === 'delta') return DELTA_WYE;
  if (branch.winding === 'open-delta') return OPEN_DELTA;
  return null;
}

/**
 * Rules of one branch; empty where equal phases are simply joined. `nodes` are its ends, `from` first.
 *
 * A coil is live when all of its phases are, and one live coil makes the others of its core live. A three-phase transformer
 * with a delta winding passes supply only away from the source, since half of a delta would otherwise feed back phases that
 * the upstream network has lost; node numbers grow with the distance from the source, so its feeding end is the lowest.
 */
export function transferRules(branch: NetworkBranch, nodes: readonly number[]): readonly TransferRule[] {
  const cores = coresOf(branch);
  if (!cores) return [];
  const feedingNode = branch.kind === 'transformer' && branch.winding === 'delta' ? Math.min(...nodes) : null;
  const rules: TransferRule[] = [];
  for (const core of cores) {
    for (const giver of core) {
      const fromNode = nodes[giver.end];
      if (fromNode === undefined || (feedingNode !== null && fromNode !== feedingNode)) continue;
      for (const taker of core) {
        const toNode = nodes[taker.end];
        if (taker === giver || toNode === undefined || giver.phases === 0 || taker.phases === 0) continue;
        const gate = (giver.end === 0 ? giver.phases : 0) | (taker.end === 0 ? taker.phases : 0);
        rules.push({ fromNode, toNode, need: giver.phases, give: taker.phases, gate });
      }
    }
  }
  return rules;
}
