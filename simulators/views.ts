/** All views of the world, started together: one line each. */

import type { Connection } from './connection.ts';
import { trait } from './random.ts';
import { callers } from './sources/callers.ts';
import { crewReports } from './sources/crewReports.ts';
import { faultIndicators } from './sources/faultIndicators.ts';
import { fieldReports } from './sources/fieldReports.ts';
import { meters } from './sources/meters.ts';
import { createScada } from './sources/scada.ts';
import type { ViewOf } from './sources/view.ts';
import { weatherService } from './sources/weatherService.ts';

/** @param sparkplugShare share of substations that speak Sparkplug B, 0 … 1 */
export function startViews(of: ViewOf, sparkplugShare: number): Connection[] {
  const sparkplug = (substation: number): boolean => trait(of.world.seed, 'sparkplug', substation) < sparkplugShare;
  const views = [createScada(sparkplug), meters, callers, fieldReports, faultIndicators, crewReports, weatherService];
  return views.flatMap((view) => view(of));
}
