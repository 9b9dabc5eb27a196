/** Everybody who can be told, one place each: registered customers, and the unregistered rest of each service point (rule M5). */

import type { Register } from '../customers/register.ts';
import { type Network, NONE } from '../network/network.ts';

export type Recipients = {
  readonly count: number;
  /** Recipients of service point p: `start[p] .. start[p + 1]`. */
  readonly start: Int32Array;
  readonly point: Int32Array;
  /** Customers the recipient stands for in sums. */
  readonly weight: Int32Array;
  /** Index in the register, NONE for the unregistered rest. */
  readonly customer: Int32Array;
  /** Recipients that share a phone number share this. */
  readonly number: Int32Array;
  /** 1 for key, 2 for life-support customers, who are called first (rules M3, K9). */
  readonly special: Uint8Array;
  /** Bits of WAY. */
  readonly ways: Uint8Array;
  /** 1 for service points with a special recipient. */
  readonly specialPoint: Uint8Array;
};

/** How somebody may be reached, and what they asked for. */
export const WAY = { sms: 1, voice: 2, email: 4, optedOut: 8, anyHour: 16 } as const;

const waysOf = (register: Register, customer: number): number => {
  const phone = register.has(customer, 'hasPhone');
  return (
    (phone && !register.has(customer, 'noSms') ? WAY.sms : 0) |
    (phone && !register.has(customer, 'noVoice') ? WAY.voice : 0) |
    (register.has(customer, 'hasEmail') && !register.has(customer, 'noEmail') ? WAY.email : 0) |
    (register.has(customer, 'optedOut') ? WAY.optedOut : 0) |
    (register.has(customer, 'anyHour') ? WAY.anyHour : 0)
  );
};

/** Sums follow the network: where the register holds more customers than the service point has, the surplus is told and weighs nothing. */
export function compileRecipients({ servicePoints }: Network, register: Register | null): Recipients {
  const start = new Int32Array(servicePoints.count + 1);
  const registered = (point: number): number => register?.ofPoint(point).length ?? 0;
  for (let point = 0; point < servicePoints.count; point += 1) {
    const known = registered(point);
    start[point + 1] = start[point]! + known + (servicePoints.customers[point]! > known ? 1 : 0);
  }
  const count = start[servicePoints.count]!;
  const point = new Int32Array(count);
  const weight = new Int32Array(count);
  const customer = new Int32Array(count).fill(NONE);
  const number = new Int32Array(count);
  const special = new Uint8Array(count);
  const ways = new Uint8Array(count);
  const specialPoint = new Uint8Array(servicePoints.count);
  const byNumber = new Map<number, number>();
  for (let p = 0; p < servicePoints.count; p += 1) {
    let left = servicePoints.customers[p]!;
    let at = start[p]!;
    for (const index of register?.ofPoint(p) ?? []) {
      const phone = register?.phoneKey(index) ?? Number.NaN;
      const group = Number.isNaN(phone) ? at : (byNumber.get(phone) ?? at);
      if (!Number.isNaN(phone)) byNumber.set(phone, group);
      point[at] = p;
      weight[at] = left > 0 ? 1 : 0;
      customer[at] = index;
      if (register) ways[at] = waysOf(register, index);
      number[at] = group;
      left -= 1;
      at += 1;
    }
    if (at < start[p + 1]!) {
      point[at] = p;
      weight[at] = left;
      number[at] = at;
    }
  }
  for (const index of [...(register?.keyCustomers ?? []), ...(register?.lifeSupportCustomers ?? [])]) {
    const at = recipientOf({ start, customer }, register, index);
    if (at === NONE) continue;
    special[at] = register?.lifeSupport(index) ? 2 : 1;
    specialPoint[point[at]!] = 1;
  }
  return { count, start, point, weight, customer, number, special, ways, specialPoint };
}

/** Place of a customer of the register, NONE when the network does not know the service point. */
export function recipientOf({ start, customer }: Pick<Recipients, 'start' | 'customer'>, register: Register | null, index: number): number {
  const point = index === NONE ? NONE : (register?.servicePoint[index] ?? NONE);
  if (point === NONE) return NONE;
  for (let at = start[point]!; at < start[point + 1]!; at += 1) if (customer[at] === index) return at;
  return NONE;
}
