/** Every bench by its name, in the order they run. */

import { benchBoard } from './board.ts';
import { benchDashboards } from './dashboards.ts';
import { benchEnergisation } from './energisation.ts';
import { benchIntake } from './intake.ts';
import { benchJournal, type Figure } from './journal.ts';
import { benchPage } from './page.ts';
import { benchRestart } from './restart.ts';
import { benchSparkplug } from './sparkplug.ts';

export const benches: ReadonlyMap<string, (print: (figure: Figure) => void) => Promise<void> | void> = new Map([
  ['board', benchBoard],
  ['energisation', benchEnergisation],
  ['intake', benchIntake],
  ['page', benchPage],
  ['dashboards', benchDashboards],
  ['journal', benchJournal],
  ['sparkplug', benchSparkplug],
  ['restart', benchRestart],
]);
