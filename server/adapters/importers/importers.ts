/** The formats that can be imported, one line each. */

import { importCim } from './cim/importCim.ts';
import type { Imported } from './importNotes.ts';
import { importOpenDss } from './opendss/importOpenDss.ts';
import { importPandapower } from './pandapower/importPandapower.ts';

export type ImportFormat = 'opendss' | 'cim' | 'pandapower';

/** Files in the order given; `root` is the folder that nothing read may leave. */
export type Importer = (files: readonly string[], root?: string) => Imported;

export const IMPORTERS: ReadonlyMap<ImportFormat, Importer> = new Map<ImportFormat, Importer>([
  ['opendss', importOpenDss],
  ['cim', importCim],
  ['pandapower', importPandapower],
]);

const ENDINGS: readonly (readonly [RegExp, ImportFormat])[] = [
  [/\.dss$/i, 'opendss'],
  [/\.(xml|rdf)$/i, 'cim'],
  [/\.json$/i, 'pandapower'],
];

/** The format a file name suggests, null when none. */
export const formatOf = (file: string): ImportFormat | null => ENDINGS.find(([ending]) => ending.test(file))?.[1] ?? null;
