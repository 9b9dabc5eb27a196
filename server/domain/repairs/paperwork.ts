/** Reminders, pauses and photos of a job (rules R7, R15, R19). */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import { parseTime } from '../../../shared/time.ts';
import { NONE } from '../network/network.ts';
import { pauseNow, started } from './clocks.ts';
import { rankOf } from './edges.ts';
import type { Job, Reminder } from './job.ts';
import type { Order } from './order.ts';
import { noted } from './progress.ts';
import type { Shop } from './shop.ts';

type Asked<T extends RepairCommand['type']> = Extract<RepairCommand, { readonly type: T }>;

const REMINDERS_KEPT = 200;

export type Reminding = {
  readonly point: number;
  readonly text: string | null;
  /** The hotline answered at once. */
  readonly answered: boolean;
};

/** Each one is kept; repeats of one service point within ten minutes add priority once (rule R19). */
export function remind(shop: Shop, job: Job, { point, text, answered }: Reminding, { actor, at, now, commit }: Order): void {
  const { reminderAnswerMs, reminderRepeatMs } = shop.settings;
  const last = point === NONE ? undefined : job.reminders.findLast((reminder) => reminder.point === point && reminder.counts);
  const reminder: Reminder = {
    id: `${job.id}/reminder-${job.reminders.length + 1}`,
    at,
    enteredAt: now,
    by: actor.user,
    point,
    text,
    dueAt: at + reminderAnswerMs,
    counts: !last || at - last.at > reminderRepeatMs,
    answeredAt: answered ? at : null,
    answeredBy: answered ? actor.user : null,
    answer: null,
  };
  const next: Job = { ...job, reminders: [...job.reminders.slice(-REMINDERS_KEPT + 1), reminder] };
  const timed = answered ? next : started(next, 'reminder', at, reminderAnswerMs);
  const id: Readonly<Record<string, string>> = point === NONE ? {} : { servicePoint: shop.view.network.servicePoints.ids[point]! };
  shop.jobs.put(noted(timed, { at, what: 'reminder', values: { ...id, ...(text === null ? {} : { text }) }, commit, by: actor.user }));
  shop.say({ type: 'job.reminded', about: job.id, at, body: { reminder: reminder.id, counts: reminder.counts, by: actor.user, ...id } });
}

/** The clock of reminders runs for the oldest one without an answer. */
function reminderClock(job: Job, at: number): Job {
  const waiting = job.reminders.filter(({ answeredAt }) => answeredAt === null);
  const oldest = waiting.reduce<Reminder | null>((first, each) => (first === null || each.dueAt < first.dueAt ? each : first), null);
  const clocks = job.clocks.flatMap((clock) => {
    if (clock.clock !== 'reminder') return [clock];
    return oldest
      ? [{ ...clock, startedAt: oldest.at, stoppedAt: null, told: 'none' as const }]
      : [{ ...clock, stoppedAt: clock.stoppedAt ?? at }];
  });
  return { ...job, clocks };
}

export function answerReminder(shop: Shop, job: Job, id: string, answer: string, { actor, at, commit }: Order): void {
  const reminders = job.reminders.map((reminder) =>
    reminder.id === id ? { ...reminder, answeredAt: at, answeredBy: actor.user, answer } : reminder,
  );
  shop.jobs.put(
    noted(reminderClock({ ...job, reminders }, at), { at, what: 'reminder-answered', values: { answer }, commit, by: actor.user }),
  );
  shop.say({ type: 'job.reminderAnswered', about: job.id, at, body: { reminder: id, by: actor.user } });
}

const GRANTS = new Set(['supervisor', 'administrator']);

/** Asked for by anybody, granted by a supervisor; from the moment it was asked for (rule R7). */
export function pause(
  shop: Shop,
  job: Job,
  command: Asked<'job.pauseClock' | 'job.approvePause' | 'job.resumeClock'>,
  { actor, at, commit }: Order,
): void {
  const running = pauseNow(job);
  const put = (next: Job, what: string, values: Readonly<Record<string, string | number>>): void => {
    shop.jobs.put(noted(next, { at, what, values, commit, by: actor.user }));
    shop.say({ type: `job.${what}`, about: job.id, at, body: { ...values, by: actor.user } });
  };
  switch (command.type) {
    case 'job.pauseClock': {
      const lastEnd = job.pauses.at(-1)?.to ?? at;
      const approvedBy = GRANTS.has(actor.role) ? actor.user : null;
      const asked = {
        reason: command.reason,
        from: Math.max(at, lastEnd),
        to: null,
        by: actor.user,
        note: command.note ?? null,
        approvedBy,
      };
      return put({ ...job, pauses: [...job.pauses, asked] }, approvedBy === null ? 'pause-asked' : 'paused', { reason: command.reason });
    }
    case 'job.approvePause': {
      if (!running) return;
      const others = job.pauses.filter((each) => each !== running);
      return command.approved
        ? put({ ...job, pauses: [...others, { ...running, approvedBy: actor.user }] }, 'paused', { reason: running.reason })
        : put({ ...job, pauses: others }, 'pause-refused', { reason: running.reason });
    }
    case 'job.resumeClock': {
      if (!running) return;
      const others = job.pauses.filter((each) => each !== running);
      const ended = running.approvedBy === null ? others : [...others, { ...running, to: Math.max(at, running.from) }];
      return put({ ...job, pauses: ended }, 'resumed', { reason: running.reason });
    }
  }
}

export function addPhoto(shop: Shop, job: Job, command: Asked<'job.addPhoto'>, { actor, at, now, commit }: Order): void {
  const taken = command.occurredAt === undefined ? null : parseTime(command.occurredAt);
  const takenAt = taken?.ok ? Math.min(taken.ms, now) : at;
  const { id, moment, width, height, bytes } = command.photo;
  const step = command.step ?? job.steps.findLast((each) => each.at <= takenAt)?.status ?? job.status;
  const usual = rankOf(step) >= rankOf('restored') ? 'after' : 'before';
  const photo = {
    id,
    step,
    moment: moment === 'other' && (rankOf(step) >= rankOf('arrived') || rankOf(step) < 0) ? usual : moment,
    author: actor.user,
    takenAt,
    receivedAt: now,
    lon: command.lon ?? null,
    lat: command.lat ?? null,
    width,
    height,
    bytes,
  };
  shop.jobs.put(
    noted(
      { ...job, photos: [...job.photos, photo] },
      { at: takenAt, what: 'photo', values: { photo: id, moment: photo.moment }, commit, by: actor.user },
    ),
  );
  shop.say({ type: 'job.photo', about: job.id, at: takenAt, body: { ...photo } });
}
