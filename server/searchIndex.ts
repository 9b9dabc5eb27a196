/** Finds things by id, name or address as people type them: width, case and accents do not matter. */

import type { Network } from './domain/network/network.ts';
import type { SearchHit } from './viewerPorts.ts';

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

type Entry = { readonly text: string; readonly rank: number; readonly hit: () => SearchHit };

/** Every word typed must begin a word of the entry; exact ids come first. */
export function createSearchIndex(network: Network): (text: string, limit: number) => readonly SearchHit[] {
  const { branches, servicePoints, nodes, feeders, areas, substations } = network;
  const entries: Entry[] = [];
  const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);
  const middle = (branch: number): { lon: number | null; lat: number | null } => {
    const [a, b] = [branches.from[branch] ?? 0, branches.to[branch] ?? 0];
    const lon = ((nodes.lon[a] ?? Number.NaN) + (nodes.lon[b] ?? Number.NaN)) / 2;
    const lat = ((nodes.lat[a] ?? Number.NaN) + (nodes.lat[b] ?? Number.NaN)) / 2;
    return { lon: known(lon), lat: known(lat) };
  };
  const add = (kind: string, id: string, name: string, rank: number, place: () => { lon: number | null; lat: number | null }): void => {
    entries.push({ text: ` ${fold(`${id} ${name}`)}`, rank, hit: () => ({ kind, id, name, ...place() }) });
  };
  for (const area of areas)
    add('area', area.id, area.name, 1, () => ({ lon: area.polygon?.[0]?.[0] ?? null, lat: area.polygon?.[0]?.[1] ?? null }));
  for (const feeder of feeders)
    add('feeder', feeder.id, feeder.name, 0, () => (feeder.head >= 0 ? middle(feeder.head) : { lon: null, lat: null }));
  for (const station of substations)
    add('substation', station.id, station.name, 0, () => ({ lon: known(station.lon), lat: known(station.lat) }));
  for (let i = 0; i < branches.count; i += 1) {
    const name = branches.names[i];
    if (branches.switchKind[i] || name) add('device', branches.ids[i] ?? '', name ?? '', 2, () => middle(i));
  }

  const points = servicePoints.ids;
  let addresses: readonly string[] | null = null;
  const pointHit = (i: number): SearchHit => ({
    kind: 'service-point',
    id: points[i] ?? '',
    name: servicePoints.addresses[i] ?? points[i] ?? '',
    lon: known(servicePoints.lon[i]),
    lat: known(servicePoints.lat[i]),
  });

  return (text, limit) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const hits: SearchHit[] = [];
    const exact = network.servicePointIndex.get(text.trim());
    if (exact !== undefined) hits.push(pointHit(exact));
    const fits = (entry: string): boolean => words.every((word) => entry.includes(` ${word}`) || entry.includes(`-${word}`));
    const found = entries.filter((entry) => fits(entry.text)).sort((a, b) => a.rank - b.rank || a.text.length - b.text.length);
    for (const entry of found) {
      if (hits.length >= limit) return hits;
      hits.push(entry.hit());
    }
    addresses ??= servicePoints.addresses.map((address) => (address === null ? '' : ` ${fold(address)}`));
    for (let i = 0; i < addresses.length && hits.length < limit; i += 1) {
      const address = addresses[i];
      if (address && fits(address)) hits.push(pointHit(i));
    }
    return hits;
  };
}
