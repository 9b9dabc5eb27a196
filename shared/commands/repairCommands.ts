/** What people ask of repairs: jobs, clocks, reminders, crews (rules R). */

import * as z from 'zod';
import { crewStatus } from '../messages/crew.ts';
import { wireId, wireTime } from '../messages/envelope.ts';
import { hazard, isolation, jobPhoto, jobStatus, materialItem, pauseReason } from '../records/job.ts';

const text = z.string().min(1).max(2000);
const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
const skills = z.array(z.string().min(1).max(60)).max(20);
const base = { id: wireId.describe('unique; the same id twice does it once') };
const person = z.string().min(1).max(200);

/** What a phone adds to anything it kept while out of reach. */
const fromAfar = {
  occurredAt: wireTime.optional().describe('when it happened; what lies ahead counts as now; default now'),
  expectedRevision: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('`revision` of the job as last seen; what another person or device changed after it is answered with `conflict`'),
  client: wireId.optional().describe('one phone or page: its own earlier commands are no conflict'),
  lon: lon.optional(),
  lat: lat.optional(),
};
const onJob = { ...base, job: z.string().min(1).max(200), ...fromAfar };
const onCrew = { ...base, crew: wireId };

export const repairCommands = {
  'job.create': z.strictObject({
    ...base,
    type: z.literal('job.create'),
    outage: z.string().min(1).max(200).optional(),
    device: wireId.optional().describe('branch of the network'),
    servicePoint: wireId.optional(),
    hazard: hazard.shape.kind.optional(),
    title: z.string().min(1).max(300).optional(),
    text: text.optional(),
    lon: lon.optional(),
    lat: lat.optional(),
    skills: skills.optional(),
    occurredAt: wireTime.optional().describe('first report or detection: zero of the clocks'),
    reason: text.optional().describe('needed where a job for the same place exists'),
  }),
  'job.assign': z.strictObject({
    ...onJob,
    type: z.literal('job.assign'),
    crew: wireId.nullable().describe('null takes it away from its crew'),
    reason: text.optional().describe('sends a crew although nobody verified the report, or skips the acceptance'),
  }),
  'job.setStatus': z.strictObject({
    ...onJob,
    type: z.literal('job.setStatus'),
    status: jobStatus,
    reason: text.optional(),
    cause: z.string().min(1).max(200).optional(),
    estimate: wireTime.optional(),
  }),
  'job.note': z.strictObject({ ...onJob, type: z.literal('job.note'), text }),
  'job.setEstimate': z.strictObject({ ...onJob, type: z.literal('job.setEstimate'), at: wireTime }),
  'job.setFindings': z.strictObject({
    ...onJob,
    type: z.literal('job.setFindings'),
    cause: z.string().min(1).max(200).optional(),
    material: z.array(materialItem).max(100).optional().describe('replaces the list; empty = none was needed'),
  }),
  'job.isolate': z.strictObject({
    ...onJob,
    type: z.literal('job.isolate'),
    device: wireId,
    action: isolation.shape.action,
    note: text.optional(),
  }),
  'job.needHelp': z.strictObject({
    ...onJob,
    type: z.literal('job.needHelp'),
    needed: z.boolean(),
    text: text.optional(),
    skills: skills.optional(),
  }),
  'job.guard': z.strictObject({ ...onJob, type: z.literal('job.guard'), text: text.optional() }),
  'job.madeSafe': z.strictObject({ ...onJob, type: z.literal('job.madeSafe'), text: text.optional() }),
  'job.verifyRoll': z.strictObject({
    ...onJob,
    type: z.literal('job.verifyRoll'),
    by: z.enum(['caller-script', 'vulnerable-customer', 'reason']),
    reason: text.optional(),
  }),
  'job.remind': z.strictObject({ ...onJob, type: z.literal('job.remind'), servicePoint: wireId.optional(), text: text.optional() }),
  'job.answerReminder': z.strictObject({ ...onJob, type: z.literal('job.answerReminder'), reminder: wireId, answer: text }),
  'job.pauseClock': z.strictObject({
    ...onJob,
    type: z.literal('job.pauseClock'),
    reason: pauseReason,
    note: text.optional().describe('a supervisor pauses at once, everybody else asks for it'),
  }),
  'job.approvePause': z.strictObject({ ...onJob, type: z.literal('job.approvePause'), approved: z.boolean(), note: text.optional() }),
  'job.resumeClock': z.strictObject({ ...onJob, type: z.literal('job.resumeClock') }),
  'job.explainBreach': z.strictObject({ ...onJob, type: z.literal('job.explainBreach'), reason: text }),
  'job.adjustPriority': z.strictObject({
    ...onJob,
    type: z.literal('job.adjustPriority'),
    points: z.number().int().min(-2000).max(2000),
    reason: text,
  }),
  'job.attach': z.strictObject({ ...onJob, type: z.literal('job.attach'), outage: z.string().min(1).max(200).nullable(), reason: text }),
  'job.handOver': z.strictObject({
    ...base,
    type: z.literal('job.handOver'),
    jobs: z.array(z.string().min(1).max(200)).min(1).max(1000),
    to: person,
    note: text.optional(),
  }),
  'job.takeOver': z.strictObject({ ...onJob, type: z.literal('job.takeOver') }),
  'job.addPhoto': z.strictObject({
    ...onJob,
    type: z.literal('job.addPhoto'),
    step: jobStatus.optional(),
    photo: jobPhoto.pick({ id: true, moment: true, width: true, height: true, bytes: true }),
  }),
  'crew.register': z.strictObject({
    ...onCrew,
    type: z.literal('crew.register'),
    name: z.string().min(1).max(100).optional(),
    code: z.string().min(1).max(6).optional(),
    skills: skills.optional(),
    vehicle: z.string().max(100).optional(),
    people: z.number().int().min(1).max(50).optional(),
    phone: z.string().max(40).optional(),
    area: wireId.optional(),
    capacity: z.number().int().min(1).max(50).optional(),
    shift: z.strictObject({ startsAt: wireTime, endsAt: wireTime }).nullable().optional(),
  }),
  'crew.join': z.strictObject({ ...onCrew, type: z.literal('crew.join') }),
  'crew.setStatus': z.strictObject({
    ...onCrew,
    type: z.literal('crew.setStatus'),
    status: crewStatus.extract(['available', 'off-duty']),
    occurredAt: wireTime.optional(),
  }),
  'crew.position': z.strictObject({ ...onCrew, type: z.literal('crew.position'), lon, lat, occurredAt: wireTime.optional() }),
} as const;

export type RepairCommand = z.infer<(typeof repairCommands)[keyof typeof repairCommands]>;
const c = repairCommands;
export const repairCommand = z.discriminatedUnion('type', [
  c['job.create'],
  c['job.assign'],
  c['job.setStatus'],
  c['job.note'],
  c['job.setEstimate'],
  c['job.setFindings'],
  c['job.isolate'],
  c['job.needHelp'],
  c['job.guard'],
  c['job.madeSafe'],
  c['job.verifyRoll'],
  c['job.remind'],
  c['job.answerReminder'],
  c['job.pauseClock'],
  c['job.approvePause'],
  c['job.resumeClock'],
  c['job.explainBreach'],
  c['job.adjustPriority'],
  c['job.attach'],
  c['job.handOver'],
  c['job.takeOver'],
  c['job.addPhoto'],
  c['crew.register'],
  c['crew.join'],
  c['crew.setStatus'],
  c['crew.position'],
]);
