/** Brings the customer register into the house: import with a report, the core's part without names, and the store of personal data. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildStore } from './adapters/customers/buildStore.ts';
import type { ColumnKeys, StoredColumns } from './adapters/customers/columnData.ts';
import { type CustomerStore, openCustomerStore, readStoreMeta } from './adapters/customers/customerStore.ts';
import type { CustomerImportReport } from './adapters/customers/importReport.ts';
import { hashOfFile } from './adapters/customers/readCustomers.ts';
import { accountKey, phoneKey } from './domain/customers/lookupKey.ts';
import { MARK } from './domain/customers/marks.ts';
import { CUSTOMER_CLASSES, createRegister, type KeyMark, LOCALES, type Register } from './domain/customers/register.ts';
import { type Network, NONE } from './domain/network/network.ts';
import { programFile } from './programFile.ts';

export const storeFileIn = (dataFolder: string): string => join(dataFolder, 'customers.sqlite');

export const columnKeys: ColumnKeys = { account: accountKey, phone: phoneKey, marks: MARK, classes: CUSTOMER_CLASSES, locales: LOCALES };

const LEVELS: readonly NonNullable<KeyMark['level']>[] = ['special', 'I', 'II', 'temporary'];

/** The core's part of a store, on this network. */
export function registerOf(columns: StoredColumns, hash: string, network: Network): Register {
  return createRegister({
    ...columns,
    hash,
    servicePoint: Int32Array.from(columns.servicePoints, (id) => network.servicePointIndex.get(id) ?? NONE),
    keys: columns.keys.map(([n, key]) => [n, { ...key, level: LEVELS.find((level) => level === key.level) ?? null }]),
    lifeSupport: columns.lifeSupport.map(([n, attestedAt]) => [n, { attestedAt }]),
  });
}

export type ImportCustomers = {
  readonly file: string;
  readonly network: Network;
  readonly dataFolder: string;
  /** Judges and compares; writes nothing. */
  readonly dryRun: boolean;
  readonly progress?: (rows: number) => void;
};

/** The store in force stays until the new one is complete. */
export async function importCustomers({ file, network, dataFolder, dryRun, progress }: ImportCustomers): Promise<CustomerImportReport> {
  const target = storeFileIn(dataFolder);
  const place: BuildOptions['place'] = (servicePoint) => {
    const index = network.servicePointIndex.get(servicePoint);
    return index === undefined ? null : { index, address: network.servicePoints.addresses[index] ?? null };
  };
  await mkdir(dataFolder, { recursive: true });
  return await buildStore({
    file,
    target: dryRun ? null : target,
    inForce: readStoreMeta(target) ? target : null,
    place,
    networkHash: network.hash,
    keys: columnKeys,
    ...(progress ? { progress } : {}),
  });
}

export type OpenedCustomers = { readonly store: CustomerStore; readonly register: Register };
export type OpenCustomersResult =
  | { readonly ok: true; readonly customers: OpenedCustomers | null }
  | { readonly ok: false; readonly report: CustomerImportReport };

export type OpenCustomersOptions = {
  /** RELIGHT_CUSTOMERS; null = the store in the data folder, when there is one. */
  readonly file: string | null;
  readonly network: Network;
  readonly dataFolder: string;
  readonly progress: (sentence: string) => void;
};

/** Imports the file when it is not the one in force. */
export async function openCustomers({ file, network, dataFolder, progress }: OpenCustomersOptions): Promise<OpenCustomersResult> {
  const target = storeFileIn(dataFolder);
  const meta = readStoreMeta(target);
  if (file !== null) {
    const hash = existsSync(file) ? await hashOfFile(file) : '';
    if (meta?.file !== hash || meta.network !== network.hash) {
      progress(`importing the customer register ${file}`);
      const report = await importCustomers({ file, network, dataFolder, dryRun: false });
      if (report.errors.length > 0) return { ok: false, report };
    }
  } else if (meta === null) return { ok: true, customers: null };
  const store = openCustomerStore(target);
  return { ok: true, customers: { store, register: registerOf(store.columns(), store.hash, network) } };
}

/** Raised when the generated people change. */
const SEEDED_LAYOUT = 2;

/** The register of a demo network, generated once; null when its program is not installed. */
export async function seededCustomersFile(
  networkFile: string,
  network: Network,
  cacheFolder: string,
  progress: (sentence: string) => void,
): Promise<string | null> {
  const program = fileURLToPath(programFile('simulators/customers/writeCustomers.js'));
  if (!existsSync(program)) return null;
  const out = join(cacheFolder, `customers-${network.hash.slice(0, 16)}-${SEEDED_LAYOUT}.jsonl`);
  if (existsSync(out)) return out;
  await mkdir(cacheFolder, { recursive: true });
  progress('inventing the customers of the demo; this happens once');
  const child = spawn(process.execPath, [program, networkFile, out], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise<number>((done) => {
    child.once('error', () => done(1));
    child.once('close', (exit) => done(exit ?? 1));
  });
  if (code === 0) return out;
  await rm(`${out}.part`, { force: true });
  return null;
}
