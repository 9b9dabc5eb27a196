/** A network is loaded whole or refused with one report; compiled ones come back from the cache unchanged. */

import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, createGzip, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { compareNetworks } from '../../server/domain/network/difference.ts';
import { createLiveEnergisation } from '../../server/domain/network/liveEnergisation.ts';
import { compileBytes, type LoadedNetwork, loadNetwork } from '../../server/networkStore.ts';
import type { NetworkFile } from '../../shared/network.ts';
import { payloadOf, readCorpus } from '../support/corpus.ts';
import { corpusFolder, withoutData } from '../support/sharedFolders.ts';
import { compiled, sketchFile } from '../support/sketch.ts';

const folder = mkdtempSync(join(tmpdir(), 'relight-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tiny = sketchFile({
  branches: ['cb breaker n1 n2', 'l1 line n2 n3'],
  points: ['sp1 n3 A 2', 'sp2 n2'],
  feeders: ['f cb'],
  timeZone: 'UTC',
});

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const load = (path: string, cacheFolder: string | null = null): Promise<LoadedNetwork> => loadNetwork({ network: path, cacheFolder });

describe('network store', () => {
  it('reads a native file, plain and compressed', async () => {
    for (const path of [written('a.json', JSON.stringify(tiny)), written('a.json.gz', gzipSync(JSON.stringify(tiny)))]) {
      const loaded = await load(path);
      expect(loaded.ok && [...loaded.network.servicePoints.ids]).toEqual(['sp1', 'sp2']);
    }
  });

  it('a restart takes the compiled network from the cache, equal in every field', async () => {
    const cache = join(folder, 'cache');
    const path = written('b.json', JSON.stringify(tiny));
    const first = await load(path, cache);
    const second = await load(path, cache);
    if (!first.ok || !second.ok) throw new Error('not loaded');
    expect([first.fromCache, second.fromCache]).toEqual([false, true]);
    const { branchIndex, nodeIndex, servicePointIndex, ...again } = second.network;
    expect(first.network).toMatchObject(again);
    const lists = [
      [branchIndex, first.network.branches.ids],
      [nodeIndex, first.network.nodes.ids],
      [servicePointIndex, first.network.servicePoints.ids],
    ] as const;
    for (const [index, ids] of lists) expect(ids.map((id) => index.get(id))).toEqual([...ids.keys()]);
    expect(second.findings).toEqual(first.findings);
    expect(createLiveEnergisation(second.network).live).toEqual(createLiveEnergisation(first.network).live);
  });

  it('a damaged cache is not believed', async () => {
    const cache = join(folder, 'damaged');
    const path = written('c.json', JSON.stringify(tiny));
    await load(path, cache);
    const [kept = ''] = readdirSync(cache);
    truncateSync(join(cache, kept), statSync(join(cache, kept)).size - 100);
    const again = await load(path, cache);
    expect(again.ok && again.fromCache).toBe(false);
  });

  it('a bad file gives one report with every problem, and nothing is kept', async () => {
    const cache = join(folder, 'bad');
    const bad = {
      ...tiny,
      nodes: [...tiny.nodes, { id: 'n1' }],
      branches: [...tiny.branches, { id: 'l2', kind: 'line', from: 'n2', to: 'n404' }],
    };
    const loaded = await load(written('bad.json', JSON.stringify(bad)), cache);
    if (loaded.ok) throw new Error('loaded');
    expect(loaded.exitCode).toBe(1);
    expect(loaded.report).toContain('duplicate-id (1)');
    expect(loaded.report).toContain('branch l2 → n404');
    expect(() => readdirSync(cache)).toThrow();
  });

  it('[N24] more than five per cent of service points without supply stop a start, unless somebody signs for it', async () => {
    const island: NetworkFile = {
      ...tiny,
      nodes: [...tiny.nodes, { id: 'n9' }],
      servicePoints: [...tiny.servicePoints, { id: 'sp9', node: 'n9' }],
    };
    const path = written('island.json', JSON.stringify(island));
    const refused = await load(path);
    expect(refused.ok).toBe(false);
    expect(!refused.ok && refused.report).toContain('network-island');
    expect((await loadNetwork({ network: path, cacheFolder: null, acceptLimits: 'mapped next week' })).ok).toBe(true);
  });

  it('a file that is not there is a sentence, not a stack', async () => {
    const loaded = await load(join(folder, 'nowhere.json'));
    expect(!loaded.ok && loaded.report).toMatch(/nowhere\.json cannot be read/);
  });
});

describe.skipIf(corpusFolder === null)(`bad network files (${corpusFolder === null ? withoutData : 'corpus'})`, () => {
  const lines = corpusFolder === null ? [] : readCorpus(corpusFolder, 'network-json');

  it.each(lines.filter((line) => payloadOf(line)))('$id $name: $expect $reason', (line) => {
    const { network, findings } = compileBytes(payloadOf(line) ?? Buffer.alloc(0), 'hash');
    const codes = findings
      .filter((finding) => (line.expect === 'rejected') === (finding.severity === 'block'))
      .map((finding) => finding.code);
    expect(codes).toContain(line.reason);
    expect(network === null).toBe(line.expect === 'rejected');
    for (const finding of findings) expect(finding.examples.length).toBeGreaterThan(0);
  });

  it('N033 gzip that inflates without end: too-large', async () => {
    const bomb = await new Promise<Buffer>((done) => {
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      const parts: Buffer[] = [];
      gzip.on('data', (part: Buffer) => parts.push(part));
      gzip.on('end', () => done(Buffer.concat(parts)));
      const blanks = Buffer.alloc(1 << 22, ' ');
      for (let i = 0; i < 60; i += 1) gzip.write(blanks);
      gzip.end();
    });
    expect(compileBytes(bomb, 'hash').findings.map((finding) => finding.code)).toEqual(['too-large']);
  });

  it('N034 a line shape with too many points: too-large', () => {
    const path = Array.from({ length: 100_001 }, (): [number, number] => [0, 0]);
    const shaped = { ...tiny, branches: tiny.branches.map((branch) => ({ ...branch, path })) };
    expect(compileBytes(Buffer.from(JSON.stringify(shaped)), 'hash').findings.map((finding) => finding.code)).toEqual(['too-large']);
  });

  it('[N23] N035 an import that orphans many telemetered switches stops at the difference: import-threshold', () => {
    const switches = Array.from({ length: 100 }, (_, i) => `s${i} breaker n${i} n${i + 1}`);
    const whole = sketchFile({ branches: switches, points: ['p n1'] });
    const telemetered = { ...whole, branches: whole.branches.map((branch) => ({ ...branch, telemetered: true })) };
    const cut = { ...telemetered, branches: telemetered.branches.slice(0, 70) };
    const difference = compareNetworks(compiled(telemetered), compiled(cut), []);
    expect(difference.orphaned.count).toBe(30);
    expect(difference.findings).toMatchObject([{ code: 'import-threshold', severity: 'block', count: 30 }]);
    expect(
      compareNetworks(compiled(telemetered), compiled({ ...telemetered, branches: telemetered.branches.slice(0, 96) }), []).findings,
    ).toEqual([]);
  });

  it('[N23] N036 an import that removes a device with an open outage names the outage: import-conflict', () => {
    const next = compiled(sketchFile({ branches: ['cb2 breaker n1 n2', 'l1 line n2 n3'], points: ['sp1 n3', 'sp2 n2'] }));
    const { findings } = compareNetworks(compiled(tiny), next, [{ id: 'outage:7', device: 'cb' }]);
    expect(findings).toMatchObject([{ code: 'import-conflict', examples: ['outage:7 on cb'] }]);
  });
});
