/** Which customer and service point a command means, and whether the person may see them (rules C2, V1). */

import type { Actor } from '../../../shared/roles.ts';
import { accountKey, phoneKey } from '../customers/lookupKey.ts';
import { NONE } from '../network/network.ts';
import type { LiveView } from '../view.ts';

export type Named = {
  readonly customer?: string | undefined;
  readonly servicePoint?: string | undefined;
  readonly account?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
};

export type Place = { readonly customer: string | null; readonly point: number };

export const isPlaced = ({ customer, servicePoint, account, phone, address }: Named): boolean =>
  (customer ?? servicePoint ?? account ?? phone ?? address) !== undefined;

/** NONE where no place is known; the customer only when exactly one fits. */
export function placeNamed({ network, register }: LiveView, { customer, servicePoint, account, phone }: Named): Place {
  const given = servicePoint === undefined ? NONE : (network.servicePointIndex.get(servicePoint) ?? NONE);
  if (!register) return { customer: customer ?? null, point: given };
  const key = phone === undefined ? null : phoneKey(phone);
  const named = customer === undefined ? NONE : register.indexOf(customer);
  const fitting = [
    named === NONE ? [] : [named],
    account === undefined ? [] : register.byAccountKey(accountKey(account)),
    key === null ? [] : register.byPhoneKey(key),
  ].find((found) => found.length > 0);
  if (!fitting) {
    const only = given === NONE ? [] : register.ofPoint(given);
    return { customer: only.length === 1 ? register.id(only[0]!) : null, point: given };
  }
  const points = new Set(fitting.map((index) => register.servicePoint[index]!));
  const [point = NONE] = points;
  return {
    customer: fitting.length === 1 ? register.id(fitting[0]!) : null,
    point: given !== NONE ? given : points.size === 1 ? point : NONE,
  };
}

export function maySee({ network: { areas, servicePoints } }: LiveView, actor: Actor, point: number): boolean {
  if (actor.areas === null || point === NONE) return true;
  const own = new Set(actor.areas);
  for (let area = servicePoints.area[point]!; area !== NONE; area = areas[area]!.parent) if (own.has(areas[area]!.id)) return true;
  return false;
}
