/** Imports CIM RDF/XML (CIM14 to CIM100), one or several files that make one model. */

import { createNotes, type Imported } from '../importNotes.ts';
import { createBudget } from '../limits.ts';
import { buildNetwork } from './buildNetwork.ts';
import { createModel, readRdf } from './readRdf.ts';

/** Throws ImportStop at a limit, at a DOCTYPE and where the XML is damaged. */
export function importCim(files: readonly string[]): Imported {
  const notes = createNotes();
  const model = createModel();
  const budget = createBudget();
  for (const file of files) readRdf(file, model, budget);
  const network = buildNetwork(model, notes);
  return notes.finish(() => network);
}
