/** The outage list and its detail under live changes and by keyboard. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import { createFakeFeed, type FakeFeed } from '../support/fakeFeed.ts';
import { townOutage } from '../support/fakeTown.ts';
import { type Page, renderPage } from './support/renderPage.tsx';
import { frame, until } from './support/until.ts';

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});

async function show(path: string, feed: FakeFeed = createFakeFeed()) {
  shown = await renderPage({ path, feed });
  await until(() => document.querySelector('.table-row[data-id]'));
  return shown;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('.table-row[data-id]')];
const top = (row: HTMLElement) => row.getBoundingClientRect().top;
const ids = () =>
  rows()
    .sort((a, b) => top(a) - top(b))
    .map((row) => row.dataset.id);
const button = (text: string, within = '.shell') =>
  until(() => [...document.querySelectorAll<HTMLButtonElement>(`${within} button`)].find((each) => each.textContent?.trim() === text));

beforeAll(() => browserPage.viewport(1440, 900));

describe('[L1] the list under the pointer', () => {
  it('holds still over 500 changes, while cells change in place, and lets new rows in when asked', async () => {
    const { feed } = await show('/outages');
    const before = ids();
    const third = rows().find((row) => row.dataset.id === before[2]);
    if (!third) throw new Error('there is a third row');
    await userEvent.hover(third);
    for (let i = 0; i < 500; i++) {
      const number = 100 + (i % 20);
      feed.change({
        outage: [townOutage(number, feed.now, { priority: 1, customersOut: 5000 + i }), townOutage(2, feed.now, { customersOut: i })],
      });
      if (i % 50 === 0) await frame();
    }
    await until(() => document.querySelector('.waiting-bar')?.textContent?.includes('20 new'));
    expect(ids()).toEqual(before);
    await until(() =>
      rows()
        .find((row) => row.dataset.id === 'outage:2')
        ?.textContent?.includes('499'),
    );
    expect(
      document
        .elementFromPoint(third.getBoundingClientRect().left + 200, top(third) + 10)
        ?.closest('[data-id]')
        ?.getAttribute('data-id'),
    ).toBe(before[2]);
    await userEvent.keyboard('u');
    await until(() => ids().includes('outage:100'));
    await userEvent.unhover(third);
  });

  it('keeps a row that ended in its place', async () => {
    const { feed } = await show('/outages');
    const before = ids();
    const first = rows().find((row) => row.dataset.id === before[0]);
    if (!first) throw new Error('there is a first row');
    await userEvent.hover(first);
    feed.change({}, ['outage:1', 'outage:2']);
    await frame();
    expect(ids()).toEqual(before);
    await userEvent.unhover(first);
  });
});

describe('[L2] selection', () => {
  it('survives a reset of everything and stays with its record', async () => {
    const { feed } = await show('/outages?sel=outage/outage:3');
    await until(() => document.querySelector('[aria-selected="true"][data-id="outage:3"]'));
    await until(() => document.querySelector('.detail h2'));
    feed.reset();
    await frame();
    expect(document.querySelector('[aria-selected="true"]')?.getAttribute('data-id')).toBe('outage:3');
    expect(document.querySelector('.detail h2')?.textContent).toContain('breaker 3');
  });
});

describe('ten thousand outages', () => {
  it('put at most eighty rows into the document and say how many there are', async () => {
    await show('/outages', createFakeFeed({ outages: 10_000 }));
    expect(rows().length).toBeLessThanOrEqual(80);
    expect(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')).toBe('10001');
    await until(() => document.querySelector('.filter-words')?.textContent?.includes('10,000 outages'));
  });

  it('[L2] keep the selected one through a reset, however they are sorted', async () => {
    const { feed } = await show('/outages?sel=outage/outage:7777&sort=device', createFakeFeed({ outages: 10_000 }));
    await until(() => document.querySelector('[aria-selected="true"][data-id="outage:7777"]'));
    feed.reset();
    await frame();
    await until(() => document.querySelector('.detail h2')?.textContent?.includes('breaker 7777'));
    expect(document.querySelector('[aria-selected="true"]')?.getAttribute('data-id')).toBe('outage:7777');
  });
});

describe('a list with headings', () => {
  it('gathers the outages of a feeder, folds them up, and the arrows pass over headings', async () => {
    const { address } = await show('/outages');
    await userEvent.click(await button('By feeder'));
    await until(() => document.querySelectorAll('.table-heading').length === 6);
    expect(address()).toContain('group=feeder');
    await userEvent.click(await until(() => document.querySelector<HTMLElement>('.fold')));
    await until(() => rows().length === 5);
    await userEvent.unhover(document.querySelector('.table') ?? document.body);
    await userEvent.keyboard('j');
    await until(() => document.querySelector('.detail'));
    expect(document.querySelector('[aria-selected="true"]')?.getAttribute('data-id')).toMatch(/^outage:/);
  });

  it('is kept under a name and comes back', async () => {
    const { address } = await show('/outages?f=12&group=feeder');
    await userEvent.click(await button('Views ▾'));
    await userEvent.click(
      await until(() => [...document.querySelectorAll('.menu-item')].find((item) => item.textContent === 'Save this view …')),
    );
    await userEvent.keyboard('urgent{Enter}');
    await userEvent.click(await button('Show all'));
    await until(() => !address().includes('f='));
    await userEvent.click(await button('Views ▾'));
    await userEvent.click(await until(() => [...document.querySelectorAll('.menu-item')].find((item) => item.textContent === 'urgent')));
    await until(() => address().includes('f=12') && address().includes('group=feeder'));
  });
});

describe('[L9] acknowledging all in view', () => {
  it('sends one command for each that waits, and says how many are done', async () => {
    const { feed } = await show('/outages');
    await userEvent.keyboard('{Shift>}a{/Shift}');
    await until(() => document.querySelector('.filter-words [role="status"]')?.textContent?.includes('2 acknowledged'));
    expect(feed.sent.commands).toMatchObject([
      { type: 'outage.acknowledge', outage: 'outage:0' },
      { type: 'outage.acknowledge', outage: 'outage:3' },
    ]);
  });
});

describe('dividing an outage', () => {
  it('[O18] chooses the device from a list and shows both sums before anything is sent', async () => {
    const feed = createFakeFeed();
    const part = (id: string, customers: number) => ({ device: { id, kind: 'fuse', name: `Calle 0 / ${id}` }, customers });
    feed.answerPath('/api/v1/outages/outage%3A0/parts', { outage: 'outage:0', customers: 20, items: [part('fu-1', 12), part('fu-2', 5)] });
    await show('/outages?sel=outage/outage:0', feed);
    await userEvent.click(await button('More ▾', '.commands'));
    await userEvent.click(
      await until(() => [...document.querySelectorAll('.menu-item')].find((item) => item.textContent === 'Split at a device')),
    );
    await userEvent.click(
      await until(() => [...document.querySelectorAll('.choices label')].find((each) => each.textContent?.includes('fu-2'))),
    );
    await until(() => document.querySelector('.command-form')?.textContent?.includes('15 stay here, 5 go to the new outage'));
    const reason = document.querySelectorAll<HTMLInputElement>('.command-form input:not([type])');
    await userEvent.type(reason[0] ?? document.body, 'a second fault{Enter}');
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ type: 'outage.split', device: 'fu-2', reason: 'a second fault' });
  });
});

describe('[L12] the filter', () => {
  it('says what it hides and takes it back', async () => {
    await show('/outages?f=2');
    const words = await until(() => document.querySelector('.filter-words strong'));
    expect(words.textContent).toBe('4 hidden, 2 of them P1');
    await userEvent.click(await button('Show all'));
    await until(() => rows().length === 6);
  });
});

describe('by keyboard alone', () => {
  it('[K4] leads from the list to the detail to an estimate, in six keys', async () => {
    const { feed } = await show('/outages');
    await userEvent.keyboard('j');
    await until(() => document.querySelector('.detail'));
    await userEvent.keyboard('e');
    const field = await until(() => document.querySelector<HTMLInputElement>('.command-form input'));
    await until(() => document.activeElement === field);
    await userEvent.keyboard('23:30{Enter}');
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ type: 'outage.setEstimate', at: '2026-11-22T02:30:00.000Z' });
  });

  it('confirms a prediction in three keys and goes on to the map', async () => {
    const feed = createFakeFeed();
    const { address } = await show('/outages', feed);
    feed.change({ outage: [townOutage(50, feed.now, { state: 'predicted', priority: 1, customersOut: 0, customersPredicted: 4000 })] });
    await until(() => ids()[0] === 'outage:50');
    await userEvent.keyboard('j');
    await until(() => document.querySelector('.detail h2')?.textContent?.includes('breaker 50'));
    await userEvent.keyboard('{Shift>}c{/Shift}');
    await until(() => feed.sent.commands.length === 1);
    expect(feed.sent.commands[0]).toMatchObject({ type: 'outage.confirm', outage: 'outage:50' });
    await userEvent.keyboard('gm');
    await until(() => address().startsWith('/map'));
  });

  it('[K1] letters do nothing inside fields', async () => {
    const { feed } = await show('/outages?sel=outage/outage:0');
    const field = await until(() => document.querySelector<HTMLInputElement>('.filter-text'));
    await userEvent.type(field, 'ac');
    expect(feed.sent.commands).toEqual([]);
    expect(field.value).toBe('ac');
  });

  it('arrow keys move row by row, and focus stays visible', async () => {
    await show('/outages');
    const first = await until(() => document.querySelector<HTMLElement>('.table-row[tabindex="0"][data-id]'));
    first.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await until(() => document.activeElement?.getAttribute('data-id') === ids()[2]);
    expect(getComputedStyle(document.activeElement ?? document.body).outlineStyle).toBe('solid');
  });
});

describe('[L9] a command', () => {
  it('that is refused says why beside its control, and the record keeps the server’s value', async () => {
    const { feed } = await show('/outages?sel=outage/outage:0');
    feed.answerCommands({ ok: false, code: 'made-up-code', message: 'The outage has just been closed by somebody else.' });
    await userEvent.click(await button('Acknowledge', '.commands'));
    await until(() => document.querySelector('.commands .refusal')?.textContent?.includes('closed by somebody else'));
  });

  it('[L10] shows both values when the estimate changed while the form was open', async () => {
    const { feed } = await show('/outages?sel=outage/outage:0');
    await userEvent.click(await button('Estimate', '.commands'));
    await until(() => document.querySelector('.command-form'));
    const estimatedRestoration = {
      at: '2026-11-21T22:15:00.000Z',
      earliest: null,
      latest: null,
      source: 'crew' as const,
      madeAt: '2026-11-21T18:20:00.000Z',
    };
    feed.change({ outage: [townOutage(0, feed.now, { estimatedRestoration, revision: 2 })] });
    const notice = await until(() => document.querySelector('.command-form .refusal'));
    expect(notice.textContent).toContain('19:15');
  });

  it('is not offered to a role that may not ask for it', async () => {
    shown = await renderPage({ path: '/outages?sel=outage/outage:0', role: 'auditor' });
    const acknowledge = await until(() =>
      [...document.querySelectorAll('.commands button')].find((each) => each.textContent === 'Acknowledge'),
    );
    expect(acknowledge.getAttribute('aria-disabled')).toBe('true');
    expect(acknowledge.getAttribute('title')).toBe('Your role may not do this.');
  });
});
