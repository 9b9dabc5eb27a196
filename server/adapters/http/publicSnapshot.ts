/** Builds the public snapshot from an allow-list: areas by name and number, and nothing that points to a household. */

import type { OutageRecord } from '../../../shared/records/outage.ts';
import type { PublicSnapshot } from '../../../shared/records/publicSnapshot.ts';
import type { Board } from '../../viewerPorts.ts';

/** Fewer customers than these could be recognised by their neighbours. */
const FEWEST = 5;
const SINCE_STEP_MS = 5 * 60_000;

/** A start to the minute could be matched with what a neighbour saw. */
function earliest(outages: readonly OutageRecord[]): string | null {
  const starts = outages.map(({ startedAt }) => Date.parse(startedAt));
  return starts.length === 0 ? null : new Date(Math.floor(Math.min(...starts) / SINCE_STEP_MS) * SINCE_STEP_MS).toISOString();
}

function latestEstimate(outages: readonly OutageRecord[]): string | null {
  const times = outages.map(({ estimatedRestoration }) => estimatedRestoration?.at ?? null);
  return times.some((at) => at === null) ? null : (times.toSorted().at(-1) ?? null);
}

export function buildPublicSnapshot(board: Pick<Board, 'summary' | 'list'>, network: string): PublicSnapshot {
  const { asOf, customersTotal, customersOut } = board.summary();
  const areas = board.list('area');
  const parents = new Set(areas.map(({ parent }) => parent));
  const open = board.list('outage').filter(({ state }) => state === 'confirmed' || state === 'partially-restored');
  const named = areas
    .filter((area) => !parents.has(area.id) && area.customersOut >= FEWEST)
    .toSorted((a, b) => b.customersOut - a.customersOut || (a.name < b.name ? -1 : 1))
    .map((area) => {
      const here = open.filter((outage) => outage.areas.some(({ id, customersOut: out }) => id === area.id && out > 0));
      return {
        name: area.name,
        customersOut: area.customersOut,
        since: earliest(here),
        estimatedRestoration: latestEstimate(here),
      };
    });
  const shown = named.reduce((sum, area) => sum + area.customersOut, 0);
  return { asOf, network, customersTotal, customersOut, areas: named, customersOutElsewhere: Math.max(0, customersOut - shown) };
}
