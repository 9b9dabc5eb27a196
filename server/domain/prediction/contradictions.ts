/** Meters that say on inside confirmed outages: shown, and from enough on a device that nobody measures is closed again (rules E31, J162). */

import type { Fact } from '../core.ts';
import type { World } from '../world.ts';
import { ALL_PHASES } from './assess.ts';
import type { Statement } from './statement.ts';

/** Service points that said on, and when, by outage. */
export type ContradictionState = readonly (readonly [outage: string, points: readonly (readonly [point: number, at: number])[]])[];

export type ContradictionOptions = {
  readonly world: World;
  /** Power-ups that prove a branch closed. */
  readonly limitOf: (branch: number) => number;
  /** Answers to pings that do. */
  readonly most: number;
  readonly saved?: ContradictionState;
};

export function createContradictions({ world, limitOf, most, saved = [] }: ContradictionOptions) {
  const { ledger, network } = world;
  const contradicted = new Map<string, Map<number, number>>(saved.map(([outage, points]) => [outage, new Map(points)]));
  return {
    state: (): ContradictionState =>
      [...contradicted].filter(([id]) => ledger.outages.has(id)).map(([id, points]) => [id, [...points]] as const),
    /** What follows from one more meter that says on. */
    hear(id: string, point: number, at: number, poweredUp: boolean): { readonly fact: Fact | null; readonly statement: Statement | null } {
      const outage = ledger.outages.get(id);
      const nothing = { fact: null, statement: null };
      if (!outage || at <= outage.startedAt) return nothing;
      // A three-phase meter answers as long as one phase lives.
      if (!poweredUp && ledger.dead[point] !== network.servicePoints.required[point]) return nothing;
      const points = contradicted.get(id) ?? new Map<number, number>();
      contradicted.set(id, points.set(point, at));
      const body = { code: 'evidence-conflict', servicePoint: network.servicePoints.ids[point]! };
      const fact = { type: 'message.flagged', about: id, at, body };
      const telemetered = network.branches.telemetered[outage.device] === 1 || world.points.get(outage.device).sources.size > 0;
      const enough = poweredUp ? limitOf(outage.device) : Math.min(outage.members, most);
      if (telemetered || points.size < enough) return { fact, statement: null };
      contradicted.delete(id);
      const word = { branch: outage.device, phases: ALL_PHASES, by: 'meters', prior: null, parent: null } as const;
      return { fact, statement: { ...word, type: 'closed', at: Math.min(...points.values()) } };
    },
  };
}
