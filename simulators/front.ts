/** A band of wind that crosses the network: how strong it blows where and when. */

import type { Grid } from './grid.ts';
import { metres } from './grid.ts';
import type { Random } from './random.ts';

export type Front = {
  /** 0 … 1 at a place and moment; places without a position feel the mean. */
  strength(lon: number, lat: number, at: number): number;
};

/** The band enters at `from` and has left the far side at `until`; its direction is drawn by chance. */
export function createFront(grid: Grid, random: Random, from: number, until: number): Front {
  const box = bounds(grid);
  const angle = random.between(0, 2 * Math.PI);
  const [middleLon, middleLat] = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  const radius = Math.max(500, metres(box.west, box.south, box.east, box.north) / 2 || 0);
  const width = radius * 0.45;
  return {
    strength(lon, lat, at) {
      if (Number.isNaN(lon) || Number.isNaN(lat)) return 0.5;
      const x = (lon - middleLon) * Math.cos((middleLat * Math.PI) / 180) * 111_195;
      const y = (lat - middleLat) * 111_195;
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const band = radius * (-0.8 + (1.6 * (at - from)) / (until - from));
      return 0.08 + 0.92 * Math.exp(-(((along - band) / width) ** 2));
    },
  };
}

function bounds(grid: Grid): { west: number; east: number; south: number; north: number } {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  grid.nodeLon.forEach((lon, i) => {
    const lat = grid.nodeLat[i]!;
    if (Number.isNaN(lon) || Number.isNaN(lat)) return;
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  });
  return box;
}
