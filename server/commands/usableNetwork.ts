/** The network file a command works on, by path or by the name of a built-in network. */

import { join } from 'node:path';
import { findNetworkFile } from '../networkStore.ts';

/** Built-in networks are kept where the server keeps them; null = it said why not and set the exit code. */
export async function usableNetwork(network: string): Promise<string | null> {
  const cacheFolder = process.env.RELIGHT_CACHE_DIR ?? join(process.env.RELIGHT_DATA_DIR ?? 'data', 'cache');
  const found = await findNetworkFile({ network, cacheFolder, progress: (sentence) => console.error(sentence) });
  if (found.ok) return found.file;
  console.error(found.report);
  process.exitCode = found.exitCode;
  return null;
}
