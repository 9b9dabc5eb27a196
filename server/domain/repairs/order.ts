/** One order as it is carried out: who gave it, when it happened, when it was entered (rule R3). */

import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Job } from './job.ts';
import type { StepNews } from './progress.ts';

export type Order = {
  readonly actor: Actor;
  /** Person or device, for conflicts. */
  readonly who: string;
  readonly at: number;
  readonly commit: number;
  readonly now: number;
};

/** The moment said, never later than the one it was entered at. */
export const timeOr = (value: string | number | undefined, otherwise: number): number => {
  const parsed = value === undefined ? null : parseTime(value);
  return parsed?.ok ? Math.min(parsed.ms, otherwise) : otherwise;
};

type Where = Pick<StepNews, 'lon' | 'lat' | 'distanceM'>;

export const step = (order: Order, status: Job['status'], reason: string | null, where: Where = { lon: null, lat: null }): StepNews => ({
  status,
  at: order.at,
  enteredAt: order.now,
  by: order.actor.user,
  reason,
  ...where,
  commit: order.commit,
  who: order.who,
});
