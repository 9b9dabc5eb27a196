/** Says which phases of which nodes are live, in one breadth-first walk over the typed arrays (rules N7, N13, N14). */

import type { Network } from './network.ts';

/**
 * Positions of all branches, one mask per branch: `open` holds the phases known to be interrupted at the first terminal,
 * `unknown` those whose position cannot be trusted. A phase in both counts as unknown; neither means closed.
 */
export type SwitchState = { readonly open: Uint8Array; readonly unknown: Uint8Array };

export type EnergiseOptions = {
  /** How unknown positions count: `open` gives what is certainly live, `closed` what may be live. Default `open`. */
  readonly unknown?: 'open' | 'closed';
  /** Live phases of each source by index; default what the network says. */
  readonly sources?: Uint8Array;
};

/** Every switch at its normal position, nothing unknown (rule N10). */
export function normalState(network: Network): SwitchState {
  return { open: network.branches.normalOpenPhases.slice(), unknown: new Uint8Array(network.branches.count) };
}

/** Phases interrupted on each branch when unknown counts as open or as closed. */
export function interruptedPhases(state: SwitchState, unknown: 'open' | 'closed'): Uint8Array {
  return state.open.map((open, b) => (unknown === 'open' ? open | state.unknown[b]! : open & ~state.unknown[b]!));
}

const RULES = 8;

/**
 * Live phase mask of each node (A 1, B 2, C 4).
 *
 * A node is live on a phase when a path of branches that carry it, closed on it, leads to a source live on it; what
 * transformers and phase-changing lines do is in `network.transfers`. Each node is looked at once for each gain of phases,
 * so rings end. About 25 ns a node; changes nothing.
 */
export function energise(network: Network, state: SwitchState, options: EnergiseOptions = {}): Uint8Array {
  const blocked = interruptedPhases(state, options.unknown ?? 'open');
  const { count, phases } = network.branches;
  const rules = network.transfers;
  const carries = new Uint8Array(count);
  for (let b = 0; b < count; b += 1) {
    if (rules.start[b] === rules.start[b + 1]) carries[b] = phases[b]! & ~blocked[b]!;
    else if ((phases[b]! & ~blocked[b]!) !== 0) carries[b] = RULES;
  }

  const nodes = network.nodes.count;
  const live = new Uint8Array(nodes);
  const waiting = new Uint8Array(nodes);
  // A node waits at most once, so a ring of as many places as nodes cannot overflow.
  const queue = new Int32Array(nodes);
  let head = 0;
  let waitingCount = 0;
  const gain = (node: number, mask: number): void => {
    live[node] = live[node]! | mask;
    if (waiting[node]) return;
    waiting[node] = 1;
    const place = head + waitingCount;
    queue[place < nodes ? place : place - nodes] = node;
    waitingCount += 1;
  };
  network.sources.forEach((source, i) => {
    const mask = options.sources ? options.sources[i]! : source.phases;
    if (mask) gain(source.node, mask);
  });

  const { start, branch, neighbour } = network.adjacency;
  while (waitingCount > 0) {
    const node = queue[head]!;
    head = head + 1 === nodes ? 0 : head + 1;
    waitingCount -= 1;
    waiting[node] = 0;
    const mask = live[node]!;
    for (let i = start[node]!, end = start[node + 1]!; i < end; i += 1) {
      const b = branch[i]!;
      const carried = carries[b]!;
      if (carried !== RULES) {
        const other = neighbour[i]!;
        if (mask & carried & ~live[other]!) gain(other, mask & carried);
        continue;
      }
      for (let r = rules.start[b]!; r < rules.start[b + 1]!; r += 1) {
        if (rules.fromNode[r] !== node || (mask & rules.need[r]!) !== rules.need[r] || blocked[b]! & rules.gate[r]!) continue;
        if (rules.give[r]! & ~live[rules.toNode[r]!]!) gain(rules.toNode[r]!, rules.give[r]!);
      }
    }
  }
  return live;
}
