/** Photos on a real server: the bad ones of the corpus, and good ones that appear on the board with place and time. */

import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { reasons } from '../../shared/reasons.ts';
import type { CrewRecord } from '../../shared/records/crew.ts';
import { type JobRecord, jobDetail } from '../../shared/records/job.ts';
import { type CorpusLine, payloadOf, readCorpus } from '../support/corpus.ts';
import { type CorpusServer, OUR_ORIGIN, startCorpusServer } from '../support/corpusServer.ts';
import { hugePng, photo } from '../support/pictures.ts';
import { corpusFolder } from '../support/sharedFolders.ts';
import { TOKEN, until } from '../support/startServer.ts';

const MIB = 1024 * 1024;
const given = z.object({ path: z.string(), headers: z.record(z.string(), z.string()) });
type Line = CorpusLine & { readonly request: unknown };
const lines =
  corpusFolder === null
    ? []
    : readCorpus(corpusFolder, 'upload').map((line) => ({ ...line, request: 'request' in line ? line.request : null }));

type Answer = { readonly status: number; readonly text: string; readonly ms: number };
type Sent = {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
  readonly announce?: number;
  readonly chunked?: boolean;
};

let world: CorpusServer;
let cookie = '';
let mine = '';
let theirs = '';

function put({ path, headers, body, announce, chunked = false }: Sent): Promise<Answer> {
  const { hostname, port } = new URL(world.server.http);
  const begun = performance.now();
  return new Promise((done, fail) => {
    const length = chunked ? {} : { 'content-length': String(announce ?? body.length) };
    const asked = request(
      { hostname, port, method: 'PUT', path, headers: { Cookie: cookie, Origin: OUR_ORIGIN, ...length, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, text, ms: performance.now() - begun }));
      },
    );
    // A refused body is cut off while it is still being sent; the answer came before.
    asked.on('error', (error) => setTimeout(() => fail(error), 1000));
    if (announce === undefined) asked.end(body);
    else asked.write(body);
  });
}

const codeOf = ({ text }: Answer): string => {
  const parsed = z.object({ code: z.string() }).safeParse(JSON.parse(text));
  return parsed.success ? parsed.data.code : '';
};

async function order(body: object, as = cookie): Promise<unknown> {
  const auth: Record<string, string> = as === 'token' ? { authorization: `Bearer ${TOKEN}` } : { Cookie: as, Origin: OUR_ORIGIN };
  const response = await fetch(`${world.server.http}/api/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...auth },
    body: JSON.stringify({ id: crypto.randomUUID(), ...body }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

const job = async (id: string): Promise<JobRecord> => world.server.get<JobRecord>(`/api/v1/jobs/${id}`);

beforeAll(async () => {
  if (corpusFolder === null) return;
  world = await startCorpusServer();
  cookie = (await world.cookie('crew')) ?? '';
  const { items } = await until('jobs', async () => {
    const found = await world.server.get<{ items: JobRecord[] }>('/api/v1/jobs');
    return found.items.length >= 2 ? found : null;
  });
  mine = items.find(({ device }) => device?.id === 'cb')?.id ?? '';
  theirs = items.find(({ device }) => device?.id === 'cb-other')?.id ?? '';
  for (const crew of ['crew-1', 'crew-2']) await order({ type: 'crew.register', crew, name: crew }, 'token');
  await order({ type: 'crew.join', crew: 'crew-1' });
  await order({ type: 'job.assign', job: mine, crew: 'crew-1' }, 'token');
  await order({ type: 'job.assign', job: theirs, crew: 'crew-2' }, 'token');
  await put({
    path: `/api/v1/jobs/${mine}/photos/p-used`,
    headers: { 'Content-Type': 'image/jpeg' },
    body: await photo({ width: 33, height: 33 }),
  });
});
afterAll(() => world?.stop());

/** Every line on a photo id of its own, except where the id is the point. */
function sent(line: Line, body: Uint8Array): Sent {
  const { path, headers } = given.parse(line.request);
  const named = path.replace('job:1/', `${mine}/`).replace('job:of-crew-2', theirs);
  return { path: named.replace('/p-1', `/${line.id}`), headers, body };
}

function generated(line: Line): Sent | null {
  switch (line.id) {
    case 'U019':
      return { ...sent(line, Buffer.alloc(10, 0xff)), announce: 1_000_000 };
    case 'U020':
      return { ...sent(line, Buffer.concat([Uint8Array.of(0xff, 0xd8, 0xff), Buffer.alloc(11 * MIB, 3)])), chunked: true };
    case 'U021':
      return sent(line, hugePng(16_000));
    default:
      return null;
  }
}

/** Tested beside their parts: how many photos a job takes (photos), what happens when the picture program dies (the store). */
const ELSEWHERE = new Set(['U022', 'U023']);

describe.skipIf(corpusFolder === null)('photos of the corpus', () => {
  it.each(lines.filter(({ id }) => !ELSEWHERE.has(id)).map((line) => [line.id, line.name, line] as const))(
    '[P18] %s %s',
    async (_id, _name, line) => {
      const body = payloadOf(line);
      const asked = body === null ? generated(line) : sent(line, body);
      if (!asked) throw new Error('nothing to send');
      const before = (await job(mine)).photos.length;
      const answer = await put(asked);
      expect(Object.keys(reasons)).toContain(line.reason);
      const photos = (await job(mine)).photos.length;
      if (line.expect === 'rejected') {
        expect(codeOf(answer)).toBe(line.reason);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(photos).toBe(before);
        if (line.reason !== 'timeout') expect(answer.ms).toBeLessThan(8000);
      } else {
        expect(answer.status).toBe(201);
        expect(photos).toBe(before + 1);
      }
    },
  );

  it('[R15] a photo appears on the board with step, author, times and place, is served as a clean picture, and comes once', async () => {
    const body = await photo();
    const taken = new Date(Date.now() - 60_000).toISOString();
    const path = `/api/v1/jobs/${mine}/photos/good-1`;
    const asked = { path: `${path}?moment=before&takenAt=${taken}&lon=0.2&lat=0.5`, headers: { 'Content-Type': 'image/jpeg' }, body };
    const first = await put(asked);
    expect(first.status).toBe(201);
    const shown = await until('the photo on the board', async () => (await job(mine)).photos.find(({ id }) => id === 'good-1'));
    expect(shown).toMatchObject({
      moment: 'before',
      step: 'dispatched',
      author: 'crew',
      takenAt: taken,
      lon: 0.2,
      lat: 0.5,
      width: 640,
      height: 480,
    });
    expect((await put(asked)).status).toBe(200);
    expect((await job(mine)).photos.filter(({ id }) => id === 'good-1')).toHaveLength(1);
    for (const url of [shown.url, shown.thumbnailUrl]) {
      const response = await fetch(`${world.server.http}${url}`, { headers: { Cookie: cookie } });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect([...new Uint8Array(await response.arrayBuffer())].slice(0, 3)).toEqual([0xff, 0xd8, 0xff]);
    }
    const stranger = await fetch(`${world.server.http}${shown.url.replace(encodeURIComponent(mine), encodeURIComponent(theirs))}`, {
      headers: { Cookie: cookie },
    });
    expect(stranger.status).toBe(404);
  });

  it('[R17] the evidence of a job is a file with its facts', async () => {
    const response = await fetch(`${world.server.http}/api/v1/jobs/${mine}/evidence`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const evidence = z.object({ job: jobDetail, facts: z.array(z.object({ type: z.string() })) }).parse(await response.json());
    const told = evidence.facts.map(({ type }) => type);
    for (const type of ['job.created', 'job.assigned', 'job.step', 'job.photo']) expect(told).toContain(type);
    expect(evidence.job.history.map(({ what }) => what)).toContain('photo');
  });

  it('[R1] crews are listed and suggested with reasons, nobody is sent by itself', async () => {
    const { items } = await world.server.get<{ items: CrewRecord[] }>('/api/v1/crews');
    expect(items.map(({ id }) => id)).toEqual(['crew-1', 'crew-2']);
    expect(items[0]?.queue).toEqual([mine]);
    const suggested = await world.server.get<{ items: { crew: string; reasons: { code: string }[] }[] }>(
      `/api/v1/jobs/${theirs}/crew-suggestions`,
    );
    expect(suggested.items).toHaveLength(2);
    expect(suggested.items[0]?.reasons.length).toBeGreaterThan(0);
    const compliance = await world.server.get<{ months: unknown[] }>('/api/v1/repairs/compliance');
    expect(compliance).toHaveProperty('months');
  });

  it('[R1] bad job commands get a code and change nothing', async () => {
    const before = await job(mine);
    const bad: readonly (readonly [object, string])[] = [
      [{ type: 'job.setStatus', job: mine, status: 'nonsense' }, 'enum'],
      [{ type: 'job.setStatus', job: 'job:none', status: 'accepted' }, 'not-found'],
      [{ type: 'job.setStatus', job: mine, status: 'created' }, 'conflict'],
      [{ type: 'job.setStatus', job: mine, status: 'closed' }, 'reason-needed'],
      [{ type: 'job.assign', job: mine, crew: 'crew-9' }, 'not-found'],
      [{ type: 'job.note', job: mine, text: '' }, 'value'],
      [{ type: 'job.addPhoto', job: mine, photo: { id: 'x', moment: 'after', width: 1, height: 1, bytes: 1 } }, 'not-allowed'],
      [{ type: 'job.create' }, 'not-found'],
    ];
    for (const [body, code] of bad) {
      const answer = await world.server.post('/api/v1/commands', { id: crypto.randomUUID(), ...body });
      expect(answer.status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
      const said = z.object({ code: z.string() }).parse(answer.body).code;
      if (code !== 'enum' && code !== 'value') expect(said, JSON.stringify(body)).toBe(code);
    }
    expect((await job(mine)).revision).toBe(before.revision);
  });
});
