/** The HTTP routes of the service desk with what they take and answer (rules C1, C3, C8, C14). */

import * as z from 'zod';
import type { RouteDescription } from '../api.ts';
import { callRecord } from '../records/call.ts';
import { complaintRecord, hotSpotRecord } from '../records/complaint.ts';
import { customerAnswer, customerRecord } from '../records/customer.ts';

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int() });
const found = z.object({ items: z.array(customerRecord), next: z.string().nullable() });
const id = { name: 'id', in: 'path', about: 'id of the record', required: true } as const;
const limit = { name: 'limit', in: 'query', about: 'at most this many, 1 to 1,000' } as const;
const cursor = { name: 'cursor', in: 'query', about: 'the `next` of the page before' } as const;
const query = (name: string, about: string) => ({ name, in: 'query', about }) as const;

export const serviceRoutes: readonly RouteDescription[] = [
  {
    route: 'GET /api/v1/customers',
    about: 'Customers by name, account, meter, phone or address; masked by role, each look is audited',
    parameters: [query('q', 'what was typed'), limit],
    answer: found,
  },
  {
    route: 'POST /api/v1/customers/search',
    about: 'The same with what was typed in the body, so that it stands in no log of addresses',
    body: z.object({ q: z.string(), limit: z.number().int().optional() }),
    answer: found,
  },
  {
    route: 'GET /api/v1/customers/:id',
    about: 'What is known for a customer, and the sentence to say',
    parameters: [id],
    answer: customerAnswer,
  },
  {
    route: 'POST /api/v1/customers/:id/reveal',
    about: 'The customer unmasked, for a reason that is kept',
    parameters: [id],
    body: z.object({ reason: z.string() }),
    answer: customerRecord,
  },
  {
    route: 'GET /api/v1/service-points/:id/answer',
    about: 'What is known for a place without a customer',
    parameters: [id],
    answer: customerAnswer,
  },
  {
    route: 'GET /api/v1/calls',
    about: 'Contacts, newest first',
    parameters: [
      query('state', 'unresolved, open, call-back, closed or all (default)'),
      query('type', 'fault, enquiry, complaint …'),
      query('outage', 'only of this outage'),
      query('servicePoint', 'only of this service point'),
      query('customer', 'only of this customer'),
      limit,
      cursor,
    ],
    answer: page(callRecord),
  },
  { route: 'GET /api/v1/calls/:id', about: 'One contact', parameters: [id], answer: callRecord },
  {
    route: 'GET /api/v1/complaints',
    about: 'Complaints, newest first',
    parameters: [
      query('state', 'open (default), closed or all'),
      query('class', 'service, business, supply-interruption, quality, construction'),
      query('feeder', 'only of this feeder'),
      query('owner', 'only of this owner'),
      query('customer', 'only of this customer'),
      limit,
      cursor,
    ],
    answer: page(complaintRecord),
  },
  { route: 'GET /api/v1/complaints/:id', about: 'One complaint with its clocks and history', parameters: [id], answer: complaintRecord },
  {
    route: 'GET /api/v1/complaint-hot-spots',
    about: 'Where complaints pile up, by feeder, class and month',
    answer: z.object({ items: z.array(hotSpotRecord) }),
  },
];
