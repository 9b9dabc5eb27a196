/** Where a copy of the city stands on the globe, and what it is called there. */

import { lonLat } from './projection.ts';

export type Placing = {
  readonly cityName: string;
  /** Comes after names that would otherwise be the same in each copy. */
  readonly suffix: string;
  /** Longitude and latitude of a point of the plane. */
  position(x: number, y: number): [number, number];
};

/** Copies stand side by side to the east, half a degree apart. */
export function placeCopy(copy: number): Placing {
  const shift = copy * 0.5;
  return {
    cityName: copy === 0 ? 'Montevideo' : `Montevideo ${copy + 1}`,
    suffix: copy === 0 ? '' : ` ${'ABCDEFGH'.charAt(copy)}`,
    position: (x, y) => {
      const [lon, lat] = lonLat(x, y);
      return [Math.round((lon + shift) * 1e5) / 1e5, lat];
    },
  };
}
