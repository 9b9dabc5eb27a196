/** Who is supplied where, as the core knows it: numbers and marks, never a name, a phone or an address (rule K12). */

import { NONE } from '../network/network.ts';
import { MARK, type MarkName } from './marks.ts';

export const CUSTOMER_CLASSES = ['residential', 'commercial', 'industrial', 'public'] as const;
export type CustomerClass = (typeof CUSTOMER_CLASSES)[number];

export const LOCALES = ['en', 'zh-CN'] as const;
export type CustomerLocale = (typeof LOCALES)[number];

export type KeyMark = {
  readonly reason: string;
  /** User who answers for this customer. */
  readonly manager: string | null;
  readonly backupMinutes: number | null;
  /** special, I, II or temporary (rule K1). */
  readonly level: 'special' | 'I' | 'II' | 'temporary' | null;
};

export type LifeSupportMark = { /** Epoch milliseconds. */ readonly attestedAt: number };

/** Plain columns, one place a customer; what `createRegister` works on and what a file keeps. */
export type RegisterColumns = {
  /** SHA-256 of the file it was read from. */
  readonly hash: string;
  readonly ids: readonly string[];
  /** Index of the service point in the network, NONE for one this network does not know. */
  readonly servicePoint: Int32Array;
  /** Bits of MARK. */
  readonly marks: Uint16Array;
  /** Index into LOCALES, 255 = the deployment's own. */
  readonly locale: Uint8Array;
  /** Index into CUSTOMER_CLASSES. */
  readonly class: Uint8Array;
  readonly yearlyKwh: Float64Array;
  /** `lookupKey` of the account, NaN without one. */
  readonly accountKeys: Float64Array;
  /** `phoneKey` of the phone, NaN without one. */
  readonly phoneKeys: Float64Array;
  readonly keys: readonly (readonly [customer: number, key: KeyMark])[];
  readonly lifeSupport: readonly (readonly [customer: number, mark: LifeSupportMark])[];
};

export type Register = {
  readonly hash: string;
  readonly count: number;
  /** Customer → service point index, NONE when the network does not know it. */
  readonly servicePoint: Int32Array;
  /** Customers of a service point, ascending. */
  ofPoint(point: number): Int32Array;
  id(index: number): string;
  /** NONE for an unknown id. */
  indexOf(id: string): number;
  /** null = the deployment's own language. */
  locale(index: number): CustomerLocale | null;
  class(index: number): CustomerClass;
  has(index: number, mark: MarkName): boolean;
  key(index: number): KeyMark | null;
  lifeSupport(index: number): LifeSupportMark | null;
  /** Customers with a key or life-support mark, ascending. */
  readonly keyCustomers: readonly number[];
  readonly lifeSupportCustomers: readonly number[];
  /** Yearly consumption in kWh, NaN when not given. */
  yearlyKwh(index: number): number;
  /** `phoneKey` of the phone, NaN without one; customers with the same number share it. */
  phoneKey(index: number): number;
  /** Customers with this account or phone number, by `accountKey` and `phoneKey`. */
  byAccountKey(key: number): readonly number[];
  byPhoneKey(key: number): readonly number[];
};

/** Customers sorted by a number each, found by binary search. */
function createFinder(keys: Float64Array): (key: number) => readonly number[] {
  const order = Uint32Array.from(keys.keys()).filter((index) => !Number.isNaN(keys[index]!));
  order.sort((a, b) => keys[a]! - keys[b]! || a - b);
  return (key) => {
    let [from, to] = [0, order.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (keys[order[middle]!]! < key) from = middle + 1;
      else to = middle;
    }
    const found: number[] = [];
    for (; from < order.length && keys[order[from]!] === key; from += 1) found.push(order[from]!);
    return found;
  };
}

/** `start[p] .. start[p + 1]` are the customers of service point p. */
function groupByPoint(servicePoint: Int32Array): { readonly start: Int32Array; readonly customers: Int32Array } {
  let points = 0;
  for (const point of servicePoint) points = Math.max(points, point + 1);
  const start = new Int32Array(points + 1);
  for (const point of servicePoint) if (point !== NONE) start[point + 1]! += 1;
  for (let p = 0; p < points; p += 1) start[p + 1]! += start[p]!;
  const customers = new Int32Array(start[points]!);
  const next = start.slice();
  servicePoint.forEach((point, customer) => {
    if (point === NONE) return;
    customers[next[point]!] = customer;
    next[point]! += 1;
  });
  return { start, customers };
}

const nobody = new Int32Array(0);

export function createRegister(columns: RegisterColumns): Register {
  const { ids, servicePoint, marks } = columns;
  const { start, customers } = groupByPoint(servicePoint);
  const keys = new Map(columns.keys);
  const lifeSupport = new Map(columns.lifeSupport);
  const ascending = (marked: ReadonlyMap<number, unknown>): number[] => [...marked.keys()].sort((a, b) => a - b);
  let index: Map<string, number> | null = null;
  let byAccount: ReturnType<typeof createFinder> | null = null;
  let byPhone: ReturnType<typeof createFinder> | null = null;
  return {
    hash: columns.hash,
    count: ids.length,
    servicePoint,
    ofPoint: (point) => (point >= 0 && point + 1 < start.length ? customers.subarray(start[point]!, start[point + 1]!) : nobody),
    id: (customer) => ids[customer]!,
    indexOf(id) {
      index ??= new Map(ids.map((each, customer) => [each, customer]));
      return index.get(id) ?? NONE;
    },
    locale: (customer) => LOCALES[columns.locale[customer]!] ?? null,
    class: (customer) => CUSTOMER_CLASSES[columns.class[customer]!] ?? 'residential',
    has: (customer, mark) => (marks[customer]! & MARK[mark]) !== 0,
    key: (customer) => keys.get(customer) ?? null,
    lifeSupport: (customer) => lifeSupport.get(customer) ?? null,
    keyCustomers: ascending(keys),
    lifeSupportCustomers: ascending(lifeSupport),
    yearlyKwh: (customer) => columns.yearlyKwh[customer]!,
    phoneKey: (customer) => columns.phoneKeys[customer]!,
    byAccountKey(key) {
      byAccount ??= createFinder(columns.accountKeys);
      return byAccount(key);
    },
    byPhoneKey(key) {
      byPhone ??= createFinder(columns.phoneKeys);
      return byPhone(key);
    },
  };
}
