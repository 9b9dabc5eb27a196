/** What is known of one service point for the agent who has its customer on the line: supply, evidence, outage, history (rules C3, C4, C6). */

import type { CustomerAnswer, SupplyState } from '../../shared/records/customer.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { nextNewsAt } from '../domain/estimates/nextNews.ts';
import { estimateDefaults } from '../domain/estimates/settings.ts';
import { standingEstimate } from '../domain/estimates/track.ts';
import { NONE } from '../domain/network/network.ts';
import { createClockText } from '../domain/notifications/clockText.ts';
import { isOpen, type Outage } from '../domain/outages/outage.ts';
import type { Job } from '../domain/repairs/job.ts';
import type { Contact } from '../domain/service/contact.ts';
import { interruptionsOf } from '../domain/service/interruptionsOf.ts';
import type { View } from '../domain/view.ts';
import { answerSentence, type Stage } from './answerSentence.ts';
import { plansAtPoint } from './plansAtPoint.ts';
import { callRecordOf, complaintRecordOf } from './serviceRecords.ts';
import { evidenceAt } from './supplyEvidence.ts';

export type AnswerOptions = {
  readonly view: View;
  readonly point: number;
  /** Index in the register, NONE for a place without one. */
  readonly customer: number;
  /** Clock time: ages count on while nothing is heard. */
  readonly now: number;
};

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const HAZARD_MS = 12 * 3_600_000;
const FIRST_NEWS_MS = 15 * 60_000;
const MOST = 20;
/** A report that supply is off counts for the sentence this long. */
const SAYS_OFF_MS = 2 * 3_600_000;

/** What the crew of an outage is doing, in the words that customers hear. */
function stageOf(jobs: readonly Job[]): { readonly stage: Stage; readonly job: string | null } {
  const job = jobs.find(({ status }) => status !== 'closed' && status !== 'cancelled');
  switch (job?.status) {
    case 'dispatched':
      return { stage: 'crew-assigned', job: job.id };
    case 'en-route':
      return { stage: 'crew-on-the-way', job: job.id };
    case 'arrived':
    case 'assessing':
      return { stage: 'crew-on-site', job: job.id };
    case 'repairing':
      return { stage: 'repairing', job: job.id };
    case 'restored':
    case 'verifying':
      return { stage: 'checking', job: job.id };
    default:
      return { stage: 'assessing', job: job?.id ?? null };
  }
}

export function supplyStateOf({ register, servicePoint }: View, point: number, customer: number): SupplyState {
  const { power, predicted } = servicePoint(point);
  if (power === 'out' || power === 'partial') return power;
  if (customer !== NONE && register?.has(customer, 'disconnected')) return 'disconnected';
  if (predicted) return 'predicted';
  return power;
}

/** Name of the line as people know it: the feeder. */
const lineOf = ({ network }: View, point: number): string => {
  const feeder = network.feeders[network.servicePoints.feeder[point]!];
  return feeder?.name || feeder?.id || network.name;
};

function outageOf(view: View, outage: Outage, point: number, now: number): NonNullable<CustomerAnswer['outage']> {
  const track = view.estimator.of(outage.id);
  const standing = standingEstimate(outage, track, now);
  const { stage, job } = stageOf(view.desks.repairs.ofOutage(outage.id));
  return {
    id: outage.id,
    state: outage.state,
    cause: outage.cause,
    startedAt: formatTime(outage.startedAt),
    line: lineOf(view, point),
    estimateAt: formatTimeOrNull(standing && standing.at > now ? standing.at : null),
    nextNewsAt: isOpen(outage) ? formatTimeOrNull(nextNewsAt(track, standing, now, estimateDefaults)) : null,
    stage,
    job,
    customersOut: outage.customersOut,
  };
}

/** The customer's own contacts, and those about the place that name nobody. */
function contactsOf(view: View, point: number, customer: number): readonly Contact[] {
  const { contacts } = view.desks.service;
  const id = customer === NONE ? null : view.register!.id(customer);
  return contacts.at(point).filter((contact) => contact.customer === null || id === null || contact.customer === id);
}

export function customerAnswer({ view, point, customer, now }: AnswerOptions): CustomerAnswer {
  const { network, register, desks } = view;
  const plans = plansAtPoint(view, point, now);
  const clock = createClockText(network.timeZone);
  const text = (at: number): string => clock(at, now);
  const { outage: id, since, predicted } = view.servicePoint(point);
  const state = supplyStateOf(view, point, customer);
  const outage = id === null ? null : view.outage(id);
  const shown = outage && outageOf(view, outage, point, now);
  const interruptions = interruptionsOf(view, point, now - YEAR_MS);
  const contacts = contactsOf(view, point, customer);
  const newest = contacts[0] ?? null;
  const complaints = customer === NONE ? desks.service.complaints.at(point) : desks.service.complaints.ofCustomer(register!.id(customer));
  const hazard = contacts.find((contact) => contact.kind === 'wire-down' && contact.state !== 'closed' && now - contact.at < HAZARD_MS);
  const hazardJob = hazard && desks.repairs.shown().find((job) => job.hazard !== null && job.point === point && job.closedAt === null);
  const inForce = plans.find((plan) => plan.inForce);
  const back = interruptions.find(({ to }) => to !== null && now - to < DAY_MS);
  const saysOff = newest !== null && newest.type === 'fault' && now - newest.at < SAYS_OFF_MS && newest.state !== 'closed';
  const provedAt = view.forecast.overlay.provedAt(point);
  const confirmed =
    outage && shown && (outage.state === 'confirmed' || outage.state === 'partially-restored')
      ? {
          line: shown.line,
          start: text(since ?? outage.startedAt),
          stage: stageOf(desks.repairs.ofOutage(outage.id)).stage,
          etr: shown.estimateAt === null ? null : text(Date.parse(shown.estimateAt)),
          nextNews: text(shown.nextNewsAt === null ? now + FIRST_NEWS_MS : Date.parse(shown.nextNewsAt)),
        }
      : null;
  const about = new Set([
    ...(id === null ? [] : [id]),
    ...interruptions.slice(0, 5).map((each) => each.outage),
    ...plans.map((plan) => plan.id),
  ]);
  return {
    asOf: formatTime(now),
    customer: null,
    servicePoint: network.servicePoints.ids[point]!,
    area: network.areas[network.servicePoints.area[point]!]?.id ?? null,
    feeder: network.feeders[network.servicePoints.feeder[point]!]?.id ?? null,
    supply: { state, since: formatTimeOrNull(since), evidence: evidenceAt(view, point) },
    outage: shown,
    planned: plans.map(({ id: plan, line, startsAt, endsAt, inForce: running, toldAt }) => ({
      id: plan,
      line,
      startsAt: formatTime(startsAt),
      endsAt: formatTime(endsAt),
      inForce: running,
      toldAt: formatTimeOrNull(toldAt),
    })),
    interruptions: interruptions
      .slice(0, MOST)
      .map(({ outage: of, from, to }) => ({ outage: of, from: formatTime(from), to: formatTimeOrNull(to) })),
    calls: contacts.slice(0, MOST).map((contact) => callRecordOf(view, contact)),
    complaints: complaints.slice(0, MOST).map((complaint) => complaintRecordOf(view, complaint, now)),
    messages: [...about].flatMap((each) =>
      desks.notices
        .toldAt(each, point)
        .map(({ kind, part, channel, at }) => ({ about: each, kind, part, channel, at: formatTimeOrNull(at) })),
    ),
    backupMinutes: customer === NONE ? null : (register?.key(customer)?.backupMinutes ?? null),
    repeatCaller: contacts.some((contact) => contact.repeatCaller),
    sentence: answerSentence({
      hazard: hazard ? { job: hazardJob?.id ?? null } : null,
      planned: inForce
        ? { line: inForce.line, end: text(inForce.endsAt), noticeDate: inForce.toldAt === null ? null : text(inForce.toldAt) }
        : null,
      confirmed,
      predicted: predicted || outage?.state === 'predicted',
      unknown: state === 'unknown',
      saysOff,
      backAt: back?.to ? text(back.to) : null,
      meterOn: provedAt !== null && provedAt >= now - DAY_MS,
      disconnected: state === 'disconnected',
      contact: newest !== null && newest.state !== 'closed' ? newest.id : null,
    }),
  };
}
