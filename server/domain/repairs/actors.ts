/** Who a person is to a job: what they may see, and which crew they belong to (rules V1, K12). */

import type { Actor } from '../../../shared/roles.ts';
import { NONE } from '../network/network.ts';
import type { Job } from './job.ts';
import type { Shop } from './shop.ts';

type Asked = Pick<Shop, 'view' | 'crews'>;

function isInside({ view }: Asked, area: number, actor: Actor): boolean {
  if (actor.areas === null) return true;
  const own = new Set(actor.areas);
  for (let at = area; at !== NONE; at = view.network.areas[at]!.parent) if (own.has(view.network.areas[at]!.id)) return true;
  return false;
}

/** A crew sees the jobs it was given, everybody else those of their areas. */
export function maySee(shop: Asked, job: Job, actor: Actor): boolean {
  if (actor.role !== 'crew') return job.area === NONE || isInside(shop, job.area, actor);
  const crew = shop.crews.ofUser(actor.user);
  return crew !== null && (job.crew === crew || job.steps.at(-1)?.crew === crew);
}

export const maySpeakFor = (shop: Asked, crew: string, actor: Actor): boolean =>
  actor.role !== 'crew' || shop.crews.ofUser(actor.user) === crew;
