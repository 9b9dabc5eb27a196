/** What the personal-data store answers: the only place that knows names, phones and addresses (rule K12). */

import type { CallRecord } from '../shared/records/call.ts';
import type { ComplaintRecord, HotSpotRecord } from '../shared/records/complaint.ts';
import type { CustomerAnswer, CustomerRecord } from '../shared/records/customer.ts';
import type { Actor } from '../shared/roles.ts';

export type ContactEntry = {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** null = the deployment's own language. */
  readonly locale: 'en' | 'zh-CN' | null;
};

/** Asked by channels at the moment of sending; never by the core. */
export interface ContactBook {
  /** null = nobody of this id. */
  contact(id: string): ContactEntry | null;
}

/** What the pages of the service desk ask; every look is written into the audit trail before it is answered (rules C3, K12). */
export interface CustomerDesk {
  /** False without a register. */
  readonly known: boolean;
  search(typed: string, limit: number, asking: Asking): Promise<readonly CustomerRecord[]>;
  /** By customer id; null = nobody this person may see. */
  answer(customer: string, asking: Asking): Promise<CustomerAnswer | null>;
  /** A place whose customer is not known. */
  answerAt(servicePoint: string, asking: Asking): Promise<CustomerAnswer | null>;
  /** Unmasked, for a reason that is kept. */
  reveal(customer: string, reason: string, asking: Asking): Promise<CustomerRecord | null>;
  calls(asking: Asking): readonly CallRecord[];
  complaints(asking: Asking): readonly ComplaintRecord[];
  hotSpots(): readonly HotSpotRecord[];
}

/** Who looks, from which session and address. */
export type Asking = { readonly actor: Actor; readonly session: string | null; readonly from: string | null };
