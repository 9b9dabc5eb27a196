/** Program that writes a demo network, its basemap and its licence into files. */

import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { encodeBasemap } from '../../shared/geometryBasemap.ts';
import type { NetworkFile } from '../../shared/network.ts';
import { licenceText } from './licenceText.ts';
import { isPreset, PRESETS } from './presets.ts';

const USAGE = `Builds the demo network on the streets of Montevideo.

  node build.js --preset ${PRESETS.join('|')} [--seed 7] [--european] --out FILE.json.gz

Writes FILE.json.gz (relight-network/1), FILE.json.gz.basemap.bin and LICENSE-ODbL.txt beside it,
and prints what was built as one line of JSON.

Example: node build.js --preset town --seed 7 --out town.json.gz
`;

const wrongUsage = (sentence: string): 2 => {
  process.stderr.write(`${sentence}\n\n${USAGE}`);
  return 2;
};

async function run(): Promise<0 | 1 | 2> {
  const { values } = parseArgs({
    options: {
      preset: { type: 'string', default: 'city' },
      seed: { type: 'string', default: '7' },
      european: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (!isPreset(values.preset)) return wrongUsage(`Unknown preset "${values.preset}": choose one of ${PRESETS.join(', ')}.`);
  if (!/^\d{1,9}$/.test(values.seed)) return wrongUsage(`The seed "${values.seed}" is not a whole number of up to nine digits.`);
  if (!values.out) return wrongUsage('The file to write is missing: --out FILE.json.gz.');

  const builder = await loadBuilder();
  if (!builder) {
    process.stderr.write('The demo city needs the development dependencies (@mapbox/mvt-fixtures): run npm ci without --omit=dev.\n');
    return 2;
  }
  const started = performance.now();
  const { network, basemap } = builder({ preset: values.preset, seed: Number(values.seed), european: values.european });
  const out = resolve(values.out);
  await mkdir(dirname(out), { recursive: true });
  await replaceFile(`${out}.basemap.bin`, (file) => writeFile(file, encodeBasemap(basemap)));
  await replaceFile(join(dirname(out), 'LICENSE-ODbL.txt'), (file) => writeFile(file, licenceText));
  await replaceFile(out, (file) => pipeline(Readable.from(textOf(network)), createGzip(), createWriteStream(file)));
  process.stdout.write(`${JSON.stringify({ file: out, ...countsOf(network), seconds: Math.round(performance.now() - started) / 1000 })}\n`);
  return 0;
}

/** null where the fixture or its readers are not installed, as in a pruned production install. */
async function loadBuilder() {
  try {
    const { tileFolder } = await import('./fixture.ts');
    tileFolder();
    return (await import('./buildNetwork.ts')).buildNetwork;
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(problem.code))) return null;
    throw problem;
  }
}

/** Whoever looks sees the old file or the new one, never half of one. */
async function replaceFile(file: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${process.pid}.part`;
  await write(draft);
  await rename(draft, file);
}

/** The file as text in pieces of some hundred records: the whole would not fit one string at a million service points. */
function* textOf(network: NetworkFile): Iterable<string> {
  const { areas, substations, feeders, sources, nodes, branches, servicePoints, ...header } = network;
  yield JSON.stringify(header).slice(0, -1);
  for (const [name, list] of Object.entries({ areas, substations, feeders, sources, nodes, branches, servicePoints })) {
    yield `,\n"${name}":[`;
    for (let from = 0; list && from < list.length; from += 500) {
      const records = list.slice(from, from + 500).map((record) => JSON.stringify(record));
      yield `${from === 0 ? '\n' : ',\n'}${records.join(',\n')}`;
    }
    yield ']';
  }
  yield '}\n';
}

const countsOf = (network: NetworkFile): Record<string, number> => ({
  areas: network.areas?.length ?? 0,
  substations: network.substations?.length ?? 0,
  feeders: network.feeders?.length ?? 0,
  nodes: network.nodes.length,
  branches: network.branches.length,
  ties: network.branches.filter((branch) => branch.switchKind === 'tie').length,
  servicePoints: network.servicePoints.length,
  customers: network.servicePoints.reduce((sum, point) => sum + (point.customers ?? 1), 0),
});

try {
  process.exitCode = await run();
} catch (problem) {
  const usage = problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
  process.exitCode = usage ? wrongUsage(problem.message) : 1;
  if (!usage) process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
}
