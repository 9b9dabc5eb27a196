/** Answers "who is dark when these are open": the trace as its command prints it. */

import { createHash } from 'node:crypto';
import { energise, normalState } from './domain/network/energisation.ts';
import type { Network } from './domain/network/network.ts';

export type TraceCounts = { readonly total: number; readonly energised: number; readonly partial: number; readonly dark: number };

export type TraceResult = {
  readonly servicePoints: TraceCounts;
  readonly customers: TraceCounts;
  /** SHA-256 of the byte-sorted, newline-joined ids of the dark service points. */
  readonly darkHash: string;
  readonly dark: readonly string[];
  readonly partial: readonly string[];
};

export type TraceRequest = {
  readonly open: readonly number[];
  readonly close: readonly number[];
  /** Conductors that open or close, default all. */
  readonly phases: number;
  /** What a service point is called in lists and hash. */
  readonly nameOf: (servicePoint: number) => string;
};

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Nothing reacts: no protection, no automatic transfer. Partial: some phases live, others not. */
export function traceNetwork(network: Network, { open, close, phases, nameOf }: TraceRequest): TraceResult {
  const state = normalState(network);
  for (const branch of close) state.open[branch] = state.open[branch]! & ~phases;
  for (const branch of open) state.open[branch] = state.open[branch]! | phases;
  const live = energise(network, state);
  const points = network.servicePoints;
  const count = { total: points.count, energised: 0, partial: 0, dark: 0 };
  const customers = { total: 0, energised: 0, partial: 0, dark: 0 };
  const dark: string[] = [];
  const partial: string[] = [];
  for (let point = 0; point < points.count; point += 1) {
    const wanted = points.required[point] || points.phases[point]!;
    const mask = live[points.node[point]!]! & wanted;
    const power = mask === 0 ? 'dark' : mask === wanted ? 'energised' : 'partial';
    count[power] += 1;
    customers.total += points.customers[point]!;
    customers[power] += points.customers[point]!;
    if (power === 'dark') dark.push(nameOf(point));
    if (power === 'partial') partial.push(nameOf(point));
  }
  dark.sort(byBytes);
  return {
    servicePoints: count,
    customers,
    darkHash: createHash('sha256').update(dark.join('\n')).digest('hex'),
    dark,
    partial: partial.sort(byBytes),
  };
}
