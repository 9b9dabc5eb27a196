/** Keeps compiled networks on disk, so that a restart does not parse and compile again. */

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Finding } from './domain/network/findings.ts';
import { indexBy, tableOf } from './domain/network/idIndex.ts';
import type { Network } from './domain/network/network.ts';

type Indices = 'branchIndex' | 'nodeIndex' | 'servicePointIndex' | 'feederIndex' | 'areaIndex';
type Tables = { readonly branches: Int32Array; readonly nodes: Int32Array; readonly servicePoints: Int32Array };
type Kept = { readonly network: Omit<Network, Indices>; readonly tables: Tables; readonly findings: readonly Finding[] };
export type CachedNetwork = { readonly network: Network; readonly findings: readonly Finding[] };

const DIGEST_BYTES = 32;

const indexOf = (things: readonly { readonly id: string }[]): ReadonlyMap<string, number> =>
  new Map(things.map(({ id }, index) => [id, index]));

function withIndices(kept: Kept['network'], tables: Tables): Network {
  return {
    ...kept,
    branchIndex: indexBy(kept.branches.ids, tables.branches),
    nodeIndex: indexBy(kept.nodes.ids, tables.nodes),
    servicePointIndex: indexBy(kept.servicePoints.ids, tables.servicePoints),
    feederIndex: indexOf(kept.feeders),
    areaIndex: indexOf(kept.areas),
  };
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'network' in value && 'tables' in value && 'findings' in value;

/** null when there is none or its bytes are not those that were written. */
export async function readCached(path: string): Promise<CachedNetwork | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || bytes.length <= DIGEST_BYTES) return null;
  const body = bytes.subarray(DIGEST_BYTES);
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(0, DIGEST_BYTES))) return null;
  const kept: unknown = deserialize(body);
  return isKept(kept) ? { network: withIndices(kept.network, kept.tables), findings: kept.findings } : null;
}

/** Whoever reads meanwhile sees the old file or the new one. */
export async function writeCached(path: string, { network, findings }: CachedNetwork): Promise<void> {
  const { branchIndex, nodeIndex, servicePointIndex, feederIndex, areaIndex, ...rest } = network;
  const tables = {
    branches: tableOf(network.branches.ids),
    nodes: tableOf(network.nodes.ids),
    servicePoints: tableOf(network.servicePoints.ids),
  };
  const kept: Kept = { network: rest, tables, findings };
  const body = serialize(kept);
  const draft = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, Buffer.concat([createHash('sha256').update(body).digest(), body]));
  await rename(draft, path);
}
