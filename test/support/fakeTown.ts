/** A made-up town of a few streets with one feeder each, as pictures and records, for pages without a server. */

import { encodeGeometry, FINE_SCALE, GEOMETRY_SWITCH_KINDS, type NetworkGeometry } from '../../shared/geometry.ts';
import { BASEMAP_SCALE, type Basemap, encodeBasemap } from '../../shared/geometryBasemap.ts';
import { type Corner, linesFrom } from '../../shared/geometryLines.ts';
import type { DeviceRecord } from '../../shared/records/device.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import type { AreaRecord, FeederRecord } from '../../shared/records/places.ts';
import type { SourceRecord } from '../../shared/records/source.ts';

export const TOWN_WEST = -56.2;
export const TOWN_NORTH = -34.88;
const BLOCK = 0.0012;
const STREETS = 12;
const BLOCKS = 16;

const cornerAt = (street: number, block: number): Corner => [TOWN_WEST + block * BLOCK, TOWN_NORTH - street * BLOCK];

/** Street `s`: a breaker "cb-s", then line sections "l-s-1" to "l-s-15". */
export function townGeometry(): NetworkGeometry {
  const ids: string[] = [];
  const ways: Corner[][] = [];
  const kind: number[] = [];
  const switchKind: number[] = [];
  const feeder: number[] = [];
  for (let street = 0; street < STREETS; street++) {
    for (let block = 0; block < BLOCKS; block++) {
      ids.push(block === 0 ? `cb-${street}` : `l-${street}-${block}`);
      ways.push([cornerAt(street, block), cornerAt(street, block + 1)]);
      kind.push(block === 0 ? 1 : 0);
      switchKind.push(block === 0 ? GEOMETRY_SWITCH_KINDS.indexOf('breaker') : 0);
      feeder.push(street);
    }
  }
  const east = TOWN_WEST + BLOCKS * BLOCK;
  const south = TOWN_NORTH - STREETS * BLOCK;
  const outline: Corner[] = [
    [TOWN_WEST, TOWN_NORTH],
    [east, TOWN_NORTH],
    [east, south],
    [TOWN_WEST, south],
  ];
  return {
    hash: 'town',
    name: 'Test town',
    attribution: '© OpenStreetMap contributors',
    scale: FINE_SCALE,
    branches: {
      ...linesFrom(ids.length, (line) => ways[line] ?? [], FINE_SCALE),
      ids,
      kind: Uint8Array.from(kind),
      switchKind: Uint8Array.from(switchKind),
      normallyOpen: new Uint8Array(ids.length),
      telemetered: Uint8Array.from(kind),
      phases: new Uint8Array(ids.length).fill(7),
      level: new Uint8Array(ids.length),
      feeder: Int32Array.from(feeder),
    },
    feeders: Array.from({ length: STREETS }, (_, street) => ({ id: `f-${street}`, name: `Calle ${street}`, substation: 0 })),
    substations: [{ id: 'ss-1', name: 'Centro', lon: TOWN_WEST, lat: TOWN_NORTH }],
    areas: [{ id: 'a-1', name: 'Centro', parent: -1, level: 'district', class: 'urban' }],
    outlines: linesFrom(1, () => outline, FINE_SCALE),
  };
}

function townBasemap(): Basemap {
  const streets = linesFrom(STREETS, (street) => [cornerAt(street, 0), cornerAt(street, BLOCKS)], BASEMAP_SCALE);
  const names = Array.from({ length: STREETS }, (_, street) => `Calle ${street}`).sort();
  return {
    attribution: '© OpenStreetMap contributors',
    streets: { ...streets, class: new Uint8Array(STREETS).fill(2), name: Int32Array.from({ length: STREETS }, (_, i) => i) },
    grounds: { ...linesFrom(0, () => [], BASEMAP_SCALE), kind: new Uint8Array(0) },
    names,
    labels: { names: [], coordinates: new Int32Array(0) },
  };
}

export const townGeometryBytes = (): Uint8Array<ArrayBuffer> => encodeGeometry(townGeometry());
export const townBasemapBytes = (): Uint8Array<ArrayBuffer> => encodeBasemap(townBasemap());

const at = (ms: number): string => new Date(ms).toISOString();

/** An outage at the breaker of a street. */
export function townOutage(number: number, now: number, parts: Partial<OutageRecord> = {}): OutageRecord {
  const street = number % STREETS;
  const customers = parts.customersOut ?? 20 + ((number * 37) % 900);
  const [lon, lat] = cornerAt(street, 1 + (number % (BLOCKS - 2)));
  return {
    id: `outage:${number}`,
    state: 'confirmed',
    voidReason: null,
    parent: null,
    mergedInto: null,
    origin: 'scada',
    momentary: false,
    possiblyMomentary: false,
    level: 'device',
    device: { id: `cb-${street}`, kind: 'breaker', name: `Calle ${street} / breaker ${number}` },
    phases: 'ABC',
    feeder: `f-${street}`,
    areas: [{ id: 'a-1', customersOut: customers }],
    customersOut: customers,
    customersPredicted: 0,
    customersPartial: 0,
    customersUnknown: 0,
    customersPeak: customers,
    servicePointsOut: customers,
    startedAt: at(now - (1 + (number % 50)) * 60_000),
    startUncertain: false,
    startedAfter: null,
    restoredAt: null,
    endedAt: null,
    cause: 'protection-trip',
    estimatedRestoration: { at: at(now + 45 * 60_000), earliest: null, latest: null, source: 'statistics', madeAt: at(now - 60_000) },
    evidence: { switch: 1, meters: 3, calls: 2, reports: 0 },
    stale: false,
    verification: 'none',
    verified: 0,
    toVerify: 0,
    disputed: false,
    confidence: null,
    hintsBelow: [],
    priority: 1 + (number % 4),
    keyCustomers: number % 5 === 0 ? 1 : 0,
    lifeSupport: 0,
    acknowledged: number % 3 !== 0,
    jobs: [],
    lon,
    lat,
    revision: 1,
    ...parts,
  };
}

export function deadBranches(street: number, outage: string, since: number): DeviceRecord[] {
  return Array.from({ length: BLOCKS }, (_, block) => ({
    id: block === 0 ? `cb-${street}` : `l-${street}-${block}`,
    kind: block === 0 ? ('switch' as const) : ('line' as const),
    switchKind: block === 0 ? 'breaker' : null,
    feeder: `f-${street}`,
    position: block === 0 ? ('open' as const) : null,
    openPhases: block === 0 ? 'ABC' : '',
    normallyOpen: false,
    supply: 'off' as const,
    deadPhases: 'ABC',
    predicted: false,
    planned: false,
    stale: false,
    lastGoodAt: null,
    fedBy: null,
    outage,
    since: at(since),
  }));
}

export const townFeeders = (outOf: ReadonlyMap<number, number>): FeederRecord[] =>
  Array.from({ length: STREETS }, (_, street) => ({
    id: `f-${street}`,
    name: `Calle ${street}`,
    substation: 'ss-1',
    area: 'a-1',
    customersTotal: 1000,
    customersOut: outOf.get(street) ?? 0,
    customersPredicted: 0,
    customersPartial: 0,
    customersUnknown: 0,
    outagesOpen: outOf.has(street) ? 1 : 0,
    headPosition: outOf.has(street) ? 'open' : 'closed',
    stale: street === 5,
  }));

export const townArea = (customersOut: number): AreaRecord => ({
  id: 'a-1',
  name: 'Centro',
  parent: null,
  level: 'district',
  class: 'urban',
  customersTotal: STREETS * 1000,
  customersOut,
  customersPredicted: 0,
  customersPartial: 0,
  customersUnknown: 0,
  outagesOpen: 1,
});

export const townSource = (id: string, now: number, parts: Partial<SourceRecord> = {}): SourceRecord => ({
  id,
  kinds: ['switch'],
  transport: 'json',
  online: true,
  stale: false,
  lastAt: at(now - 4_000),
  lastReceivedAt: at(now - 4_000),
  offlineSince: null,
  accepted: 100,
  duplicates: 2,
  rejected: 1,
  gaps: 0,
  missing: 0,
  skewMs: 12,
  points: 12,
  pointsStale: 0,
  customersBehind: 1000,
  ...parts,
});
