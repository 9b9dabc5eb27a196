/** Sends the ping requests that the core concluded to the meters (rule A8). */

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { formatTime } from '../shared/time.ts';
import { pingTopic } from '../shared/topics.ts';
import type { Fact } from './domain/core.ts';

const request = z.object({ servicePoint: z.string(), area: z.string().nullable() });

/** Publishes the request of a `ping.requested` fact; other facts are not its business. The core limits how many there are. */
export function sendPing({ type, at, body }: Fact, publish: (topic: string, payload: string) => void): void {
  if (type !== 'ping.requested') return;
  const asked = request.safeParse(body);
  if (asked.success) publish(pingTopic(asked.data.area, asked.data.servicePoint), JSON.stringify({ id: randomUUID(), at: formatTime(at) }));
}
