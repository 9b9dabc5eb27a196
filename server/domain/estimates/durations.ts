/** What like outages took: durations by device, area, cause, hour and weather, the closest class that has enough of them (rule T5). */

import type { AreaClass } from '../../../shared/network.ts';
import type { DeviceGroup } from './settings.ts';

/** What is known of an outage when its end is estimated. */
export type Likeness = {
  readonly device: DeviceGroup;
  readonly area: AreaClass;
  readonly cause: string | null;
  /** Local hour of the start, 0 to 23. */
  readonly hour: number;
  /** Worst weather severity at the start, 0 to 5; 0 when nothing is known. */
  readonly weather: number;
  readonly storm: boolean;
};

export type PastOutage = Likeness & { readonly durationMs: number };

/** Duration from the start, given that it has lasted `elapsed` already. */
export type Spread = { readonly low: number; readonly median: number; readonly high: number; readonly cases: number; readonly by: string };

export type Durations = {
  add(past: PastOutage): void;
  /** null when no class has enough cases that lasted this long. */
  spread(like: Likeness, elapsedMs: number, statMin: number): Spread | null;
  all(): readonly PastOutage[];
};

const night = (hour: number): string => (hour >= 22 || hour < 6 ? 'night' : 'day');
const rough = (weather: number): string => (weather >= 3 ? 'rough' : 'fair');

/** From the closest likeness to the widest. */
const CLASSES: readonly (readonly [name: string, key: (like: Likeness) => string])[] = [
  ['device, area, cause, hour and weather', (l) => `${l.storm} ${l.device} ${l.area} ${l.cause} ${night(l.hour)} ${rough(l.weather)}`],
  ['device, area and cause', (l) => `${l.storm} ${l.device} ${l.area} ${l.cause}`],
  ['device, area and hour', (l) => `${l.storm} ${l.device} ${l.area} ${night(l.hour)}`],
  ['device and area', (l) => `${l.storm} ${l.device} ${l.area}`],
  ['device', (l) => `${l.storm} ${l.device}`],
  ['all of this mode', (l) => `${l.storm}`],
];

function insert(sorted: number[], value: number): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
}

function remove(sorted: number[], value: number): void {
  const at = sorted.indexOf(value);
  if (at >= 0) sorted.splice(at, 1);
}

export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

export function createDurations(kept: number): Durations {
  const past: PastOutage[] = [];
  const byClass = CLASSES.map(() => new Map<string, number[]>());

  function change(outage: PastOutage, how: (sorted: number[], value: number) => void): void {
    CLASSES.forEach(([, keyOf], i) => {
      const key = keyOf(outage);
      const sorted = byClass[i]?.get(key) ?? [];
      how(sorted, outage.durationMs);
      byClass[i]?.set(key, sorted);
    });
  }

  return {
    add(outage) {
      past.push(outage);
      change(outage, insert);
      const oldest = past.length > kept ? past.shift() : undefined;
      if (oldest) change(oldest, remove);
    },
    spread(like, elapsedMs, statMin) {
      for (const [i, [by, keyOf]] of CLASSES.entries()) {
        const longer = (byClass[i]?.get(keyOf(like)) ?? []).filter((duration) => duration > elapsedMs);
        if (longer.length < statMin) continue;
        return { low: quantile(longer, 0.2), median: quantile(longer, 0.5), high: quantile(longer, 0.8), cases: longer.length, by };
      }
      return null;
    },
    all: () => past,
  };
}
