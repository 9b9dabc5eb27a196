/** Keeps compiled networks on disk, so that a restart does not parse and compile again. */

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Finding } from './domain/network/findings.ts';
import type { Network } from './domain/network/network.ts';

type Indices = 'branchIndex' | 'nodeIndex' | 'servicePointIndex' | 'feederIndex' | 'areaIndex';
type Kept = { readonly network: Omit<Network, Indices>; readonly findings: readonly Finding[] };
export type CachedNetwork = { readonly network: Network; readonly findings: readonly Finding[] };

const DIGEST_BYTES = 32;

const indexOf = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const index = new Map<string, number>();
  for (let i = 0; i < ids.length; i += 1) index.set(ids[i]!, i);
  return index;
};
const idsOf = (things: readonly { readonly id: string }[]): readonly string[] => things.map((thing) => thing.id);

function withIndices(kept: Kept['network']): Network {
  return {
    ...kept,
    branchIndex: indexOf(kept.branches.ids),
    nodeIndex: indexOf(kept.nodes.ids),
    servicePointIndex: indexOf(kept.servicePoints.ids),
    feederIndex: indexOf(idsOf(kept.feeders)),
    areaIndex: indexOf(idsOf(kept.areas)),
  };
}

const isKept = (value: unknown): value is Kept => typeof value === 'object' && value !== null && 'network' in value && 'findings' in value;

/** null when there is none or its bytes are not those that were written. */
export async function readCached(path: string): Promise<CachedNetwork | null> {
  const bytes = await readFile(path).catch(() => null);
  if (!bytes || bytes.length <= DIGEST_BYTES) return null;
  const body = bytes.subarray(DIGEST_BYTES);
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(0, DIGEST_BYTES))) return null;
  const kept: unknown = deserialize(body);
  return isKept(kept) ? { network: withIndices(kept.network), findings: kept.findings } : null;
}

/** Whoever reads meanwhile sees the old file or the new one. */
export async function writeCached(path: string, { network, findings }: CachedNetwork): Promise<void> {
  const { branchIndex, nodeIndex, servicePointIndex, feederIndex, areaIndex, ...rest } = network;
  const kept: Kept = { network: rest, findings };
  const body = serialize(kept);
  const draft = `${path}.${process.pid}.part`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, Buffer.concat([createHash('sha256').update(body).digest(), body]));
  await rename(draft, path);
}
