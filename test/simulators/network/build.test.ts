/** The program that writes a demo network into files. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeBasemap } from '../../../shared/geometryBasemap.ts';
import { networkFile } from '../../../shared/network.ts';
import { programFile } from '../../../simulators/programFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'relight-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = fileURLToPath(programFile('simulators/network/build.js'));
const run = (...options: string[]) => spawnSync(process.execPath, [program, ...options], { encoding: 'utf8' });

describe('building a demo network', () => {
  it('writes network, basemap and licence, the same bytes each time', () => {
    const files = ['first', 'second'].map((name) => join(folder, name, 'town.json.gz'));
    for (const file of files) {
      const { status, stdout, stderr } = run('--preset', 'town', '--seed', '7', '--out', file);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ servicePoints: 2001, substations: 2 });
    }
    const written = ['LICENSE-ODbL.txt', 'town.json.gz', 'town.json.gz.basemap.bin'];
    expect(readdirSync(join(folder, 'first')).sort()).toEqual(written);
    for (const name of written)
      expect(readFileSync(join(folder, 'first', name)).equals(readFileSync(join(folder, 'second', name)))).toBe(true);

    const network = networkFile.parse(JSON.parse(gunzipSync(readFileSync(files[0] ?? '')).toString()));
    expect(network.servicePoints).toHaveLength(2001);
    const basemap = decodeBasemap(readFileSync(join(folder, 'first', 'town.json.gz.basemap.bin')));
    expect(basemap.streets.count).toBeGreaterThan(50);
    expect(basemap.attribution).toContain('OpenStreetMap');
    expect(readFileSync(join(folder, 'first', 'LICENSE-ODbL.txt'), 'utf8')).toContain('Open Database License');
  });

  it.each([
    [['--preset', 'village', '--out', 'x'], /Unknown preset "village"/],
    [['--preset', 'town', '--seed', 'many', '--out', 'x'], /seed "many"/],
    [['--preset', 'town'], /--out/],
    [['--colour', 'red'], /colour/],
  ])('refuses %j with a sentence and exit 2', (options, sentence) => {
    const { status, stdout, stderr } = run(...options);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
  });

  it('says what is missing, with exit 2, where the development dependencies are not installed', () => {
    const pruned = join(folder, 'pruned');
    for (const part of ['shared', 'simulators/network']) {
      cpSync(fileURLToPath(programFile(`${part}/`)), join(pruned, part), { recursive: true });
    }
    writeFileSync(join(pruned, 'package.json'), '{"type":"module"}');
    const copy = join(pruned, 'simulators/network/build.js');
    const { status, stderr } = spawnSync(process.execPath, [copy, '--out', join(folder, 'none.json.gz')], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/development dependencies/);
  });
});
