/** The compiled network: integers and typed arrays inside, the source's ids at the edges (rules N1 to N7). */

import type { AreaClass, AreaLevel, BranchKind, SwitchKind, Transfer, Winding } from '../../../shared/network.ts';
import type { IdIndex } from './idIndex.ts';

/** Phase sets are bit masks: A 1, B 2, C 4. */
export type PhaseMask = number;
export const ALL_PHASES: PhaseMask = 7;

export const BRANCH_KINDS: readonly BranchKind[] = ['line', 'switch', 'transformer'];
export const SWITCH_KINDS: readonly (SwitchKind | null)[] = [
  null,
  'breaker',
  'recloser',
  'sectionaliser',
  'fuse',
  'disconnector',
  'load-break',
  'tie',
];

export const TRANSFERS: readonly Transfer[] = ['none', 'manual', 'automatic'];

/** Flags of a service point for what its file did not say. */
export const ASSUMED = { phases: 1, customers: 2 } as const;

/** Index of something that is not there. */
export const NONE = -1;

export type Nodes = {
  readonly count: number;
  readonly ids: readonly string[];
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** 1 where the position was not given and was taken from a neighbour. */
  readonly placed: Uint8Array;
};

export type Branches = {
  readonly count: number;
  readonly ids: readonly string[];
  readonly names: readonly (string | null)[];
  /** Class and name in the source model, lower case ("loadbreakswitch.sw1"), null where the id tells it. */
  readonly sourceNames: readonly (string | null)[];
  /** Index into BRANCH_KINDS. */
  readonly kind: Uint8Array;
  /** Index into SWITCH_KINDS. */
  readonly switchKind: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly phases: Uint8Array;
  readonly normallyOpen: Uint8Array;
  /** Phases open in the normal state: all of them where `normallyOpen`. */
  readonly normalOpenPhases: Uint8Array;
  readonly telemetered: Uint8Array;
  readonly gangOperated: Uint8Array;
  readonly meshed: Uint8Array;
  readonly ratingKva: Float64Array;
  readonly emergencyKva: Float64Array;
  readonly nominalKv: Float64Array;
  /** Seconds between expected messages, 0 = reports changes only (rule E19). */
  readonly expectedIntervalS: Float64Array;
  /** Normal feeder, NONE where the normal state does not feed it. */
  readonly feeder: Int32Array;
  /** Winding of a transformer as the source says, null elsewhere; how phases pass is in `transfers`. */
  readonly winding: readonly (Winding | null)[];
  /** 1 where the file gave no phases and ABC was read (rule N5). */
  readonly phaseAssumed: Uint8Array;
  /** 1 where the file gave no normal position of a switch and closed was read. */
  readonly normalAssumed: Uint8Array;
  /** Feeder whose head this branch is, NONE for all others. */
  readonly headOf: Int32Array;
  /** For a feeder head the end on the side of the substation, NONE for all others. */
  readonly headNode: Int32Array;
  /** Corner points, or null for a straight line. */
  readonly paths: readonly (readonly (readonly [number, number])[] | null)[];
};

export type ServicePoints = {
  readonly count: number;
  readonly ids: readonly string[];
  readonly node: Int32Array;
  readonly phases: Uint8Array;
  /** Those of its phases that some switching can make live; a loss is judged by these. 0 on a part without any source. */
  readonly required: Uint8Array;
  readonly customers: Int32Array;
  readonly area: Int32Array;
  /** Normal feeder, NONE where the normal state does not feed it. */
  readonly feeder: Int32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** 1 where the position was not given and is that of the node (rule N25). */
  readonly placed: Uint8Array;
  /** Bits of ASSUMED: what the file did not say (rules N4, N5). */
  readonly assumed: Uint8Array;
  readonly names: readonly (string | null)[];
  readonly sourceNames: readonly (string | null)[];
  /** Supplies beside `node`, in order of preference: `supplyNode[supplyStart[p] .. supplyStart[p + 1])` (rule N19). */
  readonly supplyStart: Int32Array;
  readonly supplyNode: Int32Array;
  /** Index into TRANSFERS. */
  readonly supplyTransfer: Uint8Array;
  readonly supplyTransferMs: Float64Array;
  readonly kva: Float64Array;
  readonly addresses: readonly (string | null)[];
  /** Kind of key place, null for most. */
  readonly key: readonly (string | null)[];
};

export type Area = {
  readonly id: string;
  readonly name: string;
  readonly parent: number;
  readonly level: AreaLevel | null;
  readonly class: AreaClass;
  readonly polygon: readonly (readonly [number, number])[] | null;
};

export type Feeder = {
  readonly id: string;
  readonly name: string;
  readonly substation: number;
  readonly head: number;
  readonly area: number;
};
export type Substation = { readonly id: string; readonly name: string; readonly area: number; readonly lon: number; readonly lat: number };
export type Source = { readonly node: number; readonly phases: PhaseMask; readonly substation: number };

/** Which branches touch each node, and the other end of each: `branch[start[n] .. start[n + 1])`. */
export type Adjacency = { readonly start: Int32Array; readonly branch: Int32Array; readonly neighbour: Int32Array };

/**
 * How a branch passes supply when it does not simply carry each phase straight through: transformers with other windings
 * than wye to wye, and lines that change phases. Rule `r` of branch `b`, `start[b] <= r < start[b + 1]`, says: all phases
 * `need[r]` live at `fromNode[r]` make the phases `give[r]` live at `toNode[r]`, unless one of the phases `gate[r]` is
 * interrupted at the first terminal, or all of them are. A branch without rules joins equal phases in both directions.
 */
export type PhaseTransfers = {
  readonly start: Int32Array;
  /** Branch of each rule. */
  readonly branch: Int32Array;
  readonly fromNode: Int32Array;
  readonly toNode: Int32Array;
  readonly need: Uint8Array;
  readonly give: Uint8Array;
  readonly gate: Uint8Array;
};

export type PointsAtNode = { readonly start: Int32Array; readonly servicePoint: Int32Array };

export type Network = {
  /** SHA-256 of the file it was compiled from. */
  readonly hash: string;
  readonly name: string;
  readonly timeZone: string;
  readonly attribution: string | null;
  readonly nodes: Nodes;
  readonly branches: Branches;
  readonly servicePoints: ServicePoints;
  readonly areas: readonly Area[];
  readonly feeders: readonly Feeder[];
  readonly substations: readonly Substation[];
  readonly sources: readonly Source[];
  readonly adjacency: Adjacency;
  readonly transfers: PhaseTransfers;
  /** Service points at each node: `servicePoint[start[n] .. start[n + 1])`. */
  readonly pointsAtNode: PointsAtNode;
  /** Service points for which a node is an alternate supply. */
  readonly alternatesAtNode: PointsAtNode;
  readonly branchIndex: IdIndex;
  readonly nodeIndex: IdIndex;
  readonly servicePointIndex: IdIndex;
  readonly feederIndex: ReadonlyMap<string, number>;
  readonly areaIndex: ReadonlyMap<string, number>;
};
