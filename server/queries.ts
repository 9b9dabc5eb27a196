/** Questions beside the feed: one outage in full, who is dark, ended outages from long ago, search and trace. */

import * as z from 'zod';
import { outageRecord } from '../shared/records/outage.ts';
import type { LiveBoard } from './board.ts';
import { tracePath } from './domain/network/tracePath.ts';
import type { View } from './domain/view.ts';
import type { Journal } from './ports.ts';
import { estimateAccuracyOf } from './projections/estimateAccuracy.ts';
import { outageDetail, outageServicePoints, servicePointDetail } from './projections/operations.ts';
import { outagePartsOf } from './projections/outageParts.ts';
import { suggestionsOf } from './projections/suggestions.ts';
import { createRepairQueries } from './repairQueries.ts';
import { createSearchIndex } from './searchIndex.ts';
import type { Board } from './viewerPorts.ts';

export type QueryOptions = {
  readonly view: View;
  readonly board: LiveBoard;
  readonly journal: Journal;
  readonly history: Board['summaryHistory'];
};

const MOST_ENDED = 2_000;
export const ENDED_KIND = 'ended-outage';
const endedDocument = z.object({ record: outageRecord });

/** The board with everything a route may ask of it. */
export function createQueries({ view, board, journal, history }: QueryOptions): Board {
  const search = createSearchIndex(view.network);
  return {
    ...board,
    ...createRepairQueries({ view, board, journal }),
    async outageDetail(id) {
      return outageDetail(view, id);
    },
    async endedOutages(limit, before) {
      const live = board.list('outage').filter(({ state }) => state === 'restored' || state === 'closed' || state === 'void');
      const seen = new Set(live.map(({ id }) => id));
      const kept = await journal.documents(ENDED_KIND, Math.min(limit, MOST_ENDED), before ?? undefined);
      const past = kept
        .map(({ body }) => endedDocument.safeParse(JSON.parse(body)))
        .flatMap((parsed) => (parsed.success ? [parsed.data.record] : []))
        .filter(({ id }) => !seen.has(id));
      return [...live, ...past];
    },
    outageServicePoints: (id) =>
      view.outage(id) ? outageServicePoints(view, id).map(({ id: point, customers, power }) => ({ id: point, customers, power })) : null,
    suggestions: (id) => suggestionsOf(view, id),
    outageParts: (id) => outagePartsOf(view, id),
    summaryHistory: history,
    estimateAccuracy: () => estimateAccuracyOf(view),
    servicePoint: (id) => servicePointDetail(view, id),
    search(text, limit) {
      const wanted = text.trim().toLowerCase();
      const outages = board
        .list('outage')
        .filter(({ id, device }) => id.toLowerCase().includes(wanted) || device.id.toLowerCase() === wanted)
        .slice(0, limit)
        .map(({ id, device, lon, lat }) => ({ kind: 'outage', id, name: device.name, lon, lat }));
      return [...outages, ...search(text, limit - outages.length)];
    },
    trace(branch, direction) {
      const index = view.network.branchIndex.get(branch);
      return index === undefined ? null : tracePath(view.world.energisation, index, direction);
    },
  };
}
