/** Requests to ask a meter, as facts that leave the house (rule A8). */

import type { Fact } from '../core.ts';
import type { Network } from '../network/network.ts';
import type { PingRequest } from './pings.ts';

export const pingFacts = ({ servicePoints, areas }: Network, requests: readonly PingRequest[], at: number): Fact[] =>
  requests.map(({ point, purpose }) => {
    const area = areas[servicePoints.area[point]!]?.id ?? null;
    return { type: 'ping.requested', about: null, at, body: { servicePoint: servicePoints.ids[point]!, area, purpose } };
  });
