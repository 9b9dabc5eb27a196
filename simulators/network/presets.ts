/** The sizes in which the demo city can be built. */

import type { Window } from './cityMap.ts';
import type { FeederSizes } from './feeders.ts';
import { type Point, TILE_SIDE, units } from './projection.ts';
import type { SiteRules } from './sites.ts';
import type { TransformerRules } from './transformers.ts';

export const PRESETS = ['city', 'town', 'small', 'million'] as const;
export type PresetName = (typeof PRESETS)[number];

export const isPreset = (name: string): name is PresetName => PRESETS.some((preset) => preset === name);

export type Preset = {
  readonly name: string;
  /** Tiles to read; null reads all. */
  readonly tile: string | null;
  readonly window: Window | null;
  readonly sites: SiteRules;
  readonly feeders: FeederSizes;
  readonly switchEach: number;
  readonly counties: number;
  readonly transformers: TransformerRules;
  /** How often the city is built, side by side. */
  readonly copies: number;
  /** Share of the doors that is used in each copy. */
  readonly doorShare: number;
  /** Whether every corner of a street becomes a node of the network. */
  readonly everyCorner: boolean;
};

const realSites: SiteRules = { fixed: null, reachM: 3500, beyondShare: 0.01 };

const city: Preset = {
  name: 'Montevideo demo',
  tile: null,
  window: null,
  sites: realSites,
  feeders: { target: 2000, least: 500, most: 3000 },
  switchEach: 500,
  counties: 8,
  transformers: { least: 20, reachM: 260, most: 100, share: 60 },
  copies: 1,
  doorShare: 1,
  everyCorner: false,
};

// Around the Hospital de Clínicas, where La Blanqueada meets Parque Batlle: one hospital, police, a clinic and schools.
const middle: Point = [2 * TILE_SIDE + 131_842, TILE_SIDE + 76_838];
const beside = (eastM: number, southM: number): Point => [Math.round(middle[0] + units(eastM)), Math.round(middle[1] + units(southM))];

const town: Preset = {
  ...city,
  name: 'Montevideo demo, town',
  tile: '12-1409-2472.mvt',
  window: { centre: middle, radius: units(445) },
  sites: { ...realSites, fixed: [beside(-330, -250), beside(330, 300)] },
  feeders: { target: 420, least: 200, most: 750 },
  switchEach: 150,
  counties: 2,
};

const small: Preset = {
  ...city,
  name: 'Montevideo demo, small',
  tile: '12-1409-2472.mvt',
  window: { centre: middle, radius: units(1375) },
  sites: { ...realSites, fixed: [middle] },
  counties: 2,
};

const million: Preset = {
  ...city,
  name: 'Million demo',
  feeders: { target: 420, least: 150, most: 650 },
  switchEach: 150,
  transformers: { least: 2, reachM: 60, most: 9, share: 4 },
  copies: 5,
  doorShare: 0.625,
  everyCorner: true,
};

const presets: Readonly<Record<PresetName, Preset>> = { city, town, small, million };

export const presetFor = (name: PresetName): Preset => presets[name];
