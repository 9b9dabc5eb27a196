/** A word on a device that nobody measures, from a person or from many meters: it stands open, or it is closed again (rules N11, N12, E31). */

import { operate } from '../outages/operation.ts';
import type { EvidenceItem, Origin } from '../outages/outage.ts';
import type { World } from '../world.ts';
import type { OrderKey } from './order.ts';

export type StatementEvent = {
  readonly type: 'statement';
  readonly groups: readonly number[];
  readonly receivedAt: number;
  readonly commit: number;
  readonly branch: number;
  /** Phases spoken of, 7 for the whole device. */
  readonly phases: number;
  readonly open: boolean;
  /** Start of the loss, or moment of the return; may lie before the statement (rule O16). Epoch milliseconds. */
  readonly at: number;
  readonly origin: Origin;
  readonly cause: string;
  /** Who said it: a user, or "meters". */
  readonly by: string;
  /** Outage this one stayed behind from (rule O17). */
  readonly parent: string | null;
};

/** Its place among other events is when it was said, not what it is about. */
export const statementKey = ({ receivedAt, commit, by, branch }: StatementEvent): OrderKey => ({
  t: receivedAt,
  rank: 3,
  source: by,
  epoch: 0,
  seq: commit,
  at: receivedAt,
  turn: 0,
  place: branch,
});

export function applyStatement(world: World, event: StatementEvent, key: OrderKey): void {
  const { points, network } = world;
  const { branch, phases, open, at, by, commit, origin, cause } = event;
  const point = points.get(branch);
  const before = point.person?.open ?? 0;
  points.set(branch, {
    ...point,
    person: { open: open ? before | phases : before & ~phases, key },
    openedAt: open ? at : point.openedAt,
  });
  const value = open ? 'open' : 'closed';
  const evidence: EvidenceItem = {
    at,
    kind: 'statement',
    object: network.branches.ids[branch]!,
    value,
    quality: 'good',
    source: by,
    commit,
  };
  operate(world, [branch], {
    device: branch,
    at,
    after: null,
    uncertain: false,
    origin,
    lockout: true,
    cause,
    phases: open ? phases : 0,
    commit,
    by: by === 'meters' ? null : by,
    evidence,
  });
}
