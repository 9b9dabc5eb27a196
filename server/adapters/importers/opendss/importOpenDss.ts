/** Imports OpenDSS feeders: a master script, and further scripts or coordinate files given after it. */

import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { createNotes, type Imported } from '../importNotes.ts';
import { createBudget } from '../limits.ts';
import { buildNetwork } from './buildNetwork.ts';
import { createCircuit } from './circuit.ts';
import { type Run, readBusCoordinates, runScript } from './runScript.ts';

const COORDINATES = /bus_?(coords?|xy)\w*\.(csv|dat|dss|txt)$/i;

/** Coordinates that the scripts do not load but that lie beside the master under a usual name. */
function coordinatesBeside(master: string): string | null {
  const folder = dirname(master);
  const name = readdirSync(folder)
    .sort()
    .find((entry) => COORDINATES.test(entry));
  return name === undefined ? null : join(folder, name);
}

/**
 * `root` is the folder that no redirect may leave, by default that of the first file. Throws ImportStop at a limit.
 * Generators, storage, capacitors to ground and monitors are left out: they are no branches and supply nobody.
 */
export function importOpenDss(files: readonly string[], root?: string): Imported {
  const [master = '', ...others] = files;
  const run: Run = { circuit: createCircuit(), notes: createNotes(), budget: createBudget(), root: root ?? dirname(master) };
  runScript(run, master);
  for (const file of others) {
    if (extname(file).toLowerCase() === '.dss' && !COORDINATES.test(file)) runScript(run, file);
    else readBusCoordinates(run, file);
  }
  if (run.circuit.coordinates.size === 0) {
    const beside = coordinatesBeside(master);
    if (beside) {
      readBusCoordinates(run, beside);
      run.notes.warn('coordinates-beside', beside.slice(dirname(master).length + 1));
    }
  }
  if (run.circuit.elements.size === 0) run.notes.fail('model-empty', master);
  return run.notes.finish(() => buildNetwork(run.circuit, run.notes));
}
