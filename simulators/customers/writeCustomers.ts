/** Program: writes the register of a demo network as JSON lines. Usage: writeCustomers NETWORK OUT [SEED]. */

import { createWriteStream, readFileSync, renameSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { type SeededPoint, seededCustomers } from './seededCustomers.ts';

const network = z.object({
  servicePoints: z.array(
    z.object({
      id: z.string(),
      customers: z.number().nullish(),
      kva: z.number().nullish(),
      key: z.string().nullish(),
      name: z.string().nullish(),
    }),
  ),
});

const LINES_A_CHUNK = 2_000;

function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < LINES_A_CHUNK) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}

const [file, out, seed = '7'] = process.argv.slice(2);
if (!file || !out) {
  console.error('usage: writeCustomers NETWORK OUT [SEED]');
  process.exit(2);
}
const bytes = readFileSync(file);
const text = file.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
const points = network.parse(JSON.parse(text)).servicePoints.map(
  ({ id, customers, kva, key, name }): SeededPoint => ({
    id,
    customers: customers ?? 1,
    kva: kva ?? 1,
    key: key ?? null,
    name: name ?? null,
  }),
);
await pipeline(Readable.from(chunks(seededCustomers(points, Number(seed)))), createWriteStream(`${out}.part`));
renameSync(`${out}.part`, out);
