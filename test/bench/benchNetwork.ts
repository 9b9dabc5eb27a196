/** The built-in networks for benches, kept where the server keeps them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '../../server/domain/network/network.ts';
import { compileBytes, findNetworkFile } from '../../server/networkStore.ts';
import type { Grid } from '../../simulators/grid.ts';
import { readGridFile } from '../../simulators/readGrid.ts';

export type BenchNetwork = { readonly network: Network; readonly grid: Grid };

/** @throws when the network cannot be built or read */
export async function benchNetwork(name: 'town' | 'city'): Promise<BenchNetwork> {
  const cacheFolder = process.env.RELIGHT_CACHE_DIR ?? join(process.env.RELIGHT_DATA_DIR ?? 'data', 'cache');
  const found = await findNetworkFile({ network: name, cacheFolder });
  if (!found.ok) throw new Error(found.report);
  const { network } = compileBytes(readFileSync(found.file), 'bench');
  const reading = readGridFile(found.file);
  if (!network || !reading.ok) throw new Error(`${found.file} cannot be used`);
  return { network, grid: reading.grid };
}
