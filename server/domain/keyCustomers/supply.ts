/** How a customer stands with supply now, and on how many feeds (rules N19, N20, K5, K6). */

import { standingEstimate } from '../estimates/track.ts';
import type { LiveView } from '../view.ts';

export type Supply = {
  readonly power: 'on' | 'partial' | 'out' | 'predicted' | 'unknown';
  readonly since: number | null;
  readonly outage: string | null;
  readonly feeds: number;
  readonly feedsTotal: number;
  /** When supply is expected back, null when nobody said. */
  readonly expectedAt: number | null;
};

export function supplyOf({ network, world, servicePoint, outage, estimator, now }: LiveView, point: number): Supply {
  const { servicePoints } = network;
  const { live } = world.energisation;
  const required = servicePoints.required[point]!;
  const nodes = [servicePoints.node[point]!];
  for (let i = servicePoints.supplyStart[point]!; i < servicePoints.supplyStart[point + 1]!; i += 1)
    nodes.push(servicePoints.supplyNode[i]!);
  const feeds = nodes.filter((node) => (live[node]! & required) === required).length;
  const at = servicePoint(point);
  const held = at.outage === null ? null : outage(at.outage);
  const standing = held && !at.predicted ? standingEstimate(held, estimator.of(held.id), now()) : null;
  return {
    power: at.predicted && at.power === 'on' ? 'predicted' : at.power,
    since: at.since ?? (at.predicted ? (held?.startedAt ?? null) : null),
    outage: at.outage,
    feeds,
    feedsTotal: nodes.length,
    expectedAt: standing?.at ?? null,
  };
}

/** Off, in doubt, or on its last feed: the plan opens (rule K5). */
export const isTrouble = ({ power, feeds, feedsTotal }: Supply): boolean => power !== 'on' || (feedsTotal > 1 && feeds < 2);
