/** Grows the whole network of one city: from streets and doors to phases and second supplies. */

import { createRandom } from '../random.ts';
import type { CityMap } from './cityMap.ts';
import { type Customers, settle } from './customers.ts';
import { type Districts, drawDistricts } from './districts.ts';
import { attachDoors } from './doors.ts';
import { cutFeeders } from './feeders.ts';
import { fuseLaterals } from './laterals.ts';
import { givePhases } from './phases.ts';
import type { Preset } from './presets.ts';
import { growForest } from './regions.ts';
import { type SecondSupply, secondSupplies } from './secondSupplies.ts';
import { chooseSites, type Site } from './sites.ts';
import { buildStreetGraph } from './streetGraph.ts';
import { type Grown, setTransformers, type Transformer } from './transformers.ts';
import { chooseTies, layTrunks, type Tie } from './trunks.ts';

export type CityPlan = Grown & {
  readonly sites: readonly Site[];
  readonly ties: readonly Tie[];
  readonly customers: Customers;
  readonly transformers: readonly Transformer[];
  readonly second: readonly SecondSupply[];
  /** Phases of each street node. */
  readonly phases: readonly string[];
  readonly districts: Districts;
  readonly droppedDoors: number;
};

export type GrowOptions = {
  readonly preset: Preset;
  readonly seed: number;
  /** Three phases everywhere, as is usual in Europe. */
  readonly european: boolean;
};

export function growCity(map: CityMap, { preset, seed, european }: GrowOptions): CityPlan {
  const graph = buildStreetGraph(map.streets);
  const thinning = createRandom(seed, 'doors');
  const used = preset.doorShare < 1 ? map.doors.filter(() => thinning.chance(preset.doorShare)) : map.doors;
  const doors = attachDoors(graph, used);
  const weight = new Float64Array(graph.count);
  for (const node of doors.node) weight[node]! += 1;

  const sites = chooseSites(graph, map.places, weight, preset.sites);
  const forest = growForest(
    graph,
    sites.map((site) => site.node),
    weight,
  );
  const feeders = cutFeeders(forest, weight, preset.feeders);
  const trunks = layTrunks(forest, feeders, { switchEach: preset.switchEach }, createRandom(seed, 'switches'));
  const ties = chooseTies(graph, forest, feeders, trunks, { perFeeder: 2, longestRunM: 2500 });
  fuseLaterals(graph, forest, feeders, trunks, {
    fuseMost: 250,
    branchFuseLeast: 25,
    branchFuseMost: 150,
    lowVoltageMost: 20,
    lowVoltageReachM: preset.transformers.reachM,
  });

  const grown: Grown = { graph, forest, feeders, trunks };
  const customers = settle(doors, map.places, createRandom(seed, 'customers'));
  const transformers = setTransformers(grown, customers, preset.transformers);
  const phases = givePhases(grown, customers, transformers, { singlePhaseMost: european ? 0 : 90 });
  const second = secondSupplies(grown, customers, transformers, phases, { withinM: 600 });
  const districts = drawDistricts(map.places, customers.x, customers.y, preset.counties);
  return { ...grown, sites, ties, customers, transformers, second, phases, districts, droppedDoors: doors.dropped };
}
