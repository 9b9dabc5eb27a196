/** A crew as the board, the map and its own phone show it. */

import * as z from 'zod';
import { crewStatus } from '../messages/crew.ts';
import { jobStatus } from './job.ts';

const time = z.iso.datetime({ precision: 3 });

/** What a crew did when: one bar on the timeline. */
export const crewSpan = z.object({
  job: z.string().nullable(),
  doing: z.enum(['waiting', 'travel', 'work', 'off']),
  from: time,
  /** Null = still. */
  to: time.nullable(),
});

export const crewRecord = z.object({
  id: z.string(),
  name: z.string(),
  /** Two to four letters for the map. */
  code: z.string(),
  skills: z.array(z.string()),
  vehicle: z.string().nullable(),
  people: z.number().int().nullable(),
  area: z.string().nullable(),
  phone: z.string().nullable(),
  status: crewStatus,
  statusAt: time,
  /** Newest sign of life; screens draw its age (solid to 2 min, dashed to 10, dotted beyond). */
  heardAt: time.nullable(),
  /** Kept only while a job is active (rule R16). */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  positionAt: time.nullable(),
  shift: z.object({ startsAt: time, endsAt: time }).nullable(),
  /** On duty for this long without a break, minutes; the timeline marks more than twelve hours. */
  onDutyMinutes: z.number().int(),
  /** The one it works on, null when none. */
  job: z.string().nullable(),
  jobStatus: jobStatus.nullable(),
  /** Jobs assigned to it, the one it works on first. */
  queue: z.array(z.string()),
  capacity: z.number().int(),
  needsHelp: z.boolean(),
  note: z.string().nullable(),
  estimateAt: time.nullable(),
  /** People signed in as this crew. */
  users: z.array(z.string()),
  /** The last day, oldest first. */
  spans: z.array(crewSpan),
});
export type CrewRecord = z.infer<typeof crewRecord>;

export const suggestionReason = z.object({
  code: z.enum([
    'distance',
    'travel',
    'busy',
    'queue',
    'skills-fit',
    'skills-missing',
    'shift-ends',
    'silent',
    'off-duty',
    'no-position',
    'key-customers',
  ]),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** `GET /api/v1/jobs/{id}/crew-suggestions`: ranked, with reasons; a person decides. */
export const crewSuggestions = z.object({
  job: z.string(),
  items: z.array(
    z.object({
      crew: z.string(),
      name: z.string(),
      /** Smaller is better: minutes until it could be there, with penalties. */
      score: z.number(),
      travelMinutes: z.number().nullable(),
      distanceM: z.number().nullable(),
      /** `network` = along the lines, `direct` = great circle and a third. */
      distanceBy: z.enum(['network', 'direct', 'unknown']),
      freeAt: time.nullable(),
      fits: z.boolean(),
      reasons: z.array(suggestionReason),
    }),
  ),
});
export type CrewSuggestions = z.infer<typeof crewSuggestions>;
