/** Trouble calls as they came: matched to a service point or not, counted, never dropped (rules P1, P2, C12). */

import type { CallMessage } from '../../../shared/messages/call.ts';
import type { Network } from '../network/network.ts';
import { NONE } from '../network/network.ts';

export type CallStatus =
  /** Counts as a report that its service point is dark. */
  | 'evidence'
  /** No service point fits; a person has to match it. */
  | 'unresolved'
  /** Flicker, low voltage, one room: not a report of an outage. */
  | 'no-report'
  /** A hazard, whatever the supply (rule R21). */
  | 'hazard'
  /** The meter says on: the caller's own installation (rule P18). */
  | 'check-at-customer'
  /** Too old without an answer: to be called back (rule P19). */
  | 'call-back';

export type Call = {
  readonly id: string;
  readonly at: number;
  readonly trouble: CallMessage['trouble'];
  readonly channel: CallMessage['channel'];
  readonly point: number;
  readonly area: number;
  readonly text: string | null;
  readonly status: CallStatus;
  readonly commit: number;
};

export type CallCounts = { readonly received: number; readonly unresolved: number; readonly evidence: number; readonly other: number };

export type CallBook = {
  add(message: CallMessage, commit: number): Call;
  get(id: string): Call | undefined;
  /** Calls of a service point that count as evidence, now answered otherwise. */
  settle(point: number, status: 'check-at-customer' | 'call-back'): readonly Call[];
  /** Newest calls, newest first. */
  recent(limit: number): readonly Call[];
  counts(): CallCounts;
  state(): { readonly calls: readonly Call[]; readonly counts: CallCounts };
};

const MOST_CALLS = 5_000;
const REPORTS = new Set(['no-power', 'partial']);

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** Service point of an address that only one has; built at the first call that gives no service point. */
function createAddressBook({ servicePoints }: Network): (address: string) => number {
  let known: Map<string, number> | null = null;
  return (address) => {
    if (!known) {
      known = new Map();
      for (let point = 0; point < servicePoints.count; point += 1) {
        const text = servicePoints.addresses[point];
        if (!text) continue;
        const key = plain(text);
        known.set(key, known.has(key) ? NONE : point);
      }
    }
    return known.get(plain(address)) ?? NONE;
  };
}

export function createCallBook(network: Network, saved: ReturnType<CallBook['state']> | null = null): CallBook {
  const calls = new Map<string, Call>(saved?.calls.map((call) => [call.id, call]));
  const byAddress = createAddressBook(network);
  const counts = { received: 0, unresolved: 0, evidence: 0, other: 0, ...saved?.counts };

  function matched({ servicePoint, address }: CallMessage): number {
    if (servicePoint !== null) return network.servicePointIndex.get(servicePoint) ?? NONE;
    return address === null ? NONE : byAddress(address);
  }

  function statusOf(trouble: CallMessage['trouble'], point: number): CallStatus {
    if (trouble === 'wire-down') return 'hazard';
    if (point === NONE) return 'unresolved';
    return REPORTS.has(trouble) ? 'evidence' : 'no-report';
  }

  return {
    add(message, commit) {
      const point = matched(message);
      const status = statusOf(message.trouble, point);
      const area = point !== NONE ? network.servicePoints.area[point]! : (network.areaIndex.get(message.area ?? '') ?? NONE);
      const { id, at, trouble, channel, text } = message;
      const call: Call = { id, at, trouble, channel, point, area, text, status, commit };
      calls.delete(id);
      calls.set(id, call);
      counts.received += 1;
      if (point === NONE) counts.unresolved += 1;
      else if (status === 'evidence') counts.evidence += 1;
      else counts.other += 1;
      const oldest = calls.size > MOST_CALLS ? calls.keys().next().value : undefined;
      if (oldest !== undefined) calls.delete(oldest);
      return call;
    },
    get: (id) => calls.get(id),
    settle(point, status) {
      const changed: Call[] = [];
      for (const [id, call] of calls) {
        if (call.point !== point || call.status !== 'evidence') continue;
        const next = { ...call, status };
        calls.set(id, next);
        changed.push(next);
      }
      return changed;
    },
    recent: (limit) => [...calls.values()].slice(-limit).reverse(),
    counts: () => ({ ...counts }),
    state: () => ({ calls: [...calls.values()], counts: { ...counts } }),
  };
}
