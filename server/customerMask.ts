/** What of a customer somebody sees: written by an allow-list for the role, never by taking fields away (promises section 7, rule K12). */

import type { CustomerRecord } from '../shared/records/customer.ts';
import type { Actor, Role } from '../shared/roles.ts';
import type { CustomerRow } from './adapters/customers/customerRow.ts';

const READS_NAMES: ReadonlySet<Role> = new Set(['customer-service', 'planner']);
const READS_LIFE_SUPPORT: ReadonlySet<Role> = new Set(['customer-service', 'planner', 'dispatcher', 'supervisor', 'key-account-manager']);

/** A key-account manager reads the own customers in full. */
export const readsInFull = ({ role, user }: Actor, row: CustomerRow): boolean =>
  READS_NAMES.has(role) || (role === 'key-account-manager' && row.key?.manager === user);

const maskWord = (word: string): string => `${[...word][0] ?? ''}•••`;

/** First letter of each word; enough to know whether it is the person on the line. */
export const maskName = (name: string): string => name.split(/\s+/).filter(Boolean).map(maskWord).join(' ');

/** The last two digits. */
export const maskPhone = (phone: string): string => `••• ${phone.replace(/\D/g, '').slice(-2)}`;

/** The street without the door. */
export const maskAddress = (address: string): string => address.replace(/\d+/g, '•••');

const maskEmail = (email: string): string => `${email[0] ?? ''}•••${email.slice(email.indexOf('@'))}`;

export type Known = {
  readonly address: string | null;
  readonly power: CustomerRecord['power'];
  readonly outage: string | null;
  readonly foundBy: CustomerRecord['foundBy'];
};

export function customerRecordFor(
  row: CustomerRow,
  { address, power, outage, foundBy }: Known,
  actor: Actor,
  inFull: boolean,
): CustomerRecord {
  const masked = !inFull;
  const show = (text: string | null, mask: (text: string) => string): string | null => (text === null || inFull ? text : mask(text));
  return {
    id: row.id,
    account: row.account,
    meter: row.meter,
    name: show(row.name, maskName) ?? '',
    phone: show(row.phone, maskPhone),
    email: show(row.email, maskEmail),
    address: show(address, maskAddress),
    masked,
    locale: row.locale,
    class: row.class,
    servicePoint: row.servicePoint,
    key: row.key && { reason: row.key.reason, level: row.key.level },
    lifeSupport: READS_LIFE_SUPPORT.has(actor.role) ? row.lifeSupport !== null : null,
    power,
    outage,
    foundBy,
  };
}
