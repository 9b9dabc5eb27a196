/** The HTTP routes with what they take and answer: the source of the OpenAPI document. */

import * as z from 'zod';
import { noticeRoutes } from './api/noticeRoutes.ts';
import { repairRoutes } from './api/repairRoutes.ts';
import { serviceRoutes } from './api/serviceRoutes.ts';
import { command } from './commands.ts';
import { estimateAccuracy } from './records/estimateAccuracy.ts';
import { outageDetail, outageRecord } from './records/outage.ts';
import { outageParts } from './records/outagePart.ts';
import { areaRecord, feederRecord } from './records/places.ts';
import { publicSnapshot } from './records/publicSnapshot.ts';
import { reportRecord } from './records/report.ts';
import { rejectionRecord, sourceRecord } from './records/source.ts';
import { suggestions } from './records/suggestion.ts';
import { servicePointRecord, summaryRecord } from './records/summary.ts';
import { summaryHistory } from './records/summaryHistory.ts';
import { role } from './roles.ts';

export type Parameter = { readonly name: string; readonly in: 'query' | 'path'; readonly about: string; readonly required?: boolean };
export type RouteDescription = {
  readonly route: string;
  readonly about: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: z.ZodType;
  /** Schema of a 200 answer; null = no JSON (binary, text or empty). */
  readonly answer: z.ZodType | null;
};

export const problem = z.object({ type: z.string(), title: z.string(), status: z.number().int(), code: z.string(), detail: z.string() });

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const id: Parameter = { name: 'id', in: 'path', about: 'id of the record', required: true };
const limit: Parameter = { name: 'limit', in: 'query', about: 'at most this many, 1 to 1,000' };
const after: Parameter = { name: 'after', in: 'query', about: 'id of the last one seen' };

export const configuration = z.object({
  name: z.string(),
  version: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  attribution: z.string(),
  networkHash: z.string(),
  customersTotal: z.number().int(),
  tileUrl: z.string().nullable(),
  demo: z.boolean(),
  bounds: z.array(z.number()).length(4).nullable(),
  clock: z.enum(['wall', 'simulated']),
});

export const routeDescriptions: readonly RouteDescription[] = [
  ...serviceRoutes,
  { route: 'GET /healthz', about: 'The process lives', answer: z.object({ alive: z.literal(true) }) },
  {
    route: 'GET /readyz',
    about: '200 when network, journal and broker are ready and rows can be written; 503 with reasons until then',
    answer: z.object({ ready: z.boolean(), reasons: z.array(z.string()) }),
  },
  { route: 'GET /metrics', about: 'Prometheus text', answer: null },
  {
    route: 'GET /api/v1/session',
    about: 'Who is signed in; 401 with what the sign-in page needs',
    answer: z.object({ user: z.string(), name: z.string(), role, areas: z.array(z.string()).nullable(), demo: z.boolean() }),
  },
  {
    route: 'POST /api/v1/session',
    about: 'Signs in with name and password',
    body: z.object({ user: z.string(), password: z.string() }),
    answer: z.object({ user: z.string(), name: z.string(), role, demo: z.boolean() }),
  },
  {
    route: 'POST /api/v1/session/demo',
    about: 'Signs in as a person of the demo',
    body: z.object({ user: z.string() }),
    answer: z.object({ user: z.string(), name: z.string(), role, demo: z.boolean() }),
  },
  {
    route: 'POST /api/v1/first-administrator',
    about: 'Creates the administrator while there is nobody, on loopback only',
    body: z.object({ user: z.string(), name: z.string(), password: z.string() }),
    answer: z.object({ user: z.string(), name: z.string(), role, demo: z.boolean() }),
  },
  { route: 'GET /api/v1/openapi.json', about: 'This document', answer: z.object({ openapi: z.string() }) },
  { route: 'GET /api/v1/asyncapi.json', about: 'Messages of MQTT and of the live feed', answer: z.object({ asyncapi: z.string() }) },
  { route: 'GET /public/outages.json', about: 'What everybody may know, renewed every twenty seconds', answer: publicSnapshot },
  { route: 'GET /public/', about: 'The same as a page', answer: null },
  { route: 'DELETE /api/v1/session', about: 'Signs out', answer: null },
  { route: 'GET /api/v1/configuration', about: 'Name, zone, bounds and hash of the network, for pages', answer: configuration },
  { route: 'GET /api/v1/summary', about: 'The figures on top of every screen', answer: summaryRecord },
  { route: 'GET /api/v1/summary/history', about: 'Customers without supply over the last hours, by minute', answer: summaryHistory },
  {
    route: 'GET /api/v1/outages',
    about: 'Outages, newest first',
    parameters: [
      { name: 'state', in: 'query', about: 'open (default), ended, or all, which includes void ones' },
      { name: 'area', in: 'query', about: 'only with customers in this area' },
      { name: 'feeder', in: 'query', about: 'only of this feeder' },
      limit,
      { name: 'cursor', in: 'query', about: 'the `next` of the page before' },
    ],
    answer: page(outageRecord),
  },
  {
    route: 'GET /api/v1/outages/:id',
    about: 'One outage with evidence, steps, history and explanation',
    parameters: [id],
    answer: outageDetail,
  },
  {
    route: 'GET /api/v1/outages/:id/service-points',
    about: 'Who is dark under it',
    parameters: [id],
    answer: z.object({
      total: z.number().int(),
      items: z.array(z.object({ id: z.string(), customers: z.number().int(), power: servicePointRecord.shape.power })),
    }),
  },
  {
    route: 'GET /api/v1/outages/:id/suggestions',
    about: 'Where the fault lies and what switching would bring back whom; advice that nothing here executes',
    parameters: [id],
    answer: suggestions,
  },
  {
    route: 'GET /api/v1/outages/:id/parts',
    about: 'Devices at which it can be divided, with the customers who would go with each',
    parameters: [id],
    answer: outageParts,
  },
  { route: 'GET /api/v1/estimate-accuracy', about: 'How good the estimates of restoration were', answer: estimateAccuracy },
  { route: 'GET /api/v1/service-points/:id', about: 'Supply of one service point', parameters: [id], answer: servicePointRecord },
  { route: 'GET /api/v1/feeders', about: 'Feeders with their customers', parameters: [limit, after], answer: page(feederRecord) },
  { route: 'GET /api/v1/areas', about: 'Areas with their customers', parameters: [limit, after], answer: page(areaRecord) },
  { route: 'GET /api/v1/sources', about: 'Sources of messages, alive or silent', parameters: [limit, after], answer: page(sourceRecord) },
  { route: 'GET /api/v1/reports', about: 'Outages that other systems reported', parameters: [limit, after], answer: page(reportRecord) },
  {
    route: 'GET /api/v1/rejections',
    about: 'Refused input, newest first, and how often each reason occurred',
    parameters: [limit],
    answer: z.object({ total: z.number().int(), reasons: z.record(z.string(), z.number().int()), items: z.array(rejectionRecord) }),
  },
  ...repairRoutes,
  ...noticeRoutes,
  {
    route: 'GET /api/v1/search',
    about: 'Devices, feeders, areas, outages and service points by id, name or address',
    parameters: [{ name: 'q', in: 'query', about: 'what was typed', required: true }, limit],
    answer: z.object({
      items: z.array(
        z.object({ kind: z.string(), id: z.string(), name: z.string(), lon: z.number().nullable(), lat: z.number().nullable() }),
      ),
    }),
  },
  {
    route: 'GET /api/v1/trace/:branch',
    about: 'What a branch feeds now, or the path that feeds it',
    parameters: [
      { name: 'branch', in: 'path', about: 'branch id', required: true },
      { name: 'direction', in: 'query', about: 'down (default) or up' },
    ],
    answer: z.object({ branches: z.array(z.string()), servicePoints: z.number().int(), customers: z.number().int() }),
  },
  { route: 'GET /api/v1/network/basemap', about: 'Streets and backdrop, binary', answer: null },
  { route: 'GET /api/v1/network/geometry', about: 'Lines and devices, binary', answer: null },
  {
    route: 'GET /api/v1/network/service-points/:cell',
    about: 'Service points of one cell of the map, binary',
    parameters: [{ name: 'cell', in: 'path', about: 'cell of the grid', required: true }],
    answer: null,
  },
  {
    route: 'POST /api/v1/commands',
    about: 'One door for everything a person asks; the same id twice does it once',
    body: command,
    answer: z.object({ revision: z.number().int() }),
  },
];
