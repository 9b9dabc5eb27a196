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
export const winding = z.enum(['wye', 'delta', 'open-delta']);

export const area = z.object({
  id,
  name: z.string().optional(),
  parent: id.optional(),
  level: areaLevel.optional(),
  class: areaClass.optional(),
  polygon: z.array(point).optional(),
});

export const substation = z.object({ id, name: z.string().optional(), area: id.optional(), lon: lon.optional(), lat: lat.optional() });

export const feeder = z.object({ id, name: z.string().optional(), substation: id.optional(), head: id.optional(), area: id.optional() });

export const source = z.object({ node: id, phases: phases.optional(), substation: id.optional() });

export const node = z.object({ id, lon: lon.optional(), lat: lat.optional() });

export const branch = z.object({
  id,
  name: z.string().optional(),
  kind: branchKind,
  switchKind: switchKind.optional(),
  from: id,
  to: id,
  phases: phases.optional(),
  normallyOpen: z.boolean().optional(),
  telemetered: z.boolean().optional(),
  ratingKva: z.number().nonnegative().optional(),
  emergencyKva: z.number().nonnegative().optional(),
  nominalKv: z.number().nonnegative().optional(),
  gangOperated: z.boolean().optional(),
  meshed: z.boolean().optional(),
  expectedIntervalS: z.number().nonnegative().optional(),
  phaseMap: z.record(z.string(), z.string()).optional(),
  winding: winding.optional(),
  path: z.array(point).optional(),
});

export const supply = z.object({
  node: id,
  transfer: z.enum(['automatic', 'manual', 'none']).optional(),
  transferS: z.number().nonnegative().optional(),
});

export const servicePoint = z.object({
  id,
  name: z.string().optional(),
  node: id,
  phases: phases.optional(),
  customers: z.number().int().optional(),
  address: z.string().optional(),
  area: id.optional(),
  feeder: id.optional(),
  lon: lon.optional(),
  lat: lat.optional(),
  kva: z.number().nonnegative().optional(),
  key: z.string().optional(),
  supplies: z.array(supply).optional(),
});

export const NETWORK_FORMAT = 'relight-network/1';

export const networkFile = z.object({
  format: z.literal(NETWORK_FORMAT),
  name: z.string().optional(),
  timeZone: z.string().optional(),
  licence: z.string().optional(),
  attribution: z.string().optional(),
  areas: z.array(area).optional(),
  substations: z.array(substation).optional(),
  feeders: z.array(feeder).optional(),
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
export type AreaLevel = z.infer<typeof areaLevel>;
export type AreaClass = z.infer<typeof areaClass>;
