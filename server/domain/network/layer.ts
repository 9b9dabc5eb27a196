/** Live phases of every node under one reading of the switch positions, kept up to date by touching only what an operation affects. */

import { type Network, NONE } from './network.ts';
import { firstPhase } from './phases.ts';

/**
 * Every live phase of a node remembers what made it live: a branch, a transfer rule (`-3 - rule`) or a source (`SOURCE`).
 * These supports form a forest that grows from the sources. Opening a branch therefore puts in question only what stands
 * on it; the rest of the network is not looked at.
 */
export type Layer = {
  /** Live phases of each node. */
  readonly live: Uint8Array;
  /** Phases interrupted on each branch. */
  readonly blocked: Uint8Array;
  /** `support[3 * node + phase]`, NONE where dark. */
  readonly support: Int32Array;
  /** `origin[3 * node + phase]`: source index, or number of sources + feeder index, NONE where dark. */
  readonly origin: Int32Array;
  /** Live phases each source gives. */
  readonly sources: Uint8Array;
  /** Nodes touched since `begin`, with their masks before. */
  readonly touched: { count: number; readonly nodes: Int32Array; readonly before: Uint8Array };
  /** Forgets what was touched; ends the possibility to `undo` what came before. */
  begin(): void;
  setBlocked(branch: number, mask: number): void;
  setSource(source: number, mask: number): void;
  /** Takes back everything since `begin`, to the last support. */
  undo(): void;
};

export const SOURCE = -2;

export function createLayer(network: Network, blockedAtFirst: Uint8Array): Layer {
  const nodes = network.nodes.count;
  const { phases, headOf, headNode } = network.branches;
  const { start, branch, neighbour } = network.adjacency;
  const rules = network.transfers;
  const sourceCount = network.sources.length;

  const live = new Uint8Array(nodes);
  const blocked = blockedAtFirst.slice();
  const support = new Int32Array(3 * nodes).fill(NONE);
  const origin = new Int32Array(3 * nodes).fill(NONE);
  const sources = Uint8Array.from(network.sources, (source) => source.phases);

  const sourcesAt = new Map<number, number[]>();
  network.sources.forEach(({ node }, index) => {
    sourcesAt.set(node, [...(sourcesAt.get(node) ?? []), index]);
  });

  const touched = { count: 0, nodes: new Int32Array(nodes), before: new Uint8Array(nodes) };
  const touchedIn = new Uint32Array(nodes);
  let generation = 1;
  // What `undo` needs: supports and origins of touched nodes, and the positions and sources that were set.
  let saved: Int32Array = new Int32Array(6 * 64);
  const undone: (() => void)[] = [];

  const queue: number[] = [];
  const waiting = new Uint8Array(nodes);
  const doubtful: number[] = [];
  const pending = new Uint8Array(nodes);
  const lost = new Uint8Array(nodes);

  function touch(node: number): void {
    if (touchedIn[node] === generation) return;
    touchedIn[node] = generation;
    const place = touched.count;
    touched.nodes[place] = node;
    touched.before[place] = live[node]!;
    touched.count = place + 1;
    if (6 * place + 6 > saved.length) {
      const larger = new Int32Array(Math.min(6 * nodes, 2 * saved.length));
      larger.set(saved);
      saved = larger;
    }
    for (let p = 0; p < 3; p += 1) {
      saved[6 * place + p] = support[3 * node + p]!;
      saved[6 * place + 3 + p] = origin[3 * node + p]!;
    }
  }

  function wait(node: number): void {
    if (waiting[node]) return;
    waiting[node] = 1;
    queue.push(node);
  }

  /** Makes `mask` live at a node. `fromNode` gives the origin, phase by phase for a branch, by one phase of `need` for a rule. */
  function gain(node: number, mask: number, by: number, fromNode: number, need: number): void {
    touch(node);
    live[node] = live[node]! | mask;
    const head = by >= 0 && headNode[by] === fromNode ? sourceCount + headOf[by]! : NONE;
    for (let p = 0; p < 3; p += 1) {
      if (!(mask & (1 << p))) continue;
      support[3 * node + p] = by;
      origin[3 * node + p] = head !== NONE ? head : origin[3 * fromNode + (by >= 0 ? p : firstPhase(need))]!;
    }
    wait(node);
  }

  const stopped = (b: number, r: number): boolean => (blocked[b]! & rules.gate[r]!) !== 0 || (phases[b]! & ~blocked[b]!) === 0;

  function applyRule(b: number, r: number, wanted: number): void {
    const fromNode = rules.fromNode[r]!;
    const toNode = rules.toNode[r]!;
    const need = rules.need[r]!;
    const gives = rules.give[r]! & wanted & ~live[toNode]!;
    if (!gives || (live[fromNode]! & need) !== need || stopped(b, r)) return;
    gain(toNode, gives, -3 - r, fromNode, need);
    if (headNode[b] === fromNode) {
      for (let p = 0; p < 3; p += 1) if (gives & (1 << p)) origin[3 * toNode + p] = sourceCount + headOf[b]!;
    }
  }

  function spread(): void {
    for (let at = 0; at < queue.length; at += 1) {
      const node = queue[at]!;
      waiting[node] = 0;
      for (let i = start[node]!, end = start[node + 1]!; i < end; i += 1) {
        const b = branch[i]!;
        const firstRule = rules.start[b]!;
        const lastRule = rules.start[b + 1]!;
        if (firstRule === lastRule) {
          const other = neighbour[i]!;
          const gives = live[node]! & phases[b]! & ~blocked[b]! & ~live[other]!;
          if (gives) gain(other, gives, b, node, 0);
        } else {
          for (let r = firstRule; r < lastRule; r += 1) if (rules.fromNode[r] === node) applyRule(b, r, 7);
        }
      }
    }
    queue.length = 0;
  }

  function doubt(node: number, mask: number): void {
    touch(node);
    live[node] = live[node]! & ~mask;
    for (let p = 0; p < 3; p += 1) {
      if (!(mask & (1 << p))) continue;
      support[3 * node + p] = NONE;
      origin[3 * node + p] = NONE;
    }
    if (!lost[node]) doubtful.push(node);
    lost[node] = lost[node]! | mask;
    if (!pending[node]) queue.push(node);
    pending[node] = pending[node]! | mask;
  }

  /** Phases of a node that stand on the given support. */
  function standingOn(node: number, by: number, among: number): number {
    let mask = 0;
    for (let p = 0; p < 3; p += 1) if (among & (1 << p) && support[3 * node + p] === by) mask |= 1 << p;
    return mask;
  }

  function doubtRule(r: number): void {
    const mask = standingOn(rules.toNode[r]!, -3 - r, rules.give[r]!);
    if (mask) doubt(rules.toNode[r]!, mask);
  }

  /** Follows doubt to everything that stands on it, then lets what is still live take back what it can. */
  function settle(): void {
    for (let at = 0; at < queue.length; at += 1) {
      const node = queue[at]!;
      const mask = pending[node]!;
      pending[node] = 0;
      for (let i = start[node]!, end = start[node + 1]!; i < end; i += 1) {
        const b = branch[i]!;
        const firstRule = rules.start[b]!;
        const lastRule = rules.start[b + 1]!;
        if (firstRule === lastRule) {
          const hit = standingOn(neighbour[i]!, b, mask);
          if (hit) doubt(neighbour[i]!, hit);
        } else {
          for (let r = firstRule; r < lastRule; r += 1) if (rules.fromNode[r] === node && rules.need[r]! & mask) doubtRule(r);
        }
      }
    }
    queue.length = 0;
    for (const node of doubtful) takeBack(node);
    for (const node of doubtful) lost[node] = 0;
    doubtful.length = 0;
    spread();
  }

  function takeBack(node: number): void {
    for (const index of sourcesAt.get(node) ?? []) feed(index);
    for (let i = start[node]!, end = start[node + 1]!; i < end; i += 1) {
      const wanted = lost[node]! & ~live[node]!;
      if (!wanted) return;
      const b = branch[i]!;
      const firstRule = rules.start[b]!;
      const lastRule = rules.start[b + 1]!;
      if (firstRule === lastRule) {
        const gives = live[neighbour[i]!]! & phases[b]! & ~blocked[b]! & wanted;
        if (gives) gain(node, gives, b, neighbour[i]!, 0);
      } else {
        for (let r = firstRule; r < lastRule; r += 1) if (rules.toNode[r] === node) applyRule(b, r, wanted);
      }
    }
  }

  function setBlocked(b: number, mask: number): void {
    const before = blocked[b]!;
    if (before === mask) return;
    undone.push(() => {
      blocked[b] = before;
    });
    blocked[b] = mask;
    const { from, to } = network.branches;
    if (mask & ~before) {
      const firstRule = rules.start[b]!;
      const lastRule = rules.start[b + 1]!;
      for (let r = firstRule; r < lastRule; r += 1) if (stopped(b, r)) doubtRule(r);
      for (const node of [from[b]!, to[b]!]) {
        const hit = standingOn(node, b, mask & ~before);
        if (hit) doubt(node, hit);
      }
      settle();
    }
    if (before & ~mask) {
      if (live[from[b]!]) wait(from[b]!);
      if (live[to[b]!]) wait(to[b]!);
      for (let r = rules.start[b]!; r < rules.start[b + 1]!; r += 1) if (live[rules.fromNode[r]!]) wait(rules.fromNode[r]!);
      spread();
    }
  }

  function setSource(index: number, mask: number): void {
    const before = sources[index]!;
    const node = network.sources[index]!.node;
    undone.push(() => {
      sources[index] = before;
    });
    sources[index] = mask;
    for (let p = 0; p < 3; p += 1) {
      const bit = 1 << p;
      if (before & ~mask & bit && support[3 * node + p] === SOURCE && origin[3 * node + p] === index) doubt(node, bit);
    }
    settle();
    feed(index);
    spread();
  }

  function feed(index: number): void {
    const { node } = network.sources[index]!;
    const mask = sources[index]! & ~live[node]!;
    if (!mask) return;
    touch(node);
    live[node] = live[node]! | mask;
    for (let p = 0; p < 3; p += 1) {
      if (!(mask & (1 << p))) continue;
      support[3 * node + p] = SOURCE;
      origin[3 * node + p] = index;
    }
    wait(node);
  }

  function begin(): void {
    touched.count = 0;
    generation += 1;
    undone.length = 0;
  }

  function undo(): void {
    for (let i = 0; i < touched.count; i += 1) {
      const node = touched.nodes[i]!;
      live[node] = touched.before[i]!;
      for (let p = 0; p < 3; p += 1) {
        support[3 * node + p] = saved[6 * i + p]!;
        origin[3 * node + p] = saved[6 * i + 3 + p]!;
      }
    }
    while (undone.length > 0) undone.pop()?.();
    begin();
  }

  for (let index = 0; index < sourceCount; index += 1) feed(index);
  spread();
  begin();
  return { live, blocked, support, origin, sources, touched, begin, setBlocked, setSource, undo };
}
