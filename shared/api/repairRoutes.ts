/** The HTTP routes of repairs: jobs, photos, crews, compliance. */

import * as z from 'zod';
import type { Parameter, RouteDescription } from '../api.ts';
import { compliance } from '../records/compliance.ts';
import { crewRecord, crewSuggestions } from '../records/crew.ts';
import { jobDetail, jobEvidence, jobRecord } from '../records/job.ts';

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
const id: Parameter = { name: 'id', in: 'path', about: 'id of the job', required: true };
const photo: Parameter = {
  name: 'photo',
  in: 'path',
  about: 'id of the photo: 1 to 80 letters, digits, dashes, underscores',
  required: true,
};
const limit: Parameter = { name: 'limit', in: 'query', about: 'at most this many, 1 to 1,000' };
const query = (name: string, about: string): Parameter => ({ name, in: 'query', about });

export const repairRoutes: readonly RouteDescription[] = [
  {
    route: 'GET /api/v1/jobs',
    about: 'Repair jobs, newest first; a crew sees its own',
    parameters: [
      query('state', 'open (default), ended, or all'),
      query('status', 'only in this state'),
      query('area', 'only in this area or below it'),
      query('crew', 'only of this crew'),
      query('outage', 'only of this outage'),
      query('owner', 'only of this person'),
      limit,
      query('cursor', 'the `next` of the page before'),
    ],
    answer: page(jobRecord),
  },
  { route: 'GET /api/v1/jobs/:id', about: 'One job with everything that happened', parameters: [id], answer: jobDetail },
  {
    route: 'GET /api/v1/jobs/:id/crew-suggestions',
    about: 'Which crews could go, ranked, with reasons; a person decides',
    parameters: [id],
    answer: crewSuggestions,
  },
  {
    route: 'GET /api/v1/jobs/:id/evidence',
    about: 'The time line of a job with every fact, as a file',
    parameters: [id],
    answer: jobEvidence,
  },
  {
    route: 'PUT /api/v1/jobs/:id/photos/:photo',
    about: 'A photo as raw image body: JPEG, PNG or WebP, at most 10 MiB and 25 megapixels; the same id and bytes twice store once',
    parameters: [
      id,
      photo,
      query('moment', 'before, after or other'),
      query('step', 'state of the job it shows'),
      query('takenAt', 'RFC 3339'),
      query('lon', 'degrees'),
      query('lat', 'degrees'),
      query('client', 'one phone or page, as in commands'),
    ],
    answer: z.object({ id: z.string(), revision: z.number().int(), flags: z.array(z.string()), url: z.string(), thumbnailUrl: z.string() }),
  },
  {
    route: 'GET /api/v1/jobs/:id/photos/:photo',
    about: 'A cleaned JPEG of at most 1,600 pixels a side',
    parameters: [id, photo],
    answer: null,
  },
  {
    route: 'GET /api/v1/jobs/:id/photos/:photo/thumbnail',
    about: 'The same, at most 320 pixels a side',
    parameters: [id, photo],
    answer: null,
  },
  {
    route: 'GET /api/v1/crews',
    about: 'Crews: where they are, what they do',
    parameters: [limit, query('after', 'id of the last one seen')],
    answer: page(crewRecord),
  },
  {
    route: 'GET /api/v1/repairs/compliance',
    about: 'How well arrival and restoration promises were kept, by month and area class',
    answer: compliance,
  },
];
