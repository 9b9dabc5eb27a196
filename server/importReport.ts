/** Counts what an import brought, and joins what the importer and the compiler found odd into one report. */

import type { NetworkFile } from '../shared/network.ts';
import type { Imported, ImportNote } from './adapters/importers/importNotes.ts';
import { compileNetwork } from './domain/network/compile.ts';
import { energise, normalState } from './domain/network/energisation.ts';
import { createFindings, type Finding } from './domain/network/findings.ts';
import type { Network } from './domain/network/network.ts';
import { readNetworkFile } from './domain/network/readNetworkFile.ts';
import { findRings } from './domain/network/rings.ts';

/** Lines, switches and transformers as in the native file; `nodes`, `located` and `energised` count nodes of the network in service. */
export type ImportReport = {
  readonly nodes: number;
  readonly branches: number;
  readonly lines: number;
  readonly switches: number;
  readonly transformers: number;
  readonly servicePoints: number;
  readonly customers: number;
  readonly located: number;
  readonly energised: number;
  readonly energisedServicePoints: number;
  readonly islands: number;
  readonly loops: number;
  readonly warnings: readonly ImportNote[];
  readonly errors: readonly ImportNote[];
};

export type ImportOutcome = { readonly report: ImportReport; readonly file: NetworkFile | null };

const NOTHING = {
  nodes: 0,
  branches: 0,
  lines: 0,
  switches: 0,
  transformers: 0,
  servicePoints: 0,
  customers: 0,
  located: 0,
  energised: 0,
  energisedServicePoints: 0,
  islands: 0,
  loops: 0,
} as const;

/** A part of a model may be imported without its source; such a network is only refused when it is to be run on. */
const WARNED_ONLY: ReadonlySet<string> = new Set(['network-no-source']);
/** With `--strict` these stop the import as well (rule N24). */
const STRICT: ReadonlySet<string> = new Set(['network-loop', 'voltage-step', 'outside-folder', 'file-missing', 'reference']);

/** A report of an import that stopped before there was anything to count. */
export const stoppedReport = (code: string, example: string): ImportReport => ({
  ...NOTHING,
  warnings: [],
  errors: [{ code, count: 1, examples: [example] }],
});

const noteOf = ({ code, count, examples }: Finding): ImportNote => ({ code, count, examples });

/** Notes of one code from importer and compiler become one. */
function merged(notes: readonly ImportNote[]): ImportNote[] {
  const byCode = new Map<string, ImportNote>();
  for (const note of notes) {
    const known = byCode.get(note.code);
    byCode.set(
      note.code,
      known ? { code: note.code, count: known.count + note.count, examples: [...known.examples, ...note.examples].slice(0, 10) } : note,
    );
  }
  return [...byCode.values()];
}

/** Nodes that anything in service touches; a node that only a disabled element names is not there for the source either. */
function nodesInService(file: NetworkFile, outOfService: ReadonlySet<string>): ReadonlySet<string> {
  const used = new Set<string>();
  const named = new Set<string>();
  for (const branch of file.branches) {
    for (const end of [branch.from, branch.to, ...(branch.moreEnds ?? [])]) {
      named.add(end);
      if (!outOfService.has(branch.id)) used.add(end);
    }
  }
  for (const point of file.servicePoints) used.add(point.node);
  for (const source of file.sources) used.add(source.node);
  return new Set(file.nodes.map((node) => node.id).filter((id) => used.has(id) || !named.has(id)));
}

function counts(file: NetworkFile, network: Network | null, outOfService: ReadonlySet<string>): Omit<ImportReport, 'warnings' | 'errors'> {
  const present = file.branches.filter((branch) => branch.kind === 'switch' || !outOfService.has(branch.id));
  const nodes = nodesInService(file, outOfService);
  const ofKind = (kind: string): number => present.filter((branch) => branch.kind === kind).length;
  const live = network ? energise(network, normalState(network)) : null;
  const isLive = (node: string): boolean => live !== null && live[network?.nodeIndex.get(node) ?? -1] !== 0;
  const graph = network ? findRings(network, createFindings()) : { rings: 0, islands: 0 };
  return {
    nodes: nodes.size,
    branches: present.length,
    lines: ofKind('line'),
    switches: ofKind('switch'),
    transformers: ofKind('transformer'),
    servicePoints: file.servicePoints.length,
    customers: file.servicePoints.reduce((sum, point) => sum + (point.customers ?? 1), 0),
    located: file.nodes.filter((node) => nodes.has(node.id) && node.lon != null && node.lat != null).length,
    energised: live ? [...nodes].filter(isLive).length : 0,
    energisedServicePoints: live ? file.servicePoints.filter((point) => isLive(point.node)).length : 0,
    islands: graph.islands - (file.nodes.length - nodes.size),
    loops: graph.rings,
  };
}

/** Checks the imported network as a native file would be. `file` is null when an error stops it. */
export function judgeImport(imported: Imported, strict: boolean): ImportOutcome {
  if (!imported.file) return { report: { ...NOTHING, warnings: imported.warnings, errors: imported.errors }, file: null };
  const read = readNetworkFile(imported.file);
  const compiled = read.file ? compileNetwork(read.file, '', read.findings) : { network: null, findings: read.findings };
  const stops = (finding: Finding): boolean => finding.severity === 'block' && !WARNED_ONLY.has(finding.code);
  const warnings = merged([...imported.warnings, ...compiled.findings.filter((finding) => !stops(finding)).map(noteOf)]);
  const errors = merged([
    ...imported.errors,
    ...compiled.findings.filter(stops).map(noteOf),
    ...(strict ? warnings.filter((note) => STRICT.has(note.code)) : []),
  ]);
  return {
    report: { ...counts(imported.file, compiled.network, imported.outOfService), warnings, errors },
    file: errors.length > 0 ? null : imported.file,
  };
}
