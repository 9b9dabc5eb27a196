/** Writes what was said of an outage, item by item, with the place of each; for predictions the calls they rest on (rules P15, E2). */

import type { EvidenceItem } from '../../shared/records/outage.ts';
import { formatTime } from '../../shared/time.ts';
import type { Outage } from '../domain/outages/outage.ts';
import type { View } from '../domain/view.ts';
import { positionOfId } from './outagePlace.ts';

const MOST_CALLS = 5_000;

/** Calls keep no place in a prediction, which is drawn anew with each of them; they are found by their service points. */
function callsOf(view: View, outage: Outage): readonly Omit<EvidenceItem, 'lon' | 'lat'>[] {
  if (outage.state !== 'predicted') return [];
  const points = new Set(view.servicePointsOf(outage.id));
  return view.forecast.calls
    .recent(MOST_CALLS)
    .filter(({ point, status, at }) => status === 'evidence' && points.has(point) && at >= outage.startedAt)
    .map(({ at, point, trouble, channel, commit }) => ({
      at: formatTime(at),
      kind: 'call',
      object: view.network.servicePoints.ids[point] ?? '',
      value: trouble,
      quality: 'good',
      source: channel,
      commit,
    }));
}

export function evidenceItemsOf(view: View, outage: Outage): EvidenceItem[] {
  const told = outage.evidence.map((item) => ({ ...item, at: formatTime(item.at) }));
  return [...told, ...callsOf(view, outage)].map((item) => ({ ...item, ...positionOfId(view, item.object) }));
}
