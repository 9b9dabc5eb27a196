/** What of the board somebody may see, by role, areas and crew. */

import { kindsFor } from './access.ts';
import type { BoardName } from './live.ts';
import { type RecordKind, recordKinds } from './records/record.ts';
import type { Actor, Role } from './roles.ts';

/** What one viewer may see: areas (null = all), record kinds, and only the jobs of the crew this user belongs to (null = all jobs). */
export type BoardSight = {
  readonly areas: readonly string[] | null;
  readonly kinds: readonly RecordKind[];
  readonly jobsOf: string | null;
};

/** Over HTTP the routes say which kinds somebody may read. */
export const sightOver = ({ areas, role, user }: Actor): BoardSight => ({ areas, kinds: recordKinds, jobsOf: jobsOf(role, user) });

/** What somebody gets on a board of the feed. */
export const sightOn = (board: BoardName, areas: readonly string[] | null, { role, user }: Actor): BoardSight => ({
  areas,
  kinds: kindsFor(board, role),
  jobsOf: jobsOf(role, user),
});

const jobsOf = (role: Role, user: string): string | null => (role === 'crew' ? user : null);

/** Viewers with equal text see the same. */
export const sightText = ({ areas, kinds, jobsOf }: BoardSight): string =>
  `${areas === null ? '*' : [...areas].sort().join(' ')}|${kinds.join(' ')}|${jobsOf ?? ''}`;
