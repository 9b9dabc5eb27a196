/** Writes a key or life-support customer as screens see it, without personal data (rules K5 to K12). */

import type { KeyCustomerRecord } from '../../shared/records/keyCustomer.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import type { View } from '../domain/view.ts';

/** null for whoever is neither. */
export function keyCustomerRecordOf(view: View, id: string): KeyCustomerRecord | null {
  const standing = view.desks.keyCustomers.standing(id);
  if (!standing || !view.register) return null;
  const { network, register } = view;
  const { customer, point, entry, supply } = standing;
  const key = register.key(customer);
  return {
    id,
    servicePoint: network.servicePoints.ids[point]!,
    area: network.areas[network.servicePoints.area[point]!]?.id ?? null,
    feeder: network.feeders[network.servicePoints.feeder[point]!]?.id ?? null,
    reason: key?.reason ?? null,
    level: key?.level ?? null,
    manager: key?.manager ?? null,
    lifeSupport: register.lifeSupport(customer) !== null,
    power: supply.power,
    since: formatTimeOrNull(supply.since),
    outage: supply.outage,
    feeds: supply.feeds,
    feedsTotal: supply.feedsTotal,
    backupMinutes: standing.backupMinutes,
    backupUntil: formatTimeOrNull(standing.backupUntil),
    shortfallMinutes: standing.shortfallMinutes,
    attestedAt: formatTimeOrNull(standing.attestedAt),
    attestation: standing.attestation,
    plan: entry.plan,
    planOpenedAt: formatTimeOrNull(entry.planOpenedAt),
    alarm: standing.alarm,
    contacts: entry.contacts.map((contact) => ({ ...contact, at: formatTime(contact.at) })),
    drilledAt: formatTimeOrNull(entry.drilledAt),
    drillDue: standing.drillDue,
    revision: entry.revision,
  };
}
