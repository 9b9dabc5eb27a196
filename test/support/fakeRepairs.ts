/** Made-up jobs and crews of the town, for pages without a server. */

import type { CrewRecord } from '../../shared/records/crew.ts';
import type { JobRecord, JobStatus } from '../../shared/records/job.ts';

const MINUTE = 60_000;
const at = (ms: number): string => new Date(ms).toISOString();

const CHAIN: readonly JobStatus[] = [
  'created',
  'accepted',
  'dispatched',
  'en-route',
  'arrived',
  'assessing',
  'repairing',
  'restored',
  'verifying',
  'closed',
];

/** Steps as the server offers them: the next one plain, skips with a reason. */
export function nextStepsOf(status: JobStatus): JobRecord['nextSteps'] {
  const from = CHAIN.indexOf(status);
  return CHAIN.slice(from + 1).map((next, index) => ({ status: next, needsReason: index > 0, blockedBy: null }));
}

export function townJob(number: number, now: number, parts: Partial<JobRecord> = {}): JobRecord {
  const status = parts.status ?? CHAIN[number % 9] ?? 'created';
  const startedAt = at(now - (number % 50) * MINUTE);
  const clock: JobRecord['clock'] = {
    clock: 'arrival',
    startedAt,
    amberAt: at(now + (36 - (number % 50)) * MINUTE),
    dueAt: at(now + (45 - (number % 50)) * MINUTE),
    unpausedDueAt: at(now + (45 - (number % 50)) * MINUTE),
    stoppedAt: null,
    limitMinutes: 45,
    pausedMs: 0,
    pause: null,
    level: number % 50 > 45 ? 'breach' : number % 50 > 36 ? 'amber' : 'running',
    escalatedTo: 'none',
    breachReason: null,
  };
  const crew = ['created', 'accepted'].includes(status) ? null : `crew-${number % 20}`;
  const step = { status, at: startedAt, enteredAt: startedAt, by: 'dispatcher', crew, reason: null, lon: null, lat: null, distanceM: null };
  return {
    id: `job:${number}`,
    kind: 'outage',
    status,
    suspendedAt: null,
    command: null,
    title: `Calle ${number % 12} / breaker ${number}`,
    outage: `outage:${number}`,
    outageState: 'confirmed',
    device: { id: `cb-${number % 12}`, kind: 'breaker', name: `Calle ${number % 12} / breaker ${number}` },
    servicePoint: null,
    address: `Calle ${number % 12} ${number}`,
    feeder: `f-${number % 12}`,
    area: 'a-1',
    areaClass: 'urban',
    lon: -56.19,
    lat: -34.885,
    crew,
    queuePlace: crew === null ? null : 0,
    owner: 'dispatcher',
    offeredTo: null,
    acknowledgedAt: null,
    customersOut: 20 + ((number * 37) % 900),
    customersPredicted: 0,
    customersPeak: 20 + ((number * 37) % 900),
    keyCustomers: number % 9 === 0 ? 1 : 0,
    lifeSupport: 0,
    hazard: null,
    rollCheck: { needed: false, passedBy: 'confirmed', reason: null },
    skillsNeeded: [],
    priority: 100 + ((number * 53) % 700),
    priorityParts: [{ code: 'customers-out', points: 100 + ((number * 53) % 700), count: 1, note: null }],
    clocks: [clock],
    clock,
    reminders: [],
    remindersOpen: 0,
    steps: [step],
    photos: [],
    photosMissing: { before: 0, after: 0 },
    notes: [],
    isolations: [],
    cause: null,
    material: [],
    estimate: null,
    help: null,
    verification: { state: 'none', verified: 0, toVerify: 0, servicePointsDark: 0, dark: [] },
    contradictions: [],
    missing: [],
    nextSteps: nextStepsOf(status),
    clockZeroAt: startedAt,
    createdAt: startedAt,
    updatedAt: startedAt,
    closedAt: status === 'closed' ? at(now) : null,
    revision: 1,
    ...parts,
  };
}

export function townCrew(number: number, now: number, parts: Partial<CrewRecord> = {}): CrewRecord {
  return {
    id: `crew-${number}`,
    name: `Cuadrilla ${number}`,
    code: `C${number}`,
    skills: ['line'],
    vehicle: null,
    people: 2,
    area: 'a-1',
    phone: null,
    status: 'available',
    statusAt: at(now - MINUTE),
    heardAt: at(now - MINUTE),
    lon: -56.19,
    lat: -34.885,
    positionAt: at(now - MINUTE),
    shift: { startsAt: at(now - 240 * MINUTE), endsAt: at(now + 240 * MINUTE) },
    onDutyMinutes: 240,
    job: null,
    jobStatus: null,
    queue: [],
    capacity: 3,
    needsHelp: false,
    note: null,
    estimateAt: null,
    users: [],
    spans: [{ job: 'job:1', doing: 'work', from: at(now - 60 * MINUTE), to: null }],
    ...parts,
  };
}
