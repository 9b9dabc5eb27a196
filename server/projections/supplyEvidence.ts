/** What the word about a service point's supply rests on, and how old it is (rules C3, E36). */

import type { CustomerAnswer } from '../../shared/records/customer.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { NONE } from '../domain/network/network.ts';
import type { View } from '../domain/view.ts';

type Evidence = CustomerAnswer['supply']['evidence'][number];

const KIND: Readonly<Record<string, Evidence['kind']>> = { call: 'call', gasp: 'meter', ping: 'ping', silence: 'ping' };

/** Newest telemetry of the feeder's head, for a point that nobody spoke of. */
function headReading(view: View, point: number): Evidence | null {
  const { network, world } = view;
  const feeder = network.servicePoints.feeder[point]!;
  const head = feeder === NONE ? NONE : network.feeders[feeder]!.head;
  if (head === NONE) return null;
  let newest: (Evidence & { readonly ms: number }) | null = null;
  for (const { lastGoodAt, stale } of world.points.get(head).sources.values())
    if (!newest || lastGoodAt > newest.ms) newest = { kind: 'switch', at: formatTime(lastGoodAt), stale, ms: lastGoodAt };
  return newest && { kind: newest.kind, at: newest.at, stale: newest.stale };
}

/** Newest first; a network that nothing was said about stands at its normal state. */
export function evidenceAt(view: View, point: number): Evidence[] {
  const { overlay } = view.forecast;
  const found: Evidence[] = [];
  const { outage: id, stale } = view.servicePoint(point);
  const outage = id === null ? null : view.outage(id);
  for (const { kind, at } of outage?.evidence.slice(-3) ?? [])
    found.push({ kind: kind === 'switch' ? 'switch' : kind === 'crew' ? 'crew' : 'network', at: formatTime(at), stale });
  for (const { by, at } of overlay.evidenceOf(point)?.said ?? [])
    found.push({ kind: KIND[by] ?? 'meter', at: formatTime(at), stale: false });
  const provedAt = overlay.provedAt(point);
  if (provedAt !== null) found.push({ kind: 'meter', at: formatTimeOrNull(provedAt), stale: false });
  const head = headReading(view, point);
  if (head && !found.some(({ kind }) => kind === 'switch')) found.push(head);
  if (found.length === 0) found.push({ kind: 'network', at: null, stale: false });
  return found.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1)).slice(0, 8);
}
