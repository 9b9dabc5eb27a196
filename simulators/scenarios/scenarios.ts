/** Every scenario by name: one line each. */

import type { Scenario } from '../scenario.ts';
import { blownFuse } from './blownFuse.ts';
import { calmDay } from './calmDay.ts';
import { feederTrip } from './feederTrip.ts';
import { repairDay } from './repairDay.ts';
import { storm } from './storm.ts';
import { substationLoss } from './substationLoss.ts';

const all: readonly Scenario[] = [blownFuse, feederTrip, substationLoss, calmDay, storm, repairDay];

export const scenarios: ReadonlyMap<string, Scenario> = new Map(all.map((scenario) => [scenario.name, scenario]));
