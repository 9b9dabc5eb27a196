/** Reads the expected answers of the trace oracles: counts and hashes of dark sets, for chosen openings and for every branch. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type NameSet = { readonly count: number; readonly customers: number; readonly sha256: string };

export type Opening = {
  readonly branch: string;
  readonly certain: boolean;
  readonly state: string;
  readonly dark: NameSet;
  readonly partial?: NameSet;
};

export type Oracle = {
  readonly feeder: string;
  readonly file: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly name_sha256: Readonly<Record<'buses' | 'branches_enabled' | 'loads', string>>;
  readonly source_buses: readonly string[];
  readonly as_given: {
    readonly energised_buses: number;
    readonly energised_loads: NameSet;
    readonly partly_energised_loads: NameSet;
    readonly dark_loads: NameSet;
    readonly islands: number;
    readonly independent_loops: number;
  };
  readonly open_or_disabled_branches: readonly { readonly branch: string; readonly state: string }[];
  readonly openings: readonly Opening[];
  readonly phase_a_openings: readonly Opening[];
};

export type BranchRow = {
  readonly branch: string;
  readonly state: string;
  readonly certain: boolean;
  readonly count: number;
  readonly customers: number;
  readonly sha16: string;
  readonly partial: number;
};

export const readOracle = (folder: string, feeder: string): Oracle =>
  JSON.parse(readFileSync(join(folder, 'trace', `${feeder}.json`), 'utf8'));

const rows = (folder: string, feeder: string, table: string): string[][] =>
  readFileSync(join(folder, 'trace/tables', `${feeder}.${table}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

export function readBranchTable(folder: string, feeder: string): BranchRow[] {
  return rows(folder, feeder, 'branches').map(([branch, , , , state, certain, count, customers, sha16, partial]) => ({
    branch: branch ?? '',
    state: state ?? '',
    certain: certain === 'true',
    count: Number(count),
    customers: Number(customers),
    sha16: sha16 ?? '',
    partial: Number(partial),
  }));
}

export type LoadRow = { readonly load: string; readonly bus: string; readonly phases: string; readonly customers: number };

export const readLoadTable = (folder: string, feeder: string): LoadRow[] =>
  rows(folder, feeder, 'loads').map(([load = '', bus = '', phases = '', customers]) => ({
    load,
    bus,
    phases,
    customers: Number(customers),
  }));

/** SHA-256 of names sorted by code point and joined with newlines. */
export function hashOf(names: readonly string[]): string {
  const sorted = names.map((name) => Buffer.from(name, 'utf8')).sort(Buffer.compare);
  return createHash('sha256')
    .update(sorted.map((name) => name.toString('utf8')).join('\n'))
    .digest('hex');
}
