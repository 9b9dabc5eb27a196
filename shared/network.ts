/** The native network file `relight-network/1`, as schema and types. */

import * as z from 'zod';

export const PHASES = ['', 'A', 'B', 'AB', 'C', 'AC', 'BC', 'ABC'] as const;
/** Any order of the letters A, B, C without repeats; kept sorted after reading. */
export const phases = z
  .string()
  .regex(/^(?!.*(.).*\1)[ABC]{1,3}$/, 'phases are letters of ABC, each once')
  .transform((text) => [...text].sort().join(''));

const id = z.string().min(1).max(200);
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
const point = z.tuple([lon, lat]);

export const areaLevel = z.enum(['province', 'city', 'county', 'district']);
export const areaClass = z.enum(['urban', 'rural', 'remote']);
export const branchKind = z.enum(['line', 'switch', 'transformer']);
export const switchKind = z.enum(['breaker', 'recloser', 'sectionaliser', 'fuse', 'disconnector', 'load-break', 'tie']);
export const transfer = z.enum(['automatic', 'manual', 'none']);
export const winding = z.enum(['wye', 'delta', 'open-delta']);

export const area = z.object({
  id,
  name: z.string().nullish(),
  parent: id.nullish(),
  level: areaLevel.nullish(),
  class: areaClass.nullish(),
  polygon: z.array(point).nullish(),
});

export const substation = z.object({ id, name: z.string().nullish(), area: id.nullish(), lon: lon.nullish(), lat: lat.nullish() });

export const feeder = z.object({ id, name: z.string().nullish(), substation: id.nullish(), head: id.nullish(), area: id.nullish() });

export const source = z.object({ node: id, phases: phases.nullish(), substation: id.nullish() });

export const node = z.object({ id, name: z.string().nullish(), lon: lon.nullish(), lat: lat.nullish() });

export const branch = z.object({
  id,
  name: z.string().nullish(),
  /** Class in the source model ("LoadBreakSwitch"), where ids do not tell it. */
  className: z.string().nullish(),
  kind: branchKind,
  switchKind: switchKind.nullish(),
  from: id,
  to: id,
  phases: phases.nullish(),
  normallyOpen: z.boolean().nullish(),
  /** Phases open in the normal state where the others are closed. */
  normallyOpenPhases: phases.nullish(),
  telemetered: z.boolean().nullish(),
  ratingKva: z.number().nonnegative().nullish(),
  emergencyKva: z.number().nonnegative().nullish(),
  nominalKv: z.number().nonnegative().nullish(),
  gangOperated: z.boolean().nullish(),
  meshed: z.boolean().nullish(),
  expectedIntervalS: z.number().nonnegative().nullish(),
  /** Phases at `from` to phases at `to`: {"A":"AB"} is a split-phase service, {"AB":"A"} a coil between two phases, {"A":"B"} a line that changes phases. */
  phaseMap: z.record(z.string(), z.string()).nullish(),
  winding: winding.nullish(),
  /** Nodes of a third and further winding. */
  moreEnds: z.array(id).nullish(),
  /** Windings in full, where `phaseMap` and `winding` cannot say it: coils that share a core, each at an end (0 `from`, 1 `to`, 2 … `moreEnds`) on one phase or between two. */
  cores: z.array(z.array(z.object({ end: z.number().int().min(0).max(9), phases }))).nullish(),
  path: z.array(point).nullish(),
});

export const supply = z.object({
  node: id,
  transfer: transfer.nullish(),
  transferS: z.number().nonnegative().nullish(),
});

export const servicePoint = z.object({
  id,
  name: z.string().nullish(),
  className: z.string().nullish(),
  node: id,
  phases: phases.nullish(),
  customers: z.number().int().nullish(),
  address: z.string().nullish(),
  area: id.nullish(),
  feeder: id.nullish(),
  lon: lon.nullish(),
  lat: lat.nullish(),
  kva: z.number().nonnegative().nullish(),
  key: z.string().nullish(),
  supplies: z.array(supply).nullish(),
});

export const NETWORK_FORMAT = 'relight-network/1';

export const networkFile = z.object({
  format: z.literal(NETWORK_FORMAT),
  name: z.string().nullish(),
  timeZone: z.string().nullish(),
  licence: z.string().nullish(),
  attribution: z.string().nullish(),
  areas: z.array(area).nullish(),
  substations: z.array(substation).nullish(),
  feeders: z.array(feeder).nullish(),
  sources: z.array(source),
  nodes: z.array(node),
  branches: z.array(branch),
  servicePoints: z.array(servicePoint),
});

export type NetworkFile = z.infer<typeof networkFile>;
export type NetworkBranch = z.infer<typeof branch>;
export type NetworkServicePoint = z.infer<typeof servicePoint>;
export type NetworkNode = z.infer<typeof node>;
export type NetworkArea = z.infer<typeof area>;
export type NetworkFeeder = z.infer<typeof feeder>;
export type NetworkSubstation = z.infer<typeof substation>;
export type NetworkSource = z.infer<typeof source>;
export type BranchKind = z.infer<typeof branchKind>;
export type SwitchKind = z.infer<typeof switchKind>;
export type Transfer = z.infer<typeof transfer>;
export type Winding = z.infer<typeof winding>;
export type AreaLevel = z.infer<typeof areaLevel>;
export type AreaClass = z.infer<typeof areaClass>;
