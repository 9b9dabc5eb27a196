/** Small networks for tests, written as lines: `cb breaker n1 n2 AB open`. */

import { compileNetwork } from '../../server/domain/network/compile.ts';
import type { Network } from '../../server/domain/network/network.ts';
import { branchKind, type NetworkBranch, type NetworkFile, type NetworkServicePoint, switchKind } from '../../shared/network.ts';

export type Sketch = {
  /** Id, kind or switch kind, from, to, then in any order phases, `open`, `meshed`. */
  readonly branches: readonly string[];
  /** Id, node, phases, customers. */
  readonly points?: readonly string[];
  /** Node and phases. */
  readonly sources?: readonly string[];
  /** Id and head. */
  readonly feeders?: readonly string[];
} & Partial<Omit<NetworkFile, 'branches' | 'servicePoints' | 'sources' | 'feeders'>>;

function branchOf(line: string): NetworkBranch {
  const [id = '', word = '', from = '', to = '', ...marks] = line.split(' ');
  const kind = branchKind.safeParse(word);
  return {
    id,
    kind: kind.success ? kind.data : 'switch',
    ...(kind.success ? {} : { switchKind: switchKind.parse(word) }),
    from,
    to,
    phases: marks.find((mark) => /^[ABC]+$/.test(mark)) ?? 'ABC',
    normallyOpen: marks.includes('open'),
    meshed: marks.includes('meshed'),
  };
}

function pointOf(line: string): NetworkServicePoint {
  const [id = '', node = '', phases = 'ABC', customers = '1'] = line.split(' ');
  return { id, node, phases, customers: Number(customers) };
}

/** The network file of a sketch; the source stands at the first node unless said otherwise. */
export function sketchFile({ branches: lines, points = [], sources, feeders = [], ...rest }: Sketch): NetworkFile {
  const branches = lines.map(branchOf);
  const servicePoints = points.map(pointOf);
  const nodes = new Set([...branches.flatMap((branch) => [branch.from, branch.to]), ...servicePoints.map((point) => point.node)]);
  return {
    format: 'relight-network/1',
    nodes: [...nodes].map((id) => ({ id })),
    sources: (sources ?? [branches[0]?.from ?? '']).map((line) => ({
      node: line.split(' ')[0] ?? '',
      phases: line.split(' ')[1] ?? 'ABC',
    })),
    feeders: feeders.map((line) => ({ id: line.split(' ')[0] ?? '', head: line.split(' ')[1] ?? '' })),
    ...rest,
    branches,
    servicePoints,
  };
}

/** Compiles a file that must be good. */
export function compiled(file: NetworkFile): Network {
  const { network, findings } = compileNetwork(file, 'hash');
  if (!network) throw new Error(JSON.stringify(findings));
  return network;
}

export const sketch = (lines: Sketch): Network => compiled(sketchFile(lines));
