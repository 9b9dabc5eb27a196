/** Every scenario by name: one line each. */

import type { Scenario } from '../scenario.ts';
import { feederTrip } from './feederTrip.ts';
import { storm } from './storm.ts';

const all: readonly Scenario[] = [feederTrip, storm];

export const scenarios: ReadonlyMap<string, Scenario> = new Map(all.map((scenario) => [scenario.name, scenario]));
