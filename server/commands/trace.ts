/** `relight trace`: which service points are dark in a state of a network. */

import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { findingText } from '../domain/network/findingText.ts';
import { ALL_PHASES, type Network } from '../domain/network/network.ts';
import { maskOf } from '../domain/network/phases.ts';
import { loadNetwork } from '../networkStore.ts';
import { traceNetwork } from '../traceResult.ts';

type Options = {
  readonly open: readonly string[];
  readonly close: readonly string[];
  readonly phases?: number;
  readonly list?: boolean;
  readonly names?: boolean;
};

const ids = (text: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== ''),
];

function phaseSet(text: string): number {
  if (/^(?!.*(.).*\1)[ABC]{1,3}$/i.test(text)) return maskOf(text.toUpperCase());
  throw new InvalidArgumentError('letters of ABC, each once');
}

/** Branch numbers by id or, with `--names`, by the name of the source model as well. */
function branchFinder(network: Network, names: boolean): (id: string) => number | null {
  const byName = new Map<string, number>();
  const { ids: branchIds, sourceNames, count } = network.branches;
  if (names) for (let b = 0; b < count; b += 1) byName.set(sourceNames[b] ?? branchIds[b]?.toLowerCase() ?? '', b);
  return (id) => (names ? byName.get(id.toLowerCase()) : undefined) ?? network.branchIndex.get(id) ?? null;
}

async function trace(file: string, options: Options): Promise<void> {
  const cacheFolder = process.env.RELIGHT_CACHE_DIR ?? join(process.env.RELIGHT_DATA_DIR ?? 'data', 'cache');
  const builtIn = file === 'city' || file === 'town';
  const loaded = await loadNetwork({ network: file, cacheFolder: builtIn ? cacheFolder : null, acceptLimits: 'a trace runs nothing' });
  if (!loaded.ok) {
    console.error(loaded.report);
    process.exitCode = loaded.exitCode;
    return;
  }
  const { network, findings } = loaded;
  if (findings.length > 0) console.error(findingText(findings));
  const find = branchFinder(network, options.names ?? false);
  const unknown = [...options.open, ...options.close].filter((id) => find(id) === null);
  if (unknown.length > 0) {
    console.error(`not in the network: ${unknown.join(', ')}`);
    process.exitCode = 1;
    return;
  }
  const { servicePoints } = network;
  const { dark, partial, ...counts } = traceNetwork(network, {
    open: options.open.map((id) => find(id) ?? -1),
    close: options.close.map((id) => find(id) ?? -1),
    phases: options.phases ?? ALL_PHASES,
    nameOf: (point) => (options.names ? servicePoints.sourceNames[point] : null) ?? servicePoints.ids[point] ?? '',
  });
  process.stdout.write(`${JSON.stringify(options.list ? { ...counts, dark, partial } : counts, null, 2)}\n`);
}

export function register(program: Command): void {
  program
    .command('trace <network>')
    .description('Prints which service points are dark in a state of a native network, as JSON')
    .option('--open <ids>', 'branches that open, comma separated', ids, [])
    .option('--close <ids>', 'branches that close, comma separated', ids, [])
    .option('--phases <letters>', 'only these conductors, at the first terminal; all when not given', phaseSet)
    .option('--list', 'name the dark and the partly supplied service points')
    .option('--names', 'read and print class.name in lower case instead of ids')
    .option('--json', 'the answer is JSON in any case')
    .addHelpText('after', '\nExamples:\n  relight trace feeder.json --open line.l115 --list\n  relight trace city --open cb-31 --phases A')
    .action(trace);
}
