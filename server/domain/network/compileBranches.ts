/** Lays out branches and their phase transfers as typed arrays. */

import type { NetworkBranch, NetworkFile } from '../../../shared/network.ts';
import { BRANCH_KINDS, type Branches, NONE, type PhaseTransfers, SWITCH_KINDS } from './network.ts';
import type { Order } from './order.ts';
import { maskOf } from './phases.ts';
import { sourceName } from './sourceName.ts';
import { type TransferRule, transferRules } from './transfers.ts';

/** Node numbers of a branch's ends, `from` first. */
export const endsOf = (branch: NetworkBranch, nodeIndex: ReadonlyMap<string, number>): number[] =>
  [branch.from, branch.to, ...(branch.moreEnds ?? [])].map((id) => nodeIndex.get(id) ?? NONE);

const GANG_OPERATED: ReadonlySet<string> = new Set(['breaker', 'load-break', 'tie']);

/** Branches in the given order; feeders are still unknown. */
export function compileBranches(file: NetworkFile, order: Order, nodeIndex: ReadonlyMap<string, number>): Branches {
  const list: NetworkBranch[] = [];
  for (const place of order.branches) list.push(file.branches[place]!);
  const fill = <T extends Float64Array | Uint8Array | Int32Array>(array: T, value: (branch: NetworkBranch) => number | boolean): T => {
    for (let b = 0; b < list.length; b += 1) array[b] = Number(value(list[b]!));
    return array;
  };
  const numbers = (value: (branch: NetworkBranch) => number): Float64Array => fill(new Float64Array(list.length), value);
  const bytes = (value: (branch: NetworkBranch) => number | boolean): Uint8Array => fill(new Uint8Array(list.length), value);
  const switchKindOf = (branch: NetworkBranch) => branch.switchKind ?? (branch.kind === 'switch' ? 'disconnector' : null);
  return {
    count: list.length,
    ids: list.map((branch) => branch.id),
    names: list.map((branch) => branch.name ?? null),
    sourceNames: list.map(sourceName),
    kind: bytes((branch) => BRANCH_KINDS.indexOf(branch.kind)),
    switchKind: bytes((branch) => SWITCH_KINDS.indexOf(switchKindOf(branch))),
    from: fill(new Int32Array(list.length), (branch) => nodeIndex.get(branch.from) ?? NONE),
    to: fill(new Int32Array(list.length), (branch) => nodeIndex.get(branch.to) ?? NONE),
    phases: bytes((branch) => maskOf(branch.phases ?? 'ABC')),
    phaseAssumed: bytes((branch) => branch.phases == null),
    normallyOpen: bytes((branch) => branch.normallyOpen ?? false),
    normalOpenPhases: bytes((branch) => (branch.normallyOpen ? 7 : maskOf(branch.normallyOpenPhases ?? ''))),
    normalAssumed: bytes((branch) => branch.kind === 'switch' && branch.normallyOpen == null),
    telemetered: bytes((branch) => branch.telemetered ?? false),
    gangOperated: bytes((branch) => branch.gangOperated ?? GANG_OPERATED.has(switchKindOf(branch) ?? '')),
    meshed: bytes((branch) => branch.meshed ?? false),
    ratingKva: numbers((branch) => branch.ratingKva ?? 0),
    emergencyKva: numbers((branch) => branch.emergencyKva ?? 0),
    nominalKv: numbers((branch) => branch.nominalKv ?? 0),
    expectedIntervalS: numbers((branch) => branch.expectedIntervalS ?? 0),
    feeder: new Int32Array(list.length).fill(NONE),
    winding: list.map((branch) => branch.winding ?? null),
    headOf: new Int32Array(list.length).fill(NONE),
    headNode: new Int32Array(list.length).fill(NONE),
    paths: list.map((branch) => branch.path ?? null),
  };
}

/** Rules of all branches in the given order. */
export function compileTransfers(file: NetworkFile, order: Order, nodeIndex: ReadonlyMap<string, number>): PhaseTransfers {
  const start = new Int32Array(order.branches.length + 1);
  const rules: TransferRule[] = [];
  order.branches.forEach((place, b) => {
    const branch = file.branches[place]!;
    if (branch.cores || branch.phaseMap || branch.winding) rules.push(...transferRules(branch, endsOf(branch, nodeIndex)));
    start[b + 1] = rules.length;
  });
  const branch = new Int32Array(rules.length);
  for (let b = 0; b + 1 < start.length; b += 1) branch.fill(b, start[b]!, start[b + 1]!);
  return {
    start,
    branch,
    fromNode: Int32Array.from(rules, (rule) => rule.fromNode),
    toNode: Int32Array.from(rules, (rule) => rule.toNode),
    need: Uint8Array.from(rules, (rule) => rule.need),
    give: Uint8Array.from(rules, (rule) => rule.give),
    gate: Uint8Array.from(rules, (rule) => rule.gate),
  };
}
