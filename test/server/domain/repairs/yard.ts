/** A stage for repairs: messages and commands at seconds, and jobs as records. */

import { type Core, createCore, type Fact, type Refusal } from '../../../../server/domain/core.ts';
import type { Network } from '../../../../server/domain/network/network.ts';
import { jobDetailOf } from '../../../../server/projections/jobRecord.ts';
import { project } from '../../../../server/projections/operations.ts';
import type { RepairCommand } from '../../../../shared/commands/repairCommands.ts';
import type { Command } from '../../../../shared/commands.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import type { CrewRecord } from '../../../../shared/records/crew.ts';
import type { JobDetail, JobRecord, JobStatus } from '../../../../shared/records/job.ts';
import type { Actor } from '../../../../shared/roles.ts';
import { formatTime } from '../../../../shared/time.ts';
import { compiled, moment, switched, twoFeeders } from '../stage.ts';

export const DISPATCHER: Actor = { user: 'dana', name: 'Dana', role: 'dispatcher', areas: null };
export const SUPERVISOR: Actor = { user: 'sun', name: 'Sun', role: 'supervisor', areas: null };
export const CREW_1: Actor = { user: 'crew-1', name: 'Crew 1', role: 'crew', areas: null };

type Order<C> = C extends RepairCommand ? Omit<C, 'id'> & { readonly id?: string } : never;

export type Yard = {
  readonly core: Core;
  readonly facts: readonly Fact[];
  hear(...messages: readonly Message[]): void;
  wait(t: number): void;
  /** Carries out a command at second `t`; the refusal's code, null when it was carried out. */
  order(t: number, command: Order<RepairCommand>, actor?: Actor): string | null;
  other(t: number, command: Command, actor?: Actor): Refusal | null;
  job(id?: string): JobRecord;
  detail(id?: string): JobDetail;
  jobs(): readonly JobRecord[];
  crew(id: string): CrewRecord;
};

export const at = (t: number): string => formatTime(moment(t));

export function yard(network: Network = compiled(twoFeeders()), snapshot: Uint8Array | null = null): Yard {
  const core = createCore({ network, snapshot });
  const facts: Fact[] = [];
  let commit = 0;
  let orders = 0;
  const next = (): number => {
    commit += 1;
    return commit;
  };
  const give = (t: number, command: Command, actor: Actor): Refusal | null => {
    core.apply({ type: 'tick', commit: next(), receivedAt: moment(t) });
    const refusal = core.check(command, actor);
    if (refusal) return refusal;
    const applied = core.apply({ type: 'command', commit: next(), receivedAt: moment(t), command, actor });
    facts.push(...applied.facts);
    return applied.refusal;
  };
  const job = (id = 'job:1'): JobRecord => {
    const record = project(core.view, 'job', id);
    if (!record) throw new Error(`no ${id}`);
    return record;
  };
  return {
    core,
    facts,
    hear(...messages) {
      for (const message of messages)
        facts.push(
          ...core.apply({ type: 'messages', commit: next(), receivedAt: message.at, broker: 'embedded', messages: [message] }).facts,
        );
    },
    wait(t) {
      for (;;) {
        const due = core.nextDeadline();
        if (due === null || due > moment(t)) break;
        facts.push(...core.apply({ type: 'tick', commit: next(), receivedAt: due }).facts);
      }
      facts.push(...core.apply({ type: 'tick', commit: next(), receivedAt: moment(t) }).facts);
    },
    order(t, command, actor = DISPATCHER) {
      orders += 1;
      return give(t, { id: `order-${orders}`, ...command }, actor)?.code ?? null;
    },
    other: (t, command, actor = DISPATCHER) => give(t, command, actor),
    job,
    detail(id = 'job:1') {
      const found = core.view.desks.repairs.job(id);
      if (!found) throw new Error(`no ${id}`);
      return jobDetailOf(core.view, found);
    },
    jobs: () => [...core.view.desks.repairs.jobs()].map(({ id }) => job(id)),
    crew(id) {
      const record = project(core.view, 'crew', id);
      if (!record) throw new Error(`no crew ${id}`);
      return record;
    },
  };
}

const envelope = (id: string, t: number) => ({
  id,
  area: null,
  at: moment(t),
  source: 'crews',
  seq: null,
  eventId: null,
  quality: 'good' as const,
  test: false,
  replay: false,
  timeSuspect: false,
});

type CrewMore = Partial<Pick<Extract<Message, { kind: 'crew' }>, 'lat' | 'lon' | 'status' | 'job' | 'estimateAt' | 'note'>>;

export const crewSays = (id: string, t: number, more: CrewMore): Message => ({
  kind: 'crew',
  ...envelope(id, t),
  lat: null,
  lon: null,
  status: null,
  job: null,
  estimateAt: null,
  note: null,
  ...more,
});

export const called = (
  id: string,
  t: number,
  trouble: Extract<Message, { kind: 'call' }>['trouble'],
  servicePoint: string | null,
): Message => ({
  kind: 'call',
  ...envelope(id, t),
  source: 'calls',
  trouble,
  servicePoint,
  account: null,
  phone: null,
  address: null,
  text: null,
  channel: 'phone',
});

/** A lockout at second 0 makes a job for the recloser. */
export function trip(more: Parameters<typeof switched>[3] = {}): Yard {
  const place = yard();
  place.hear(switched('r1', 0, 'open', { cause: 'lockout', ...more }));
  place.hear(crewSays('crew-1', 1, { status: 'available' }), crewSays('crew-2', 1, { status: 'available' }));
  return place;
}

export const set = (place: Yard, t: number, status: JobStatus, reason?: string, actor = DISPATCHER) =>
  place.order(t, { type: 'job.setStatus', job: 'job:1', status, ...(reason === undefined ? {} : { reason }) }, actor);

export function driven(place: Yard): void {
  place.order(60, { type: 'job.assign', job: 'job:1', crew: 'crew-1' });
  set(place, 120, 'en-route');
  set(place, 600, 'arrived', 'no position');
  set(place, 700, 'assessing');
  set(place, 800, 'repairing');
}
