/** How many callers and meters speak for an outage. */

import { isOpen, type Outage } from '../outages/outage.ts';
import type { Overlay } from './overlay.ts';

/** Service points, however often each was heard; none once the outage has ended. */
export function attachedTo(overlay: Overlay, outage: Outage): { readonly calls: number; readonly meters: number } {
  if (outage.prediction && outage.state === 'predicted') return outage.prediction;
  const count = { calls: 0, meters: 0 };
  if (!isOpen(outage)) return count;
  for (const point of overlay.attachedTo(outage.id)) {
    const said = overlay.evidenceOf(point)?.said ?? [];
    if (said.some(({ by }) => by === 'call')) count.calls += 1;
    if (said.some(({ by }) => by !== 'call')) count.meters += 1;
  }
  return count;
}
