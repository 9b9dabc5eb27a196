/** Areas as a tree: what lies below one, and where a feeder lies. */

import { type Network, NONE } from './domain/network/network.ts';
import type { Places } from './viewerScope.ts';

export function placesOf({ areas, feeders, areaIndex, feederIndex }: Network): Places {
  const children = new Map<number, number[]>();
  areas.forEach(({ parent }, index) => {
    const list = children.get(parent) ?? [];
    list.push(index);
    children.set(parent, list);
  });
  return {
    subtree(area) {
      const found: string[] = [];
      const waiting = [areaIndex.get(area) ?? NONE].filter((index) => index !== NONE);
      for (const index of waiting) {
        found.push(areas[index]!.id);
        waiting.push(...(children.get(index) ?? []));
      }
      return found;
    },
    areaOfFeeder(feeder) {
      const index = feederIndex.get(feeder) ?? NONE;
      const area = index === NONE ? NONE : feeders[index]!.area;
      return area === NONE ? null : areas[area]!.id;
    },
  };
}

/** Areas a person may see of those asked for; someone bound to areas never sees outside them (rule V1). */
export function allowedAreas(
  places: Places,
  own: readonly string[] | null,
  asked: readonly string[] | undefined,
): readonly string[] | null | 'not-allowed' {
  if (asked === undefined) return own;
  if (own === null) return asked;
  const mine = new Set(own.flatMap((area) => places.subtree(area)));
  return asked.every((area) => mine.has(area)) ? asked : 'not-allowed';
}

/** West, south, east and north edge of everything that has a position; null when nothing has. */
export function boundsOf({ nodes }: Network): readonly [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < nodes.count; i += 1) {
    const [lon, lat] = [nodes.lon[i]!, nodes.lat[i]!];
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue;
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return west <= east ? [west, south, east, north] : null;
}
