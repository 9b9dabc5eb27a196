/** Gathers the meters that come back under a prediction until they prove that it was real and is over (rules E31, P17). */

import { NONE } from '../network/network.ts';
import type { Overlay, PredictedOutage } from './overlay.ts';

/** A prediction that meters proved over: whoever was under it has supply until the opposite is shown. */
export type Returned = { readonly id: string; readonly points: readonly number[]; readonly startedAt: number; readonly at: number };

type Back = { readonly points: Set<number>; readonly device: number; readonly until: number; at: number };

/** While the first meters come back a prediction holds still for so long. */
const COMING_BACK_MS = 120_000;

export type ComingBackState = readonly (readonly [key: string, device: number, until: number, at: number, points: readonly number[]])[];

export function createComingBack(overlay: Overlay, limitOf: (device: number) => number, saved: ComingBackState = []) {
  const { predictor } = overlay;
  const back = new Map<string, Back>();
  let returned: Returned[] = [];
  for (const [key, device, until, at, points] of saved) {
    back.set(key, { points: new Set(points), device, until, at });
    predictor.setPinned(device, true);
  }

  function letGo(key: string): void {
    const coming = back.get(key);
    if (!coming) return;
    back.delete(key);
    predictor.setPinned(coming.device, false);
  }

  return {
    has: (key: string): boolean => back.has(key),
    letGo,
    /** One more is back; the moment of return once they are enough, else null. */
    hear(over: PredictedOutage, id: string, point: number, at: number, now: number): number | null {
      const coming = back.get(over.key) ?? { points: new Set(), device: over.device, until: now + COMING_BACK_MS, at };
      coming.points.add(point);
      coming.at = Math.min(coming.at, at);
      back.set(over.key, coming);
      predictor.setPinned(over.device, true);
      if (coming.points.size < limitOf(over.device)) return null;
      returned.push({ id, points: over.points, startedAt: over.startedAt, at: coming.at });
      back.delete(over.key);
      return coming.at;
    },
    takeReturned(): readonly Returned[] {
      const taken = returned;
      returned = [];
      for (const { points } of taken) {
        const over = overlay.over(points[0] ?? NONE);
        if (over) predictor.setPinned(over.device, false);
      }
      return taken;
    },
    advance(now: number): void {
      for (const [key, { until }] of back) if (until <= now) letGo(key);
    },
    state: (): ComingBackState => [...back].map(([key, { device, until, at, points }]) => [key, device, until, at, [...points]] as const),
    nextDeadline(): number | null {
      let first: number | null = null;
      for (const { until } of back.values()) first = first === null ? until : Math.min(first, until);
      return first;
    },
  };
}
