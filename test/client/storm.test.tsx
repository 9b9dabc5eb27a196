/** Storm mode in the frame, the proposal to move a prediction up, and the sentences of the timeline. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import type { SummaryRecord } from '../../shared/records/summary.ts';
import { createFakeFeed, type FakeFeed } from '../support/fakeFeed.ts';
import { townOutage } from '../support/fakeTown.ts';
import { violations } from './support/axe.ts';
import { type Page, type PageOptions, renderPage } from './support/renderPage.tsx';
import { until } from './support/until.ts';

type StormMode = NonNullable<SummaryRecord['stormMode']>;

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});

async function show(options: Partial<PageOptions> = {}) {
  shown = await renderPage({ path: '/outages', ...options });
  await until(() => /\d/.test(document.querySelector('.figure-first strong')?.textContent ?? ''));
  return shown;
}

const atRest: StormMode = { on: false, since: null, by: null, reason: null, proposal: null, meters: null };
const ago = (feed: FakeFeed, minutes: number) => new Date(feed.now - minutes * 60_000).toISOString();

function setMode({ feed, live }: Page, mode: Partial<StormMode>) {
  const summary = live.store.get('summary', 'summary');
  if (!summary) throw new Error('there is a summary');
  feed.change({ summary: [{ ...summary, stormMode: { ...atRest, ...mode } }] });
}

const on = (feed: FakeFeed): Partial<StormMode> => ({
  on: true,
  since: ago(feed, 12),
  by: 'shift lead',
  reason: 'gale warning',
  meters: { used: 1200, of: 30_000 },
});
const proposed = (feed: FakeFeed): Partial<StormMode> => ({ proposal: { on: true, reason: 'calls', since: ago(feed, 3) } });

const banner = () => document.querySelector<HTMLElement>('.banner[data-tone^="storm"]');
const button = (text: string) => until(() => [...document.querySelectorAll('button')].find((each) => each.textContent === text));

beforeAll(() => browserPage.viewport(1440, 900));

describe('[P20] the line of storm mode', () => {
  it('is not there while all is as usual, and after storm mode was switched off', async () => {
    const page = await show();
    expect(banner()).toBeNull();
    setMode(page, on(page.feed));
    await until(banner);
    setMode(page, { since: ago(page.feed, 1), by: 'shift lead' });
    await until(() => banner() === null);
  });

  it('says since when, by whom, why, and how many meters are heard [A13], and switches it off', async () => {
    const page = await show();
    setMode(page, on(page.feed));
    const words = (await until(banner)).textContent;
    for (const part of ['Storm mode is on', 'since 15:08', 'by shift lead', 'gale warning', '1,200 of 30,000 meters are heard'])
      expect(words).toContain(part);
    await userEvent.click(await button('Switch storm mode off'));
    await until(() => page.feed.sent.commands.length === 1);
    expect(page.feed.sent.commands[0]).toMatchObject({ type: 'storm.set', on: false });
  });

  it.each([
    ['calls', 'far more calls'],
    ['outages', 'many unplanned outages'],
    ['customers', 'a large share of all customers'],
  ] as const)('says why it is proposed (%s) and switches it on by keyboard', async (reason, why) => {
    const page = await show();
    setMode(page, { proposal: { on: true, reason, since: ago(page.feed, 3) } });
    expect((await until(banner)).textContent).toContain(`Storm mode is proposed: ${why}`);
    (await button('Switch storm mode on')).focus();
    await userEvent.keyboard('{Enter}');
    await until(() => page.feed.sent.commands.length === 1);
    expect(page.feed.sent.commands[0]).toMatchObject({ type: 'storm.set', on: true });
  });

  it('says that it may be switched off after a calm hour', async () => {
    const page = await show();
    setMode(page, { ...on(page.feed), proposal: { on: false, reason: 'calm', since: ago(page.feed, 2) } });
    await until(() => banner()?.textContent?.includes('Switching storm mode off is proposed: it has been calm for an hour'));
    expect(banner()?.querySelectorAll('button').length).toBe(1);
  });

  it('[A14] says that meters are thinned while storm mode is off', async () => {
    const page = await show();
    setMode(page, { meters: { used: 5, of: 9 } });
    expect((await until(banner)).textContent).toBe('5 of 9 meters are heard');
  });

  it('has no button for a role that may not switch, and stands still without a line', async () => {
    const page = await show({ role: 'dispatcher' });
    setMode(page, on(page.feed));
    expect((await until(banner)).querySelector('button')).toBeNull();
    await page.stop();
    const other = await show();
    setMode(other, proposed(other.feed));
    const press = await button('Switch storm mode on');
    other.feed.setReachable(false);
    other.feed.cut();
    await until(() => press.getAttribute('aria-disabled') === 'true');
    await userEvent.click(press, { force: true });
    expect(other.feed.sent.commands).toEqual([]);
  });

  it('[L9] says why the server refused', async () => {
    const page = await show();
    page.feed.answerCommands({ ok: false, code: 'made-up-code', message: 'Somebody else has just switched it.' });
    setMode(page, proposed(page.feed));
    await userEvent.click(await button('Switch storm mode on'));
    await until(() => banner()?.querySelector('[role="alert"]')?.textContent?.includes('just switched it'));
  });

  it('can be switched on before anything is proposed, from the search, and says a refusal', async () => {
    const page = await show();
    await userEvent.keyboard('{Control>}k{/Control}');
    await until(() => document.querySelector('dialog[open] input'));
    await userEvent.keyboard('storm');
    const hits = () => [...document.querySelectorAll('.palette-hit')];
    await until(() => hits().some((hit) => hit.textContent?.includes('cb-3')));
    const at = hits().findIndex((hit) => hit.textContent?.includes('Switch storm mode on'));
    await userEvent.keyboard(`${'{ArrowDown}'.repeat(at)}{Enter}`);
    await until(() => page.feed.sent.commands.length === 1);
    expect(page.feed.sent.commands[0]).toMatchObject({ type: 'storm.set', on: true });
    page.feed.answerCommands({ ok: false, code: 'made-up-code', message: 'Not today.' });
    await userEvent.keyboard('s{Shift>}s{/Shift}');
    await until(() => banner()?.textContent?.includes('Not today.'));
  });

  it.each([
    ['light', 'en'],
    ['dark', 'en'],
    ['wall', 'en'],
    ['light', 'zh-CN'],
    ['dark', 'zh-CN'],
    ['wall', 'zh-CN'],
  ] as const)('has no accessibility violation in %s, %s, on and proposed', async (theme, language) => {
    const page = await show({ preferences: { theme, language } });
    for (const mode of [on(page.feed), proposed(page.feed)]) {
      setMode(page, mode);
      const line = await until(() => banner()?.dataset.tone === (mode.on ? 'storm' : 'storm-proposed') && banner());
      expect(line.textContent).toContain(language === 'en' ? 'Storm mode' : '大面积停电模式');
      expect(await violations(line)).toEqual([]);
    }
  });

  it('fits 320 pixels without scrolling sideways', async () => {
    await browserPage.viewport(320, 640);
    const page = await show();
    setMode(page, { ...on(page.feed), proposal: { on: false, reason: 'calm', since: ago(page.feed, 2) } });
    await until(banner);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    expect(banner()?.scrollWidth).toBeLessThanOrEqual(320);
    await browserPage.viewport(1440, 900);
  });
});

describe('[P14] a settled prediction that newer evidence would move up', () => {
  const predicted = (feed: FakeFeed) =>
    townOutage(50, feed.now, {
      state: 'predicted',
      customersPredicted: 40,
      proposal: { kind: 'move-up', device: 'fu-7', name: 'Calle 7 / fuse 7' },
    });

  it('says what is proposed and why, and is carried out by confirming at the larger device', async () => {
    const page = await show({ path: '/outages?sel=outage/outage:50' });
    page.feed.change({ outage: [predicted(page.feed)] });
    const panel = await until(() => document.querySelector('.proposal'));
    expect(panel.textContent).toContain('Move this prediction up from Calle 2 / breaker 50 to Calle 7 / fuse 7');
    expect(panel.textContent).toContain('settled');
    expect(await violations(panel)).toEqual([]);
    await userEvent.click(await button('Confirm at Calle 7 / fuse 7'));
    await until(() => page.feed.sent.commands.length === 1);
    expect(page.feed.sent.commands[0]).toMatchObject({ type: 'outage.confirm', outage: 'outage:50', device: 'fu-7' });
    page.feed.change({ outage: [{ ...predicted(page.feed), state: 'confirmed', proposal: null }] });
    await until(() => !document.querySelector('.proposal'));
  });

  it('is shown to a role that may not decide, with the reason', async () => {
    const page = await show({ path: '/outages?sel=outage/outage:50', role: 'auditor', preferences: { language: 'zh-CN' } });
    page.feed.change({ outage: [predicted(page.feed)] });
    const press = await button('在 Calle 7 / fuse 7 确认停电');
    expect(press.getAttribute('aria-disabled')).toBe('true');
  });
});

describe('the timeline', () => {
  const history = [
    { what: 'commented', values: { text: 'tree on the line' } },
    { what: 'start-changed', values: { at: '2026-11-21T18:00:00.000Z' } },
    { what: 'split', values: { part: 'outage:9', servicePoints: 12 } },
    { what: 'merged', values: { from: 'outage:8' } },
    { what: 'dark-before', values: { to: 'outage:7', customers: 1 } },
    { what: 'prediction-withdrawn', values: {} },
    { what: 'restored-by-person', values: { reason: 'call-back at 3.15' } },
    { what: 'verified', values: { reason: 'meters', cause: 'tree' } },
    { what: 'disputed', values: { servicePoint: 'sp-77' } },
    { what: 'closed', values: { reason: 'cancelled' } },
  ];

  it.each([
    [
      'en',
      [
        'tree on the line',
        'Beginning set to 15:00:00',
        '12 service points split off as outage:9',
        'Took over outage:8',
        'Already dark before: 1 customer, in an outage of their own: outage:7',
        'Prediction withdrawn: the evidence no longer speaks for it',
        'Supply is back by a person’s word: call-back at 3.15',
        'Restoration verified: enough meters answer that supply is back',
        'Restoration disputed: sp-77 says that supply is not back',
        'Closed: cancelled',
      ],
    ],
    [
      'zh-CN',
      [
        'tree on the line',
        '停电开始时间更正为 15:00:00',
        '12 个受电点拆分为 outage:9',
        '已接管 outage:8',
        '1 户此前已停电，单列为停电 outage:7',
        '研判已撤回：现有依据不再支持',
        '人工确认已复电：call-back at 3.15',
        '复电已核实：足够多的电表应答有电',
        '复电有异议：sp-77 反映仍未来电',
        '已归档：已取消',
      ],
    ],
  ] as const)('says in words what happened, in %s', async (language, sentences) => {
    const feed = createFakeFeed();
    const at = new Date(feed.now).toISOString();
    feed.answerPath('/api/v1/outages/outage%3A0', {
      ...townOutage(0, feed.now),
      steps: [],
      nested: [],
      history: history.map((entry) => ({ ...entry, at, commit: null, by: null })),
      evidenceItems: [],
      estimates: [],
      explanation: null,
    });
    await show({ path: '/outages?sel=outage/outage:0', feed, preferences: { language } });
    await until(() => document.querySelector('.timeline li'));
    const words = [...document.querySelectorAll('.timeline li > span')].map((each) => each.textContent);
    expect(words).toEqual(sentences.toReversed());
  });
});
