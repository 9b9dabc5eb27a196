/** The built-in town, compiled once and cached. */

import { join } from 'node:path';
import type { Network } from '../../server/domain/network/network.ts';
import { loadNetwork } from '../../server/networkStore.ts';

export async function loadTown(): Promise<Network> {
  const loaded = await loadNetwork({ network: 'town', cacheFolder: join(import.meta.dirname, '../../data/cache') });
  if (!loaded.ok) throw new Error(loaded.report);
  return loaded.network;
}

/** Ids of its switches with telemetry. */
export const telemeteredSwitches = ({ branches }: Network): readonly string[] =>
  branches.ids.filter((_, branch) => (branches.telemetered[branch] ?? 0) !== 0);
