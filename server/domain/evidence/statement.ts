/** A word on a device that nobody measures, from a person or from many meters: it stands open, or it is closed again (rules N11, N12, E31). */

import { takeDarkBefore } from '../outages/darkBefore.ts';
import { operate } from '../outages/operation.ts';
import { type EvidenceItem, isOpen, type Origin, type Outage } from '../outages/outage.ts';
import { applyOwnFault } from '../outages/ownFault.ts';
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
  /** Place among the statements that follow from one input; no two events share a key. */
  readonly ordinal?: number;
  /** Outage this one stayed behind from (rule O17). */
  readonly parent: string | null;
  /** Open outage that took over what this device had darkened before (rule O22). */
  readonly darkBefore?: string | null;
  readonly reason?: string | null;
  /** Prediction that becomes this outage, with its id, history and estimates. */
  readonly prior?: Outage | null;
  /** The only service point meant, when the trouble is its own and not the device's. */
  readonly servicePoint?: number | null;
};

/** Statements that one input can lead to. */
const MOST_STATEMENTS = 1024;

/** Its place among other events is when it was said, not what it is about. */
export const statementKey = ({ receivedAt, commit, by, branch, ordinal = 0 }: StatementEvent): OrderKey => ({
  t: receivedAt,
  rank: 3,
  source: by,
  epoch: 0,
  seq: commit * MOST_STATEMENTS + ordinal,
  at: receivedAt,
  turn: 0,
  place: branch,
});

export function applyStatement(world: World, event: StatementEvent, key: OrderKey): void {
  const { points, network } = world;
  const { branch, phases, open, at, by, commit, origin, cause, parent, reason = null, prior = null, servicePoint = null } = event;
  const { darkBefore = null } = event;
  const larger = darkBefore === null ? null : world.ledger.outages.get(darkBefore);
  if (larger !== null && (!larger || !isOpen(larger))) return;
  const point = points.get(branch);
  const before = point.person?.open ?? network.branches.normalOpenPhases[branch]!;
  const value = open ? 'open' : 'closed';
  const evidence: EvidenceItem = {
    at,
    kind: 'statement',
    object: network.branches.ids[branch]!,
    value: reason === null ? value : `${value}: ${reason}`,
    quality: 'good',
    source: by,
    commit,
  };
  const operation = {
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
    prior,
    parent,
  };
  if (servicePoint !== null) {
    applyOwnFault(world, servicePoint, open, operation);
    return;
  }
  points.set(branch, {
    ...point,
    person: { open: open ? before | phases : before & ~phases, key, origin, cause },
    openedAt: open ? at : point.openedAt,
  });
  operate(world, [branch], operation);
  if (larger) takeDarkBefore(world, larger.id, branch, { ...operation, parent });
}
