/** Every bench by its name, in the order they run. */

import { benchBoard } from './board.ts';
import { benchCustomerSearch } from './customerSearch.ts';
import { benchDashboards } from './dashboards.ts';
import { benchEnergisation } from './energisation.ts';
import { benchEstimates } from './estimates.ts';
import { benchIntake } from './intake.ts';
import { benchJournal, type Figure } from './journal.ts';
import { benchNotices } from './notices.ts';
import { benchPage } from './page.ts';
import { benchPrediction, benchTownPrediction } from './prediction.ts';
import { benchRepairs } from './repairs.ts';
import { benchRestart } from './restart.ts';
import { benchSparkplug } from './sparkplug.ts';
import { benchStormEvidence } from './stormEvidence.ts';

export const benches: ReadonlyMap<string, (print: (figure: Figure) => void) => Promise<void> | void> = new Map([
  ['board', benchBoard],
  ['energisation', benchEnergisation],
  ['intake', benchIntake],
  ['notices', benchNotices],
  ['page', benchPage],
  ['dashboards', benchDashboards],
  ['journal', benchJournal],
  ['sparkplug', benchSparkplug],
  ['restart', benchRestart],
  ['repairs', benchRepairs],
  ['prediction-town', benchTownPrediction],
]);

/** Many storms each: run by name, or all together with `--long`. */
export const longBenches: typeof benches = new Map([
  ['prediction', benchPrediction],
  ['estimates', benchEstimates],
  ['storm-evidence', benchStormEvidence],
  ['customer-search', benchCustomerSearch],
]);
