/** Joins what the core knows of a service point with what the personal-data store knows of its people, and writes down who looked (rules C3, K12). */

import type { CustomerRow } from './adapters/customers/customerRow.ts';
import { customerRecordFor, type Known, readsInFull } from './customerMask.ts';
import type { Asking, CustomerDesk } from './customerPorts.ts';
import type { OpenedCustomers } from './customers.ts';
import { NONE } from './domain/network/network.ts';
import { maySee } from './domain/service/place.ts';
import type { View } from './domain/view.ts';
import type { Clock, Journal } from './ports.ts';
import { customerAnswer, supplyStateOf } from './projections/customerAnswer.ts';
import { callRecordOf, complaintRecordOf, hotSpotRecordsOf } from './projections/serviceRecords.ts';

export type CustomerDeskOptions = {
  readonly view: View;
  readonly customers: OpenedCustomers | null;
  readonly journal: Pick<Journal, 'appendAudit'>;
  readonly clock: Clock;
};

/** A page that is looked at again by itself within this is one look. */
const SAME_LOOK_MS = 10 * 60_000;
const LOOKS_KEPT = 5_000;

/** Those bound to areas get fewer; the search looks a little further for them. */
const FURTHER = 5;

export function createCustomerDesk({ view, customers, journal, clock }: CustomerDeskOptions): CustomerDesk {
  const { network, register } = view;
  const looks = new Map<string, number>();
  const pointOf = (row: CustomerRow): number => network.servicePointIndex.get(row.servicePoint) ?? NONE;

  /** Nothing is answered that could not be written down; what was searched for is not (rule K12). */
  async function note(
    { actor, session, from }: Asking,
    action: string,
    object: string | null,
    reason: string | null = null,
  ): Promise<void> {
    const { user: who, role } = actor;
    await journal.appendAudit(clock.now(), [{ who, role, session, from, action, object, reason, before: null, after: null }]);
  }

  /** An open answer page asks again and again; that is one look. */
  async function noteLook(asking: Asking, action: string, object: string): Promise<void> {
    const key = `${asking.actor.user} ${asking.session} ${object}`;
    const before = looks.get(key);
    if (before !== undefined && clock.now() - before < SAME_LOOK_MS) return;
    await note(asking, action, object);
    looks.delete(key);
    looks.set(key, clock.now());
    const oldest = looks.size > LOOKS_KEPT ? looks.keys().next().value : undefined;
    if (oldest !== undefined) looks.delete(oldest);
  }

  function knownOf(row: CustomerRow, foundBy: Known['foundBy']): Known {
    const point = pointOf(row);
    if (point === NONE) return { address: row.address, power: 'unknown', outage: null, foundBy };
    return {
      address: row.address ?? network.servicePoints.addresses[point] ?? null,
      power: supplyStateOf(view, point, register?.indexOf(row.id) ?? NONE),
      outage: view.servicePoint(point).outage,
      foundBy,
    };
  }

  const visible = (row: CustomerRow | null, { actor }: Asking): row is CustomerRow => row !== null && maySee(view, actor, pointOf(row));

  return {
    known: customers !== null,
    async search(typed, limit, asking) {
      await note(asking, 'customers.searched', null);
      if (!customers) return [];
      const found = await customers.store.search(typed, asking.actor.areas === null ? limit : limit * FURTHER);
      return found
        .filter(({ row }) => visible(row, asking))
        .slice(0, limit)
        .map(({ row, by }) => customerRecordFor(row, knownOf(row, by), asking.actor, readsInFull(asking.actor, row)));
    },
    async answer(customer, asking) {
      const row = customers?.store.row(customer) ?? null;
      await noteLook(asking, 'customer.viewed', customer);
      if (!visible(row, asking)) return null;
      const point = pointOf(row);
      if (point === NONE) return null;
      const answer = customerAnswer({
        view,
        point,
        customer: register?.indexOf(customer) ?? NONE,
        now: clock.now(),
      });
      return { ...answer, customer: customerRecordFor(row, knownOf(row, 'id'), asking.actor, readsInFull(asking.actor, row)) };
    },
    async answerAt(servicePoint, asking) {
      const point = network.servicePointIndex.get(servicePoint) ?? NONE;
      await noteLook(asking, 'service-point.viewed', servicePoint);
      return point === NONE || !maySee(view, asking.actor, point)
        ? null
        : customerAnswer({ view, point, customer: NONE, now: clock.now() });
    },
    async reveal(customer, reason, asking) {
      const row = customers?.store.row(customer) ?? null;
      await note(asking, 'customer.revealed', customer, reason);
      return visible(row, asking) ? customerRecordFor(row, knownOf(row, 'id'), asking.actor, true) : null;
    },
    calls: ({ actor }) =>
      [...view.desks.service.contacts.all()]
        .filter(({ point }) => maySee(view, actor, point))
        .map((contact) => callRecordOf(view, contact)),
    complaints: ({ actor }) =>
      [...view.desks.service.complaints.all()]
        .filter(({ point }) => maySee(view, actor, point))
        .map((complaint) => complaintRecordOf(view, complaint, clock.now())),
    hotSpots: () => hotSpotRecordsOf(view),
  };
}
