/** What crews needed from being sent until they were done, by what had failed (rules T4 to T6). */

import { quantile } from './durations.ts';
import type { DeviceGroup } from './settings.ts';

export type WorkSpread = { readonly low: number; readonly median: number; readonly high: number; readonly cases: number };

export type WorkTimes = {
  add(group: DeviceGroup, ms: number): void;
  /** Of this group, else of all groups together; null below the least number of cases. */
  spread(group: DeviceGroup): WorkSpread | null;
  state(): readonly (readonly [DeviceGroup, readonly number[]])[];
};

/** Newest jobs kept of each group. */
const KEPT = 300;

export function createWorkTimes(least: number, saved: ReturnType<WorkTimes['state']> = []): WorkTimes {
  const recent = new Map<DeviceGroup, number[]>(saved.map(([group, list]) => [group, [...list]]));
  const known = new Map<DeviceGroup, WorkSpread | null>();

  function measure(list: readonly number[]): WorkSpread | null {
    if (list.length < least) return null;
    const sorted = [...list].sort((a, b) => a - b);
    return { low: quantile(sorted, 0.2), median: quantile(sorted, 0.5), high: quantile(sorted, 0.8), cases: sorted.length };
  }

  return {
    add(group, ms) {
      const list = recent.get(group) ?? [];
      list.push(ms);
      if (list.length > KEPT) list.shift();
      recent.set(group, list);
      known.clear();
    },
    spread(group) {
      let spread = known.get(group);
      if (spread === undefined) {
        spread = measure(recent.get(group) ?? []) ?? measure([...recent.values()].flat());
        known.set(group, spread);
      }
      return spread;
    },
    state: () => [...recent].map(([group, list]) => [group, [...list]] as const),
  };
}
