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
export function interruptedPhases({ open, unknown }: SwitchState, reading: 'open' | 'closed'): Uint8Array {
  const blocked = new Uint8Array(open.length);
  const asOpen = reading === 'open';
  for (let b = 0; b < blocked.length; b += 1) blocked[b] = asOpen ? open[b]! | unknown[b]! : open[b]! & ~unknown[b]!;
  return blocked;
}

const RULES = 8;

/**
 * Live phase mask of each node (A 1, B 2, C 4).
 *
 * A node is live on a phase when a path of branches that carry it, closed on it, leads to a source live on it; what
 * transformers and phase-changing lines do is in `network.transfers`. Each node is looked at once for each gain of phases,
 * so rings end. Tens of nanoseconds a node; changes nothing.
 */
export function energise(network: Network, state: SwitchState, options: EnergiseOptions = {}): Uint8Array {
  const blocked = interruptedPhases(state, options.unknown ?? 'open');
  const { count, phases } = network.branches;
  const rules = network.transfers;
  const carries = new Uint8Array(count);
  for (let b = 0; b < count; b += 1) carries[b] = phases[b]! & ~blocked[b]!;
  for (let r = 0; r < rules.branch.length; r += 1) {
    const b = rules.branch[r]!;
    if (carries[b] !== 0) carries[b] = RULES;
  }

  const nodes = network.nodes.count;
  const live = new Uint8Array(nodes);
  // A node is queued once for each gain of phases, so three times at most.
  const queue = new Int32Array(3 * nodes);
  let queued = 0;
  network.sources.forEach((source, i) => {
    const gained = (options.sources ? options.sources[i]! : source.phases) & ~live[source.node]!;
    if (gained === 0) return;
    live[source.node] = live[source.node]! | gained;
    queue[queued] = source.node;
    queued += 1;
  });

  const { start, branch, neighbour } = network.adjacency;
  for (let at = 0; at < queued; at += 1) {
    const node = queue[at]!;
    const mask = live[node]!;
    const end = start[node + 1]!;
    for (let i = start[node]!; i < end; i += 1) {
      const b = branch[i]!;
      const carried = carries[b]!;
      if (carried !== RULES) {
        const other = neighbour[i]!;
        const before = live[other]!;
        const after = before | (mask & carried);
        if (after === before) continue;
        live[other] = after;
        queue[queued] = other;
        queued += 1;
        continue;
      }
      for (let r = rules.start[b]!; r < rules.start[b + 1]!; r += 1) {
        if (rules.fromNode[r] !== node || (mask & rules.need[r]!) !== rules.need[r] || blocked[b]! & rules.gate[r]!) continue;
        const other = rules.toNode[r]!;
        const before = live[other]!;
        if ((rules.give[r]! & ~before) === 0) continue;
        live[other] = before | rules.give[r]!;
        queue[queued] = other;
        queued += 1;
      }
    }
  }
  return live;
}
