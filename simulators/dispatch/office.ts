/** Carries out what the supervisor of the demo decides, through the same doors as everybody: commands and photos over HTTP. */

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type JobRecord, jobRecord } from '../../shared/records/job.ts';
import { formatTime } from '../../shared/time.ts';
import type { World } from '../world.ts';
import { drawPicture } from './picture.ts';
import type { Deed, Supervisor } from './supervisor.ts';

export type OfficeOptions = {
  readonly world: World;
  readonly supervisor: Supervisor;
  /** Base of the server, "http://127.0.0.1:3000". */
  readonly url: string;
  readonly token: string;
  readonly everyMs?: number;
  readonly progress?: (line: string) => void;
};

const EVERY_MS = 2_000;
const PATIENCE_MS = 10_000;
const MOST_PAGES = 20;

const page = z.object({ items: z.array(jobRecord), next: z.string().nullable() });

/** Looks, decides, does, waits; a server that does not answer is asked again. Returns how to stop. */
export function startOffice({ world, supervisor, url, token, everyMs = EVERY_MS, progress }: OfficeOptions): () => Promise<void> {
  const authorization = `Bearer ${token}`;
  let stopping = false;
  let wake = (): void => undefined;
  let registered = false;

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { ...init, headers: { authorization, ...init.headers }, signal: AbortSignal.timeout(PATIENCE_MS) });

  async function openJobs(): Promise<readonly JobRecord[]> {
    const jobs: JobRecord[] = [];
    let cursor: string | null = null;
    for (let n = 0; n < MOST_PAGES; n += 1) {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const response = await ask(`/api/v1/jobs?state=open&limit=1000${query}`);
      if (!response.ok) throw new Error(`jobs: ${response.status}`);
      const { items, next } = page.parse(await response.json());
      jobs.push(...items);
      cursor = next;
      if (cursor === null) break;
    }
    return jobs;
  }

  async function perform(deed: Deed): Promise<void> {
    switch (deed.type) {
      case 'command': {
        const body = JSON.stringify({ id: randomUUID(), ...deed.command });
        const response = await ask('/api/v1/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        if (!response.ok) progress?.(`${deed.command.type}: ${await response.text()}`);
        return;
      }
      case 'photo': {
        const { job, photo, moment, lon, lat, at } = deed;
        const query = new URLSearchParams({ moment, lon: lon.toFixed(6), lat: lat.toFixed(6), takenAt: formatTime(Math.round(at)) });
        const body = Uint8Array.from(drawPicture(world.random(`photo ${job} ${photo}`), moment === 'after'));
        const path = `/api/v1/jobs/${encodeURIComponent(job)}/photos/${photo}?${query}`;
        const response = await ask(path, { method: 'PUT', headers: { 'content-type': 'image/png' }, body });
        if (!response.ok) progress?.(`photo: ${await response.text()}`);
        return;
      }
    }
  }

  async function round(): Promise<void> {
    if (!registered) {
      for (const deed of supervisor.register()) await perform(deed);
      registered = true;
    }
    for (const deed of supervisor.look(await openJobs())) {
      if (stopping) return;
      await perform(deed);
    }
  }

  async function work(): Promise<void> {
    while (!stopping) {
      try {
        await round();
      } catch (error) {
        progress?.(error instanceof Error ? error.message : String(error));
      }
      if (stopping) return;
      await new Promise<void>((done) => {
        const timer = setTimeout(done, everyMs);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  }

  const working = work();
  return async () => {
    stopping = true;
    wake();
    await working;
  };
}
