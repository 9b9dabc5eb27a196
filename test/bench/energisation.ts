/** Measures the full walk over half a million nodes against the same walk with graphology, and single operations in a city of 50,000. */

import { MultiUndirectedGraph } from 'graphology';
import { compileNetwork } from '../../server/domain/network/compile.ts';
import { energise, normalState } from '../../server/domain/network/energisation.ts';
import { createLiveEnergisation } from '../../server/domain/network/liveEnergisation.ts';
import type { Network } from '../../server/domain/network/network.ts';
import type { NetworkBranch, NetworkFile } from '../../shared/network.ts';
import type { Figure } from './journal.ts';

const LARGE = 500_000;
const CITY = 50_000;
const FEEDER_NODES = 400;
const ROUNDS = 15;
const GRAPHOLOGY_ROUNDS = 3;

/** Mulberry32: the same network at each run. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Feeders on a common bus, grown at random, laterals on one phase, a tie between neighbours; listed in random order. */
function networkOf(nodes: number, seed: number): NetworkFile {
  const chance = chanceOf(seed);
  const feeders = Math.floor(nodes / FEEDER_NODES);
  const branches: NetworkBranch[] = [];
  const servicePoints: NetworkFile['servicePoints'] = [];
  let tail = '';
  for (let f = 0; f < feeders; f += 1) {
    const phases: string[] = ['ABC'];
    branches.push({ id: `cb${f}`, kind: 'switch', switchKind: 'breaker', from: 'bus', to: `n${f}-0`, normallyOpen: false });
    for (let i = 1; i < FEEDER_NODES; i += 1) {
      const up = Math.max(0, i - 1 - Math.floor(chance() ** 2 * 30));
      const own = phases[up] === 'ABC' && chance() < 0.15 ? 'ABC'.charAt(Math.floor(chance() * 3)) : (phases[up] ?? 'ABC');
      phases.push(own);
      const kind = chance() < 0.05 ? ('switch' as const) : ('line' as const);
      branches.push({
        id: `b${f}-${i}`,
        kind,
        ...(kind === 'switch' ? { switchKind: 'fuse' as const } : {}),
        from: `n${f}-${up}`,
        to: `n${f}-${i}`,
        phases: own,
      });
      if (chance() < 0.5) servicePoints.push({ id: `sp${f}-${i}`, node: `n${f}-${i}`, phases: own, customers: 5 });
    }
    if (tail) branches.push({ id: `tie${f}`, kind: 'switch', switchKind: 'tie', from: tail, to: `n${f}-1`, normallyOpen: true });
    tail = `n${f}-2`;
  }
  const ids = ['bus', ...Array.from({ length: feeders * FEEDER_NODES }, (_, i) => `n${Math.floor(i / FEEDER_NODES)}-${i % FEEDER_NODES}`)];
  for (let i = ids.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    [ids[i], ids[j]] = [ids[j]!, ids[i]!];
  }
  return {
    format: 'relight-network/1',
    sources: [{ node: 'bus' }],
    nodes: ids.map((id) => ({ id })),
    feeders: Array.from({ length: feeders }, (_, f) => ({ id: `f${f}`, head: `cb${f}` })),
    branches,
    servicePoints,
  };
}

function compiled(file: NetworkFile): Network {
  const { network, findings } = compileNetwork(file, 'bench');
  if (!network) throw new Error(JSON.stringify(findings));
  return network;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function timesOf(rounds: number, run: () => void): number[] {
  return Array.from({ length: rounds }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
}

type Edge = { readonly phases: number; readonly open: boolean };

function graphOf(network: Network): MultiUndirectedGraph<{ live: number }, Edge> {
  const graph = new MultiUndirectedGraph<{ live: number }, Edge>();
  for (let n = 0; n < network.nodes.count; n += 1) graph.addNode(n, { live: 0 });
  const { from, to, phases, normallyOpen } = network.branches;
  for (let b = 0; b < network.branches.count; b += 1) {
    graph.addEdge(from[b], to[b], { phases: phases[b]!, open: normallyOpen[b] === 1 });
  }
  return graph;
}

/** The same walk: breadth first, a node again for each gain of phases. */
function walkGraph(
  graph: MultiUndirectedGraph<{ live: number }, Edge>,
  sources: readonly { readonly node: number; readonly phases: number }[],
): Map<string, number> {
  const live = new Map<string, number>();
  const queue: string[] = [];
  for (const { node, phases } of sources) {
    live.set(String(node), phases);
    queue.push(String(node));
  }
  for (let at = 0; at < queue.length; at += 1) {
    const node = queue[at]!;
    const mask = live.get(node) ?? 0;
    graph.forEachEdge(node, (_edge, { phases, open }, source, target) => {
      if (open) return;
      const other = source === node ? target : source;
      const before = live.get(other) ?? 0;
      const after = before | (mask & phases);
      if (after === before) return;
      live.set(other, after);
      queue.push(other);
    });
  }
  return live;
}

/** Figures: full walk in ms, times faster than graphology, one feeder trip and one question in ms. */
export async function benchEnergisation(print: (figure: Figure) => void): Promise<void> {
  const say = (figure: string, value: number, unit: string, detail: Figure['detail'] = {}): void =>
    print({ bench: 'energisation', figure, value: Number(value.toPrecision(4)), unit, detail });

  const large = compiled(networkOf(LARGE, 11));
  const state = normalState(large);
  energise(large, state);
  const walks = timesOf(ROUNDS, () => energise(large, state));
  const counts = { nodes: large.nodes.count, branches: large.branches.count };
  say('full-walk', median(walks), 'ms', { ...counts, best: Math.min(...walks), goal: 25, limit: 40 });

  const graph = graphOf(large);
  const reference = walkGraph(graph, large.sources);
  const live = energise(large, state);
  for (const [node, mask] of reference) if (live[Number(node)] !== mask) throw new Error(`the walks differ at node ${node}`);
  const slow = timesOf(GRAPHOLOGY_ROUNDS, () => walkGraph(graph, large.sources));
  say('times-faster-than-graphology', median(slow) / median(walks), 'ratio', { graphologyMs: Math.round(median(slow)), limit: 20 });

  const city = createLiveEnergisation(compiled(networkOf(CITY, 12)));
  const { feeders, nodes } = city.network;
  const trips = feeders.flatMap(({ head }) => {
    const [trip = 0] = timesOf(1, () => city.setOpen(head, 7));
    city.setOpen(head, 0);
    return [trip];
  });
  say('feeder-trip', median(trips), 'ms', {
    nodes: nodes.count,
    feeders: feeders.length,
    feederNodes: FEEDER_NODES,
    worst: Math.max(...trips),
  });
  const questions = feeders.map(({ head }) => timesOf(1, () => city.lossIfOpened(head))[0] ?? 0);
  say('loss-if-opened', median(questions), 'ms', { nodes: nodes.count, worst: Math.max(...questions) });
}
