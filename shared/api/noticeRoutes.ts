/** The HTTP routes of notices, planned outages and key customers, and the door for delivery receipts. */

import * as z from 'zod';
import type { Parameter, RouteDescription } from '../api.ts';
import { keyCustomerRecord } from '../records/keyCustomer.ts';
import { noticeRecipient, notificationRecord } from '../records/notification.ts';
import { plannedRecord } from '../records/planned.ts';

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const id: Parameter = { name: 'id', in: 'path', about: 'id of the record', required: true };
const query = (name: string, about: string): Parameter => ({ name, in: 'query', about });
const limit = query('limit', 'at most this many, 1 to 1,000');
const after = query('after', 'id of the last one seen');
const about = query('about', 'only of this outage or planned outage');

export const noticeRoutes: readonly RouteDescription[] = [
  {
    route: 'GET /api/v1/notifications',
    about: 'Notices with their coverage ledgers',
    parameters: [about, limit, after],
    answer: page(notificationRecord),
  },
  { route: 'GET /api/v1/notifications/:id', about: 'One notice', parameters: [id], answer: notificationRecord },
  {
    route: 'GET /api/v1/notifications/:id/recipients',
    about: 'Who stands in which part of the ledger, each person once',
    parameters: [id, query('part', 'only this part'), limit, query('cursor', 'the `next` of the page before')],
    answer: page(noticeRecipient),
  },
  {
    route: 'POST /api/v1/receipts/:channel',
    about:
      'Delivery receipts of a gateway, signed: x-relight-time (epoch milliseconds) and x-relight-signature (sha256=hex HMAC over "time.body")',
    parameters: [{ name: 'channel', in: 'path', about: 'sms or voice', required: true }],
    body: z.object({
      receipts: z.array(
        z.object({ key: z.string(), state: z.enum(['delivered', 'failed', 'acknowledged']), detail: z.string().nullable().optional() }),
      ),
    }),
    answer: z.object({ taken: z.number().int() }),
  },
  { route: 'GET /api/v1/planned-outages', about: 'Planned outages', parameters: [about, limit, after], answer: page(plannedRecord) },
  { route: 'GET /api/v1/planned-outages/:id', about: 'One planned outage', parameters: [id], answer: plannedRecord },
  {
    route: 'GET /api/v1/key-customers',
    about: 'Key and life-support customers, without personal data',
    parameters: [about, limit, after],
    answer: page(keyCustomerRecord),
  },
];
