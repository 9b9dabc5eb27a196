/** When people hear of an outage again at the latest, and how sure the present estimate is (rules T2, T13). */

import type { Estimate } from '../outages/outage.ts';
import type { EstimateSettings } from './settings.ts';
import type { Track } from './track.ts';

const NEXT_NEWS_MS = 60 * 60_000;

/** Never more than an hour away, never past the estimate itself; null before an outage is confirmed for good. */
export function nextNewsAt(track: Track | null, standing: Estimate | null, now: number, { firstEtrMs }: EstimateSettings): number | null {
  if (!track || track.concluded) return null;
  const promised = standing === null ? track.confirmedAt + firstEtrMs : standing.madeAt + NEXT_NEWS_MS;
  const late = Math.max(0, Math.ceil((now - promised) / NEXT_NEWS_MS));
  const news = promised + late * NEXT_NEWS_MS;
  return standing !== null && standing.at > now ? Math.min(news, standing.at) : news;
}

/** High when the middle of like cases lies within what counts as a hit on either side (rule T12); null without a spread. */
export function estimateClass(
  { at, earliest, latest }: Estimate,
  startedAt: number,
  { hitMs, hitShare }: EstimateSettings,
): 'high' | 'low' | null {
  if (earliest === null || latest === null) return null;
  return latest - earliest <= 2 * Math.max(hitMs, hitShare * (at - startedAt)) ? 'high' : 'low';
}
