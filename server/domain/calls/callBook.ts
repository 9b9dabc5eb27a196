/** Trouble calls as they came: matched to a service point or not, counted, never dropped (rules P1, P2, C12). */

import type { CallMessage } from '../../../shared/messages/call.ts';
import { accountKey, phoneKey } from '../customers/lookupKey.ts';
import type { Register } from '../customers/register.ts';
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

/** Which field of the call led to the place. */
export type MatchedBy = 'service-point' | 'account' | 'phone' | 'address' | 'person';

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
  /** Customer who called, null when only the place is known. */
  readonly customer?: string | null;
  readonly by?: MatchedBy | null;
  /** Fields of the call point to different places: kept for a person (reason call-conflict). */
  readonly conflict?: boolean;
};

export type CallCounts = { readonly received: number; readonly unresolved: number; readonly evidence: number; readonly other: number };

export type CallBook = {
  add(message: CallMessage, commit: number): Call;
  get(id: string): Call | undefined;
  /** A person says where an unresolved call belongs (rule C12); undefined when it is not unresolved. */
  match(id: string, point: number, customer: string | null): Call | undefined;
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

type Place = { readonly point: number; readonly customer: string | null; readonly by: MatchedBy | null; readonly conflict: boolean };
const NOWHERE: Place = { point: NONE, customer: null, by: null, conflict: false };

/** The one place all of them share, and the customer when there is one only. */
function placeOf(register: Register, customers: readonly number[], by: MatchedBy): Place {
  const points = new Set(customers.map((customer) => register.servicePoint[customer]!));
  const [point = NONE] = points;
  if (points.size !== 1 || point === NONE) return NOWHERE;
  return { point, customer: customers.length === 1 ? register.id(customers[0]!) : null, by, conflict: false };
}

export function createCallBook(
  network: Network,
  saved: ReturnType<CallBook['state']> | null = null,
  register: Register | null = null,
): CallBook {
  const calls = new Map<string, Call>(saved?.calls.map((call) => [call.id, call]));
  const byAddress = createAddressBook(network);
  const counts = { received: 0, unresolved: 0, evidence: 0, other: 0, ...saved?.counts };

  /** The strongest field decides: service point, account, phone, address. Account and service point must agree. */
  function matched({ servicePoint, account, phone, address }: CallMessage): Place {
    const key = phone === null ? null : phoneKey(phone);
    const byAccount = register && account !== null ? placeOf(register, register.byAccountKey(accountKey(account)), 'account') : NOWHERE;
    const byPhone = register && key !== null ? placeOf(register, register.byPhoneKey(key), 'phone') : NOWHERE;
    if (servicePoint !== null) {
      const point = network.servicePointIndex.get(servicePoint) ?? NONE;
      if (byAccount.by !== null && byAccount.point !== point) return { ...NOWHERE, conflict: true };
      const known = [byAccount, byPhone].find((place) => place.by !== null && place.point === point);
      return { point, customer: known?.customer ?? null, by: point === NONE ? null : 'service-point', conflict: false };
    }
    if (byAccount.by !== null) return byAccount;
    if (byPhone.by !== null) return byPhone;
    const point = address === null ? NONE : byAddress(address);
    return { point, customer: null, by: point === NONE ? null : 'address', conflict: false };
  }

  function statusOf(trouble: CallMessage['trouble'], point: number): CallStatus {
    if (trouble === 'wire-down') return 'hazard';
    if (point === NONE) return 'unresolved';
    return REPORTS.has(trouble) ? 'evidence' : 'no-report';
  }

  return {
    add(message, commit) {
      const { point, customer, by, conflict } = matched(message);
      const status = statusOf(message.trouble, point);
      const area = point !== NONE ? network.servicePoints.area[point]! : (network.areaIndex.get(message.area ?? '') ?? NONE);
      const { id, at, trouble, channel, text } = message;
      const call: Call = { id, at, trouble, channel, point, area, text, status, commit, customer, by, conflict };
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
    match(id, point, customer) {
      const call = calls.get(id);
      if (!call || call.point !== NONE) return undefined;
      const status = call.trouble === 'wire-down' ? 'hazard' : REPORTS.has(call.trouble) ? 'evidence' : 'no-report';
      const next: Call = { ...call, point, area: network.servicePoints.area[point]!, status, customer, by: 'person', conflict: false };
      calls.set(id, next);
      counts.unresolved -= 1;
      if (status === 'evidence') counts.evidence += 1;
      else counts.other += 1;
      return next;
    },
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
