/** Opens the customer register a server starts with: the one it was given, the one in its folder, or the generated one of the demo. */

import type { Config } from './config.ts';
import { type OpenCustomersResult, openCustomers, seededCustomersFile } from './customers.ts';
import type { LoadedNetwork } from './networkStore.ts';

export type CustomerStartOptions = {
  readonly config: Config;
  readonly loaded: LoadedNetwork & { readonly ok: true };
  readonly cacheFolder: string;
  readonly progress: (sentence: string) => void;
};

const PRESETS: ReadonlySet<string> = new Set(['city', 'town']);

export async function startCustomers({ config, loaded, cacheFolder, progress }: CustomerStartOptions): Promise<OpenCustomersResult> {
  const { network } = loaded;
  const own = config.RELIGHT_CUSTOMERS ?? null;
  if (own !== null || config.RELIGHT_DEMO === 'off' || !PRESETS.has(config.RELIGHT_NETWORK))
    return await openCustomers({ file: own, network, dataFolder: config.RELIGHT_DATA_DIR, progress });
  // The generated people of a demo network outlive the demo's own folder: making them takes a while.
  const file = await seededCustomersFile(loaded.file, network, cacheFolder, progress);
  return file === null ? { ok: true, customers: null } : await openCustomers({ file, network, dataFolder: `${file}.store`, progress });
}

/** All problems of a register that was refused, as one text. */
export const refusedText = ({ report }: OpenCustomersResult & { readonly ok: false }, file: string): string =>
  [
    `The customer register ${file} cannot be used; nothing of it was loaded.`,
    ...report.errors.map(({ code, count, examples }) => `  ${code} (${count}): ${examples.join('; ')}`),
  ].join('\n');
