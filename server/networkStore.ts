/** Loads the network a server runs on: a native file, or a built-in demo network that is built when it is missing. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileNetwork } from './domain/network/compile.ts';
import { aboveLimit, createFindings, type Finding, isBlocked } from './domain/network/findings.ts';
import { findingText } from './domain/network/findingText.ts';
import type { Network } from './domain/network/network.ts';
import { readNetworkFile } from './domain/network/readNetworkFile.ts';
import { readCached, writeCached } from './networkCache.ts';
import { NETWORK_LIMITS, readNetworkText } from './networkText.ts';
import { programFile } from './programFile.ts';
import { version } from './version.ts';

/** Raised when the layout or the meaning of compiled networks changes; older cached ones are then left alone. */
const LAYOUT = 3;

export type LoadOptions = {
  /** A `.json` or `.json.gz` file, or `city` or `town`. */
  readonly network: string;
  /** Where built and compiled networks are kept; null keeps nothing. */
  readonly cacheFolder: string | null;
  /** Told what is going on when it takes a while; goes to stderr. */
  readonly progress?: (sentence: string) => void;
  /** A reason lets findings of severity `limit` pass above their share (rule N24). */
  readonly acceptLimits?: string;
};

export type LoadedNetwork =
  | {
      readonly ok: true;
      readonly network: Network;
      readonly findings: readonly Finding[];
      /** The file it came from, and the basemap beside it when there is one. */
      readonly file: string;
      readonly basemap: string | null;
      readonly fromCache: boolean;
    }
  /** `report` is one readable text; exit code 2 = the demo network cannot be built here. */
  | { readonly ok: false; readonly report: string; readonly findings: readonly Finding[]; readonly exitCode: 1 | 2 };

const PRESETS: ReadonlySet<string> = new Set(['city', 'town']);

/** Reads, checks and compiles; nothing is half loaded. */
export async function loadNetwork(options: LoadOptions): Promise<LoadedNetwork> {
  const { network, cacheFolder } = options;
  const found = await findNetworkFile({ network, cacheFolder, progress: options.progress });
  return found.ok ? await loadFile(found.file, options) : found;
}

/** Path of the file; a built-in network is built when it is missing. */
export async function findNetworkFile({ network, cacheFolder, progress }: LoadOptions): Promise<Built> {
  if (!PRESETS.has(network)) return { ok: true, file: network };
  if (cacheFolder === null) return failed(`The network ${network} needs a folder to be built in.`, [], 2);
  return await buildPreset(network, cacheFolder, progress ?? (() => undefined));
}

const failed = (report: string, findings: readonly Finding[], exitCode: 1 | 2 = 1): LoadedNetwork & { readonly ok: false } => ({
  ok: false,
  report,
  findings,
  exitCode,
});

async function loadFile(file: string, options: LoadOptions): Promise<LoadedNetwork> {
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return failed(`The network file ${file} cannot be read.`, []);
  if (size > NETWORK_LIMITS.bytes) return refuse(file, oneFinding('too-large', `${size} bytes, at most ${NETWORK_LIMITS.bytes}`));
  const bytes = await readFile(file);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const cached = options.cacheFolder === null ? null : join(options.cacheFolder, `network-${hash.slice(0, 32)}-${version}-${LAYOUT}.bin`);
  const beside = existsSync(`${file}.basemap.bin`) ? `${file}.basemap.bin` : null;
  const kept = cached === null ? null : await readCached(cached);
  if (kept) return accept({ ...kept, ok: true, file, basemap: beside, fromCache: true }, options);
  options.progress?.(`compiling the network ${file}`);
  const { network, findings } = compileBytes(bytes, hash);
  if (!network) return refuse(file, findings);
  if (cached !== null) await writeCached(cached, { network, findings });
  return accept({ ok: true, network, findings, file, basemap: beside, fromCache: false }, options);
}

/** Bytes of a native file, plain or compressed, to a network; null when a finding blocks. */
export function compileBytes(bytes: Uint8Array, hash: string): { readonly network: Network | null; readonly findings: readonly Finding[] } {
  const text = readNetworkText(bytes);
  if (!text.ok) return { network: null, findings: oneFinding(text.code, text.detail) };
  const { file, findings } = readNetworkFile(text.value);
  const noted = createFindings(findings);
  for (const flag of text.flags) noted.add(flag, 'warn', 'the byte order mark was removed', 'file');
  if (!file) return { network: null, findings: noted.all() };
  const compiled = compileNetwork(file, hash, noted.all());
  return isBlocked(compiled.findings) ? { network: null, findings: compiled.findings } : compiled;
}

function oneFinding(code: string, detail: string): readonly Finding[] {
  return [{ code, severity: 'block', message: 'the file cannot be read as a network', count: 1, points: 0, examples: [detail] }];
}

const refuse = (file: string, findings: readonly Finding[]): LoadedNetwork =>
  failed(`The network file ${file} cannot be used:\n${findingText(findings)}`, findings);

function accept(loaded: LoadedNetwork & { readonly ok: true }, options: LoadOptions): LoadedNetwork {
  const above = options.acceptLimits === undefined ? aboveLimit(loaded.findings, loaded.network.servicePoints.count) : [];
  if (above.length === 0) return loaded;
  const report = `The network file ${loaded.file} cannot be used: more than 5 % of its service points are concerned.\n${findingText(above)}`;
  return failed(report, loaded.findings);
}

/** Code beside the program's own folder that shapes what it writes. */
const ALSO_BUILT_WITH = ['simulators/random.js', 'shared/geometryBasemap.js', 'shared/geometryBytes.js', 'shared/geometryLines.js'];

/** A name that changes with the code that builds it. */
async function presetFile(preset: string, folder: string): Promise<string> {
  const programs = dirname(fileURLToPath(programFile('simulators/network/build.js')));
  const digest = createHash('sha256').update(version);
  for (const name of (await readdir(programs)).sort()) if (name.endsWith('.js')) digest.update(await readFile(join(programs, name)));
  for (const file of ALSO_BUILT_WITH) digest.update(await readFile(fileURLToPath(programFile(file))));
  return join(folder, `${preset}-${digest.digest('hex').slice(0, 16)}.json.gz`);
}

type Built = { readonly ok: true; readonly file: string } | (LoadedNetwork & { readonly ok: false });

async function buildPreset(preset: string, folder: string, progress: (sentence: string) => void): Promise<Built> {
  const program = fileURLToPath(programFile('simulators/network/build.js'));
  if (!existsSync(program)) return failed(`The program that builds ${preset} is missing; name a file in RELIGHT_NETWORK.`, [], 2);
  await mkdir(folder, { recursive: true });
  const file = await presetFile(preset, folder);
  if (existsSync(file) && existsSync(`${file}.basemap.bin`)) return { ok: true, file };
  progress(`building the network ${preset}; this happens once`);
  const child = spawn(process.execPath, [program, '--preset', preset, '--out', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    said = `${said}${text}`.slice(-2000);
  });
  const code = await new Promise<number>((done) => {
    child.on('close', (exit) => done(exit ?? 1));
    child.on('error', () => done(1));
  });
  if (code === 0) return { ok: true, file };
  return failed(`The network ${preset} could not be built; name a file in RELIGHT_NETWORK.\n${said.trim()}`, [], code === 2 ? 2 : 1);
}
