/** Who may do what, default deny: routes, feed boards and commands by role. Server and screens read the same table. */

import type { CommandType } from './commands.ts';
import type { BoardName } from './live.ts';
import type { RecordKind } from './records/record.ts';
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
const lookUp: readonly Role[] = ['customer-service', 'dispatcher', 'supervisor', 'planner', 'key-account-manager', 'administrator'];
const desk: readonly Role[] = ['customer-service', 'supervisor', 'administrator'];
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
  ['GET /api/v1/summary/history', everyone],
  ['GET /api/v1/outages', everyone],
  ['GET /api/v1/outages/:id', everyone],
  ['GET /api/v1/outages/:id/service-points', staff],
  ['GET /api/v1/outages/:id/suggestions', staff],
  ['GET /api/v1/outages/:id/parts', staff],
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
  ['GET /api/v1/notifications', staff],
  ['GET /api/v1/notifications/:id', staff],
  ['GET /api/v1/notifications/:id/recipients', [...operators, 'customer-service', 'auditor', 'key-account-manager']],
  ['POST /api/v1/receipts/:channel', 'public'],
  ['GET /api/v1/planned-outages', staff],
  ['GET /api/v1/planned-outages/:id', staff],
  ['GET /api/v1/key-customers', [...operators, 'customer-service', 'auditor', 'key-account-manager']],
  ['GET /api/v1/customers', lookUp],
  ['POST /api/v1/customers/search', lookUp],
  ['GET /api/v1/customers/:id', lookUp],
  ['POST /api/v1/customers/:id/reveal', [...operators, 'key-account-manager']],
  ['GET /api/v1/service-points/:id/answer', lookUp],
  ['GET /api/v1/calls', [...lookUp, 'auditor']],
  ['GET /api/v1/calls/:id', [...lookUp, 'auditor']],
  ['GET /api/v1/complaints', [...operators, 'customer-service', 'auditor']],
  ['GET /api/v1/complaints/:id', [...operators, 'customer-service', 'auditor']],
  ['GET /api/v1/complaint-hot-spots', [...operators, 'customer-service', 'planner', 'auditor']],
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
  'storm.set': ['supervisor', 'administrator'],
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
  'notification.send': operators,
  'notification.hold': operators,
  'notification.release': operators,
  'notification.reached': [...operators, 'customer-service', 'key-account-manager'],
  'planned.submit': ['planner', ...operators],
  'planned.approve': ['supervisor', 'administrator'],
  'planned.cancel': ['planner', ...operators],
  'planned.extend': ['planner', ...operators],
  'planned.start': [...operators, 'crew'],
  'planned.complete': [...operators, 'crew'],
  'key.acknowledge': [...operators, 'key-account-manager'],
  'key.contact': [...operators, 'customer-service', 'key-account-manager'],
  'key.attest': ['supervisor', 'administrator', 'key-account-manager'],
  'key.drill': ['supervisor', 'administrator', 'key-account-manager'],
  'call.take': [...operators, 'customer-service', 'crew', 'integration'],
  'call.match': [...operators, 'customer-service'],
  'call.answer': [...operators, 'customer-service'],
  'call.remind': [...operators, 'customer-service'],
  'call.rate': desk,
  'complaint.open': desk,
  'complaint.update': desk,
  'complaint.close': desk,
};

export const boardAccess: Readonly<Record<BoardName, readonly Role[]>> = {
  operations: staff,
  service: staff,
  crew: [...operators, 'crew'],
  wall: [...staff, 'wall'],
};

/** What each board carries (rule: separate boards for separate eyes); a kind that stands nowhere is never sent. */
export const boardKinds: Readonly<Record<BoardName, readonly RecordKind[]>> = {
  operations: [
    'outage',
    'device',
    'feeder',
    'area',
    'source',
    'report',
    'job',
    'crew',
    'notification',
    'planned',
    'keyCustomer',
    'service',
    'summary',
  ],
  service: ['outage', 'feeder', 'area', 'source', 'report', 'job', 'notification', 'planned', 'keyCustomer', 'service', 'summary'],
  crew: ['outage', 'device', 'feeder', 'area', 'job', 'crew', 'summary'],
  wall: ['outage', 'device', 'feeder', 'area', 'source', 'report', 'job', 'crew', 'planned', 'summary'],
};

/** Kinds that not everybody on a board may see; the others go to all of them. */
export const kindAccess: Readonly<Partial<Record<RecordKind, readonly Role[]>>> = {
  notification: [...operators, 'planner', 'customer-service', 'key-account-manager', 'auditor'],
  keyCustomer: [...operators, 'customer-service', 'key-account-manager', 'auditor'],
  service: [...operators, 'customer-service', 'auditor'],
};

/** Record kinds that a role gets on a board. */
export const kindsFor = (board: BoardName, role: Role): readonly RecordKind[] =>
  boardKinds[board].filter((kind) => kindAccess[kind]?.includes(role) ?? true);
