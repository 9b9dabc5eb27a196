/** The true network as typed arrays: integers inside, ids at the edges. */

export const LINE = 0;
export const SWITCH = 1;
export const TRANSFORMER = 2;

export const SWITCH_KINDS = ['', 'breaker', 'recloser', 'sectionaliser', 'fuse', 'disconnector', 'load-break', 'tie'] as const;
export type GridSwitchKind = (typeof SWITCH_KINDS)[number];

export const ABC = 7;

export type GridSource = { readonly node: number; readonly phases: number; readonly substation: number };
export type GridSubstation = { readonly id: string; readonly area: string; readonly lon: number; readonly lat: number };
export type GridFeeder = { readonly id: string; readonly head: number; readonly substation: number };
export type GridArea = { readonly id: string; readonly level: string; readonly lon: number; readonly lat: number };

/** Phases are bit sets: A = 1, B = 2, C = 4. Absent indices are -1, unknown positions NaN. */
export type Grid = {
  readonly name: string;
  readonly nodeIds: readonly string[];
  readonly nodeLon: Float64Array;
  readonly nodeLat: Float64Array;
  readonly branchIds: readonly string[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
  /** Index into `SWITCH_KINDS`. */
  readonly switchKind: Uint8Array;
  readonly phases: Uint8Array;
  readonly normallyOpen: Uint8Array;
  readonly telemetered: Uint8Array;
  readonly ratingKva: Float64Array;
  readonly nominalKv: Float64Array;
  /** Phase map of a branch or -1 for the same letters: `phaseMaps[16 * map + set]` leads to the `to` end, `[16 * map + 8 + set]` back. */
  readonly mapOf: Int32Array;
  readonly phaseMaps: Uint8Array;
  /** Branches at node n: `edges[firstEdge[n] … firstEdge[n + 1])`. */
  readonly firstEdge: Int32Array;
  readonly edges: Int32Array;
  readonly pointIds: readonly string[];
  readonly pointNode: Int32Array;
  /** Node of an alternate supply with automatic transfer (rule N19), or -1. */
  readonly pointAlternate: Int32Array;
  readonly pointPhases: Uint8Array;
  readonly customers: Int32Array;
  readonly pointKva: Float64Array;
  /** Empty where the file gives none. */
  readonly addresses: readonly string[];
  /** Service points at node n, alternates included: `points[firstPoint[n] … firstPoint[n + 1])`. */
  readonly firstPoint: Int32Array;
  readonly points: Int32Array;
  readonly sources: readonly GridSource[];
  readonly substations: readonly GridSubstation[];
  readonly feeders: readonly GridFeeder[];
  readonly areas: readonly GridArea[];
};

export const switchKindOf = (grid: Grid, branch: number): GridSwitchKind => SWITCH_KINDS[grid.switchKind[branch] ?? 0] ?? '';

export const phaseLetters = (phases: number): string => `${phases & 1 ? 'A' : ''}${phases & 2 ? 'B' : ''}${phases & 4 ? 'C' : ''}`;

export const otherEnd = (grid: Grid, branch: number, node: number): number => {
  const from = grid.from[branch]!;
  return from === node ? grid.to[branch]! : from;
};

/** Metres between two positions; NaN where one is unknown. Equirectangular: good to a per mille within a city. */
export function metres(lonA: number, latA: number, lonB: number, latB: number): number {
  const x = (lonB - lonA) * Math.cos(((latA + latB) * Math.PI) / 360);
  return Math.hypot(x, latB - latA) * 111_195;
}

/** Middle of a branch; NaN where its ends have no position. */
export function placeOf(grid: Grid, branch: number): [lon: number, lat: number] {
  const [from, to] = [grid.from[branch]!, grid.to[branch]!];
  return [(grid.nodeLon[from]! + grid.nodeLon[to]!) / 2, (grid.nodeLat[from]! + grid.nodeLat[to]!) / 2];
}
