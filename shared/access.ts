/** Who may do what, default deny: routes, feed boards and commands by role. Server and screens read the same table. */

import type { CommandType } from './commands.ts';
import type { BoardName } from './live.ts';
import type { Role } from './roles.ts';

const staff: readonly Role[] = [
  'dispatcher',
  'supervisor',
  'planner',
  'customer-service',
  'key-account-manager',
  'auditor',
  'administrator',
  'integration',
];
const everyone: readonly Role[] = [...staff, 'crew', 'wall'];
const operators: readonly Role[] = ['dispatcher', 'supervisor', 'administrator'];

/** Method and path as registered; `public` = without signing in. */
export const routeAccess: ReadonlyMap<string, readonly Role[] | 'public'> = new Map<string, readonly Role[] | 'public'>([
  ['GET /healthz', 'public'],
  ['GET /readyz', 'public'],
  ['GET /metrics', 'public'],
  ['GET /api/v1/session', 'public'],
  ['POST /api/v1/session', 'public'],
  ['POST /api/v1/session/demo', 'public'],
  ['POST /api/v1/first-administrator', 'public'],
  ['DELETE /api/v1/session', everyone],
  ['GET /public/', 'public'],
  ['GET /public/outages.json', 'public'],
  ['GET /api/v1/openapi.json', 'public'],
  ['GET /api/v1/asyncapi.json', 'public'],
  ['GET /api/v1/configuration', everyone],
  ['GET /api/v1/summary', everyone],
  ['GET /api/v1/outages', everyone],
  ['GET /api/v1/outages/:id', everyone],
  ['GET /api/v1/outages/:id/service-points', staff],
  ['GET /api/v1/outages/:id/suggestions', staff],
  ['GET /api/v1/estimate-accuracy', staff],
  ['GET /api/v1/service-points/:id', everyone],
  ['GET /api/v1/feeders', everyone],
  ['GET /api/v1/areas', everyone],
  ['GET /api/v1/sources', everyone],
  ['GET /api/v1/reports', everyone],
  ['GET /api/v1/rejections', ['dispatcher', 'supervisor', 'auditor', 'administrator', 'integration']],
  ['GET /api/v1/jobs', everyone],
  ['GET /api/v1/jobs/:id', everyone],
  ['GET /api/v1/jobs/:id/crew-suggestions', operators],
  ['GET /api/v1/jobs/:id/evidence', [...operators, 'auditor']],
  ['PUT /api/v1/jobs/:id/photos/:photo', [...operators, 'crew']],
  ['GET /api/v1/jobs/:id/photos/:photo', [...operators, 'crew', 'auditor', 'customer-service']],
  ['GET /api/v1/jobs/:id/photos/:photo/thumbnail', [...operators, 'crew', 'auditor', 'customer-service']],
  ['GET /api/v1/crews', everyone],
  ['GET /api/v1/repairs/compliance', staff],
  ['GET /api/v1/search', everyone],
  ['GET /api/v1/trace/:branch', everyone],
  ['GET /api/v1/network/basemap', everyone],
  ['GET /api/v1/network/geometry', everyone],
  ['GET /api/v1/network/service-points/:cell', staff],
  ['POST /api/v1/commands', everyone],
]);

export const commandAccess: Readonly<Record<CommandType, readonly Role[]>> = {
  'outage.confirm': operators,
  'outage.cancel': operators,
  'outage.setEstimate': operators,
  'outage.setCause': operators,
  'outage.merge': operators,
  'outage.split': operators,
  'outage.closeWithReason': operators,
  'outage.reopen': ['supervisor', 'administrator'],
  'outage.acknowledge': operators,
  'outage.comment': [...operators, 'customer-service'],
  'job.create': [...operators, 'customer-service'],
  'job.assign': operators,
  'job.setStatus': [...operators, 'crew'],
  'job.note': [...operators, 'customer-service', 'crew'],
  'job.setEstimate': [...operators, 'crew'],
  'job.setFindings': [...operators, 'crew'],
  'job.isolate': [...operators, 'crew'],
  'job.needHelp': [...operators, 'crew'],
  'job.guard': [...operators, 'crew'],
  'job.madeSafe': [...operators, 'crew'],
  'job.verifyRoll': [...operators, 'customer-service'],
  'job.remind': [...operators, 'customer-service'],
  'job.answerReminder': [...operators, 'customer-service'],
  'job.pauseClock': [...operators, 'crew'],
  'job.approvePause': ['supervisor', 'administrator'],
  'job.resumeClock': [...operators, 'crew'],
  'job.explainBreach': operators,
  'job.adjustPriority': operators,
  'job.attach': operators,
  'job.handOver': operators,
  'job.takeOver': operators,
  // Photos come by `PUT`; the server says so itself.
  'job.addPhoto': [],
  'crew.register': operators,
  'crew.join': ['crew', ...operators],
  'crew.setStatus': [...operators, 'crew'],
  'crew.position': [...operators, 'crew'],
};

export const boardAccess: Readonly<Record<BoardName, readonly Role[]>> = {
  operations: staff,
  service: staff,
  crew: [...operators, 'crew'],
  wall: [...staff, 'wall'],
};
