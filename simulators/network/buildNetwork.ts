/** Builds a demo network in one of its sizes: the same preset and seed give the same network, always. */

import type { Basemap } from '../../shared/geometryBasemap.ts';
import { NETWORK_FORMAT, type NetworkFile } from '../../shared/network.ts';
import { drawBasemap } from './basemap.ts';
import { cutOut } from './cityMap.ts';
import { growCity } from './cityPlan.ts';
import { createDraft } from './draft.ts';
import { readFixture } from './fixture.ts';
import { placeCopy } from './placing.ts';
import { type PresetName, presetFor } from './presets.ts';
import { writeCity } from './writeCity.ts';

export const LICENCE = 'ODbL-1.0';
export const ATTRIBUTION =
  '© OpenStreetMap contributors, https://www.openstreetmap.org/copyright; the electric network, its customers and its utility are invented';

export type BuildOptions = {
  readonly preset: PresetName;
  readonly seed: number;
  /** Three phases on every lateral. */
  readonly european?: boolean;
};

/** Throws when the fixture of the development dependencies is not installed. */
export function buildNetwork({ preset: name, seed, european = false }: BuildOptions): {
  readonly network: NetworkFile;
  readonly basemap: Basemap;
} {
  const preset = presetFor(name);
  const tiles = readFixture((file) => preset.tile === null || file === preset.tile);
  const map = preset.window ? cutOut(tiles, preset.window) : tiles;
  const placings = Array.from({ length: preset.copies }, (_, copy) => placeCopy(copy));
  const draft = createDraft();
  for (const [copy, placing] of placings.entries()) {
    // Copies differ as cities of different seeds do.
    const own = seed + copy * 7919;
    const plan = growCity(map, { preset, seed: own, european });
    writeCity(draft, plan, placing, { seed: own, everyCorner: preset.everyCorner });
  }
  const { areas, substations, feeders, sources, nodes, branches, servicePoints } = draft;
  return {
    network: {
      format: NETWORK_FORMAT,
      name: preset.name,
      timeZone: 'America/Montevideo',
      licence: LICENCE,
      attribution: ATTRIBUTION,
      areas,
      substations,
      feeders,
      sources,
      nodes,
      branches,
      servicePoints,
    },
    basemap: drawBasemap(map, placings, ATTRIBUTION),
  };
}
