/** The repairs board: moved by pointer, menu and keys; refused moves go back; thousands of jobs put few cards into the document. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import type { JobRecord } from '../../shared/records/job.ts';
import { createFakeFeed, type FakeFeed } from '../support/fakeFeed.ts';
import { townCrew, townJob } from '../support/fakeRepairs.ts';
import { violations } from './support/axe.ts';
import { type Page, renderPage } from './support/renderPage.tsx';
import { frame, until } from './support/until.ts';

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});

beforeAll(() => browserPage.viewport(1440, 900));

const card = (id: string) => document.querySelector<HTMLElement>(`.job-card[data-id="${id}"]`);
const columnOf = (id: string) => Number(card(id)?.dataset.column ?? Number.NaN);

async function show(jobs: readonly JobRecord[], path = '/repairs', options: Partial<Parameters<typeof renderPage>[0]> = {}) {
  const feed = createFakeFeed();
  shown = await renderPage({ path, feed, ...options });
  await until(() => shown?.live.feed.picture().status.state === 'live');
  feed.change({
    job: [...jobs],
    crew: [townCrew(1, feed.now), townCrew(2, feed.now, { heardAt: new Date(feed.now - 900_000).toISOString() })],
  });
  if (jobs.length > 0) await until(() => document.querySelector('.job-card, .plan-row, .storm-figures'));
  return feed;
}

const now = createFakeFeed().now;
const job = (number: number, parts: Partial<JobRecord> = {}) => townJob(number, now, parts);

/** The server brings the record after a command. */
async function bring(feed: FakeFeed, record: JobRecord) {
  feed.change({ job: [record] });
  await frame();
}

describe('[R2] moving a job', () => {
  it('by pointer puts it into its new column at once and asks the server', async () => {
    const feed = await show([job(1, { status: 'dispatched', crew: 'crew-1' })]);
    const from = (await until(() => card('job:1'))).getBoundingClientRect();
    const head = document.querySelector('.board-head [data-column="2"]')?.getBoundingClientRect();
    if (!head) throw new Error('the board has columns');
    const target = card('job:1');
    const pointer = (type: string, x: number, y: number, on: EventTarget) =>
      on.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, bubbles: true, cancelable: true, button: 0, pointerId: 1 }));
    pointer('pointerdown', from.left + 40, from.top + 60, target ?? document);
    pointer('pointermove', from.left + 60, from.top + 70, window);
    pointer('pointermove', head.left + 40, from.top + 70, window);
    await until(() => document.querySelector('.board')?.getAttribute('data-target') === '2');
    expect(document.querySelector('.job-ghost')).not.toBeNull();
    pointer('pointerup', head.left + 40, from.top + 70, window);
    await until(() => columnOf('job:1') === 2);
    expect(document.querySelector('.job-ghost')).toBeNull();
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ type: 'job.setStatus', job: 'job:1', status: 'en-route', expectedRevision: 1 });
    await bring(feed, job(1, { status: 'en-route', crew: 'crew-1', revision: 2 }));
    expect(columnOf('job:1')).toBe(2);
  });

  it('by keys goes one column on, in two keys from the list', async () => {
    const feed = await show([job(1, { status: 'arrived', crew: 'crew-1' })]);
    await userEvent.keyboard('j');
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    // From looking to repairing leaves a step out, so a reason is asked for.
    const field = await until(() => document.querySelector<HTMLInputElement>('dialog .reason-form input'));
    await until(() => document.activeElement === field);
    await userEvent.keyboard('seen at once{Enter}');
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ type: 'job.setStatus', status: 'repairing', reason: 'seen at once' });
  });

  it('by menu offers every step and says which need a reason', async () => {
    const feed = await show([job(1, { status: 'en-route', crew: 'crew-1' })]);
    (await until(() => card('job:1'))).focus();
    await userEvent.keyboard('{Shift>}m{/Shift}');
    const menu = await until(() => document.querySelector<HTMLElement>('[role="menu"]'));
    await until(() => menu.contains(document.activeElement));
    const items = [...menu.querySelectorAll('[role="menuitem"]')].map(({ textContent }) => textContent);
    expect(items[0]).toBe('On site');
    expect(items).toContain('Repairing (with a reason)');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ status: 'arrived' });
  });

  it('[R2] a refused move snaps back and says why', async () => {
    const feed = await show([job(1, { status: 'dispatched', crew: 'crew-1' })]);
    feed.answerCommands({ ok: false, code: 'conflict', message: 'somebody else changed this job' });
    (await until(() => card('job:1'))).focus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    const said = await until(() => document.querySelector('.job-refusal'));
    expect(said.textContent).toContain('Somebody else changed the job meanwhile');
    expect(columnOf('job:1')).toBe(1);
  });

  it('[O20] a job with one service point dark becomes verified only with a reason, and the point is named', async () => {
    const verification = { state: 'running' as const, verified: 3, toVerify: 4, servicePointsDark: 1, dark: ['sp-77'] };
    const feed = await show([job(1, { status: 'restored', crew: 'crew-1', verification })]);
    (await until(() => card('job:1'))).focus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    const dialog = await until(() => document.querySelector('dialog .reason-form'));
    expect(dialog.textContent).toContain('sp-77');
    await userEvent.keyboard('{Enter}');
    await frame();
    expect(feed.sent.commands).toEqual([]);
    await userEvent.keyboard('customer telephoned{Enter}');
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ status: 'verifying', reason: 'customer telephoned' });
  });

  it('never chooses a crew by itself: a card put under assigned asks a person', async () => {
    const feed = createFakeFeed();
    feed.answerPath('/api/v1/jobs/job%3A1/crew-suggestions', {
      job: 'job:1',
      items: [
        {
          crew: 'crew-1',
          name: 'Cuadrilla 1',
          score: 7,
          travelMinutes: 7,
          distanceM: 3000,
          distanceBy: 'network',
          freeAt: null,
          fits: true,
          reasons: [{ code: 'travel', values: { minutes: 7 } }],
        },
      ],
    });
    shown = await renderPage({ path: '/repairs', feed });
    await until(() => shown?.live.feed.picture().status.state === 'live');
    feed.change({ job: [job(1, { status: 'created' })], crew: [townCrew(1, feed.now)] });
    (await until(() => card('job:1'))).focus();
    await userEvent.keyboard('d');
    const button = await until(() =>
      [...document.querySelectorAll<HTMLButtonElement>('dialog .crew-list button')].find((each) => each.textContent === 'Assign'),
    );
    expect(document.querySelector('dialog .crew-list')?.textContent).toContain('7 min');
    expect(feed.sent.commands).toEqual([]);
    await userEvent.click(button);
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ type: 'job.assign', job: 'job:1', crew: 'crew-1' });
  });
});

describe('[R13] many jobs', () => {
  it('put few cards into the document and count them all', async () => {
    await show(Array.from({ length: 3_000 }, (_, number) => job(number)));
    await until(() => document.querySelector('.filter-words')?.textContent?.includes('3,000 jobs'));
    expect(document.querySelectorAll('.job-card').length).toBeLessThan(120);
  });

  it('[L12] filters, lanes and search say what they hide', async () => {
    await show(
      Array.from({ length: 60 }, (_, number) => job(number)),
      '/repairs?q=breaker%201&lanes=crew',
    );
    const words = await until(() => document.querySelector('.filter-words strong'));
    expect(words.textContent).toMatch(/hidden/);
    expect(document.querySelectorAll('.lane').length).toBeGreaterThan(1);
  });
});

describe('[V9] accessibility', () => {
  it.each([
    { theme: 'light', language: 'en' },
    { theme: 'dark', language: 'zh-CN' },
    { theme: 'dark', language: 'en' },
    { theme: 'light', language: 'zh-CN' },
  ] as const)('board, crews, storm view and detail in $theme, $language', async (preferences) => {
    const jobs = Array.from({ length: 40 }, (_, number) => job(number));
    const found: string[] = [];
    for (const path of ['/repairs?lanes=area', '/repairs?sel=job/job:3', '/repairs?tab=crews', '/repairs?tab=storm']) {
      await show(jobs, path, { preferences });
      if (path.includes('sel')) await until(() => document.querySelector('.job-detail .timeline'));
      found.push(...(await violations(document.body)).map((each) => `${path} ${each}`));
      await shown?.stop();
    }
    expect(found).toEqual([]);
  });
});
