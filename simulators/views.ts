/** All views of the world, started together: one line each. */

import { trait } from './random.ts';
import { callers } from './sources/callers.ts';
import { crewReports } from './sources/crewReports.ts';
import { faultIndicators } from './sources/faultIndicators.ts';
import { fieldReports } from './sources/fieldReports.ts';
import { createMeters } from './sources/meters.ts';
import { createScada } from './sources/scada.ts';
import type { ViewOf } from './sources/view.ts';
import { weatherService } from './sources/weatherService.ts';

export type Views = {
  /** JSON sources, each with a connection and a last will of its own. */
  readonly sources: readonly string[];
  /** Relight asks a meter whether it has supply. */
  readonly ping: (servicePoint: string) => void;
};

export function startViews(of: ViewOf, sparkplugShare: number): Views {
  const sparkplug = (substation: number): boolean => trait(of.world.seed, 'sparkplug', substation) < sparkplugShare;
  const meters = createMeters();
  const views = [
    createScada((substation) => !sparkplug(substation)),
    meters.view,
    callers,
    fieldReports,
    faultIndicators,
    crewReports,
    weatherService,
  ];
  return { sources: views.flatMap((view) => view(of)), ping: meters.ping };
}
