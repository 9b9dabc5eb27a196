/** The town, a complete little system, judged by the product's own trace. */

import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../server/domain/network/compile.ts';
import { energise, normalState } from '../../../server/domain/network/energisation.ts';
import type { Network } from '../../../server/domain/network/network.ts';
import { readNetworkFile } from '../../../server/domain/network/readNetworkFile.ts';
import { encodeBasemap } from '../../../shared/geometryBasemap.ts';
import type { NetworkBranch, NetworkFile, SwitchKind } from '../../../shared/network.ts';
import { buildNetwork } from '../../../simulators/network/buildNetwork.ts';

const { network: file, basemap } = buildNetwork({ preset: 'town', seed: 7 });
const network = compiled(file);
const ofKind = (kind: SwitchKind): NetworkBranch[] => file.branches.filter((branch) => branch.switchKind === kind);

function compiled(of: NetworkFile): Network {
  const read = readNetworkFile(JSON.parse(JSON.stringify(of)));
  const result = read.file && compileNetwork(read.file, 'hash', read.findings);
  if (!result?.network) throw new Error(JSON.stringify(result?.findings ?? read.findings));
  return result.network;
}

/** Ids of the service points that lose all phases when these branches open. */
function darkBehind(branches: readonly string[]): Set<string> {
  const state = normalState(network);
  for (const id of branches) state.open[network.branchIndex.get(id) ?? -1] = 7;
  const live = energise(network, state);
  const { ids, node, phases } = network.servicePoints;
  return new Set(ids.filter((_, point) => (live[node[point]!]! & phases[point]!) === 0));
}

describe('the town', () => {
  it('has everything a small utility has', () => {
    expect(file.servicePoints.length).toBeGreaterThan(1900);
    expect(file.servicePoints.length).toBeLessThan(2100);
    expect(file.substations).toHaveLength(2);
    expect(file.feeders?.length).toBeGreaterThanOrEqual(3);
    expect(ofKind('tie').length).toBeGreaterThanOrEqual(2);
    for (const kind of ['recloser', 'fuse', 'load-break'] as const) expect(ofKind(kind).length, kind).toBeGreaterThan(1);
    const keys = new Set(file.servicePoints.flatMap((point) => point.key ?? []));
    expect([...keys].sort()).toEqual(['clinic', 'hospital', 'police', 'school']);
    expect(file.areas?.map((area) => area.level)).toEqual(['province', 'city', 'county', 'county', 'district', 'district']);
  });

  it('is the same at each building and another with another seed', () => {
    const again = buildNetwork({ preset: 'town', seed: 7 });
    expect(JSON.stringify(again.network)).toBe(JSON.stringify(file));
    expect(encodeBasemap(again.basemap)).toEqual(encodeBasemap(basemap));
    expect(JSON.stringify(buildNetwork({ preset: 'town', seed: 8 }).network)).not.toBe(JSON.stringify(file));
  });

  it('[N24] gives the import nothing to complain about', () => {
    const read = readNetworkFile(JSON.parse(JSON.stringify(file)));
    expect(read.findings).toEqual([]);
    expect(read.file && compileNetwork(read.file, 'hash').findings).toEqual([]);
  });

  it('carries its licence and names what is invented', () => {
    expect(file.licence).toBe('ODbL-1.0');
    expect(file.attribution).toMatch(/© OpenStreetMap contributors.*invented/);
  });

  it('gives every switch and transformer a name of its own', () => {
    const named = file.branches.filter((branch) => branch.kind !== 'line').map((branch) => branch.name);
    expect(named.every((name) => name && name.length > 5)).toBe(true);
    expect(new Set(named).size).toBe(named.length);
  });

  it('has real addresses and places', () => {
    for (const { address, lon, lat } of file.servicePoints) {
      expect(address).toMatch(/.+ (\d|s\/n)/);
      expect(Math.hypot((lon ?? 0) + 56.155, (lat ?? 0) + 34.892)).toBeLessThan(0.02);
    }
  });

  it('measures breakers and the first recloser of a feeder, and nothing else', () => {
    const measured = file.branches.filter((branch) => branch.telemetered);
    expect(measured.filter((branch) => branch.switchKind === 'breaker')).toHaveLength(file.feeders?.length ?? 0);
    expect(measured.filter((branch) => branch.switchKind === 'recloser').length).toBeGreaterThan(0);
    expect(measured.every((branch) => branch.switchKind === 'breaker' || branch.switchKind === 'recloser')).toBe(true);
  });

  it('rates its transformers and ties above what hangs on them', () => {
    const load = new Map<string, number>();
    for (const { node, kva } of file.servicePoints) load.set(node, (load.get(node) ?? 0) + (kva ?? 0));
    for (const branch of file.branches.filter(({ kind }) => kind === 'transformer')) {
      expect(branch.ratingKva, branch.id).toBeGreaterThanOrEqual(load.get(branch.to) ?? 0);
    }
    for (const tie of ofKind('tie')) expect(tie.ratingKva).toBeGreaterThan(0);
  });

  it('gives the hospital a second, automatic supply from another feeder', () => {
    const hospital = file.servicePoints.find((point) => point.key === 'hospital');
    expect(hospital?.supplies).toEqual([{ node: expect.any(String), transfer: 'automatic', transferS: 10 }]);
    const feederAt = (node: string): number => network.branches.feeder[file.branches.findIndex((branch) => branch.to === node)] ?? -1;
    const branchTo = (node: string): number => network.branchIndex.get(file.branches.find((branch) => branch.to === node)?.id ?? '') ?? -1;
    const [first, second] = [hospital?.node ?? '', hospital?.supplies?.[0]?.node ?? ''].map(branchTo);
    expect(feederAt(hospital?.node ?? '')).toBeGreaterThanOrEqual(0);
    expect(network.branches.feeder[first ?? -1]).not.toBe(network.branches.feeder[second ?? -1]);
  });

  it('[N10] has everybody on in the normal state', () => {
    expect(darkBehind([])).toEqual(new Set());
  });

  it('[N7] has everybody dark with all breakers open', () => {
    expect(darkBehind(ofKind('breaker').map((breaker) => breaker.id)).size).toBe(file.servicePoints.length);
  });

  it('[N16] warns of two sources in parallel when any tie is closed alone', () => {
    for (const tie of ofKind('tie')) {
      const closed = file.branches.map((branch) => (branch.id === tie.id ? { ...branch, normallyOpen: false } : branch));
      const { findings } = compileNetwork({ ...file, branches: closed }, 'hash');
      expect(
        findings.map((finding) => finding.code),
        tie.id,
      ).toContain('network-loop');
    }
  });

  it('[N22] darkens behind each fuse only its own lateral', () => {
    const fuses = ofKind('fuse').map((fuse) => darkBehind([fuse.id]));
    for (const dark of fuses) {
      expect(dark.size).toBeGreaterThan(0);
      expect(dark.size).toBeLessThanOrEqual(250);
    }
    // No fuse stands behind another.
    const sum = fuses.reduce((total, dark) => total + dark.size, 0);
    expect(darkBehind(ofKind('fuse').map((fuse) => fuse.id)).size).toBe(sum);
  });

  it('[N17] has customers of feeders that sum to the total', () => {
    const behind = ofKind('breaker').map((breaker) => darkBehind([breaker.id]));
    expect(behind.reduce((sum, dark) => sum + dark.size, 0)).toBe(file.servicePoints.length);
    expect(behind.every((dark) => dark.size > 200 && dark.size < 800)).toBe(true);
  });

  it('spreads its single-phase customers over the phases', () => {
    const share = (phase: string): number =>
      file.servicePoints.filter((point) => point.phases === phase).length / file.servicePoints.length;
    for (const phase of 'ABC') expect(share(phase)).toBeGreaterThan(0.2);
  });

  it('has three phases on every lateral in its European form', () => {
    const european = buildNetwork({ preset: 'town', seed: 7, european: true }).network;
    expect(european.branches.every((branch) => branch.phases === 'ABC')).toBe(true);
    expect(file.branches.some((branch) => branch.phases !== 'ABC')).toBe(true);
  });
});
