/** The switching suggestions and the accuracy of estimates in the outage detail. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import type { EstimateAccuracy } from '../../shared/records/estimateAccuracy.ts';
import type { Suggestions } from '../../shared/records/suggestion.ts';
import { createFakeFeed } from '../support/fakeFeed.ts';
import { violations } from './support/axe.ts';
import { type Page, renderPage } from './support/renderPage.tsx';
import { until } from './support/until.ts';

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});
beforeAll(() => browserPage.viewport(1440, 900));

const device = (id: string, kind: string) => ({ id, kind, name: `Calle 3 / ${id}` });
const answer: Suggestions = {
  outage: 'outage:0',
  asOf: '2026-11-21T18:20:00.000Z',
  executedHere: false,
  basis: 'a',
  section: { branches: ['l-1', 'l-2'], reasons: [{ code: 'after', branch: 'l-1' }] },
  plans: [
    {
      steps: [
        {
          device: device('d-1', 'disconnector'),
          from: 'closed',
          to: 'open',
          remote: false,
          minutes: 30,
          customers: 0,
          keyCustomers: 0,
          check: 'isolated',
        },
        {
          device: device('tie-1', 'tie'),
          from: 'open',
          to: 'closed',
          remote: true,
          minutes: 2,
          customers: 420,
          keyCustomers: 1,
          check: 'load',
        },
      ],
      customers: 420,
      keyCustomers: 1,
      manualSteps: 1,
      minutes: 32,
      marginKva: 800,
      leftOut: 232,
      branches: ['l-9'],
    },
  ],
  done: [{ at: '2026-11-21T18:10:00.000Z', how: 'tie-closed', customers: 120, customerMinutesSaved: 1200 }],
  repairOnly: { customers: 652 },
  none: null,
};
const scores: EstimateAccuracy = {
  outages: 12,
  horizons: [{ horizon: 'first', cases: 12, hitRate: 0.8, meanErrorMinutes: 18.7, biasMinutes: -2, costMinutes: 28, missed: 0 }],
  changesPerCustomer: 1.2,
  firstInTime: 1,
  overdue: 2,
};

async function show(language: 'en' | 'zh-CN' = 'en') {
  const feed = createFakeFeed();
  feed.answerPath('/api/v1/outages/outage%3A0/suggestions', answer);
  feed.answerPath('/api/v1/estimate-accuracy', scores);
  shown = await renderPage({ path: '/outages?sel=outage/outage:0', feed, preferences: { language } });
  return until(() => [...document.querySelectorAll<HTMLElement>('.detail-part')].find((part) => part.textContent?.includes('tie-1')));
}

describe('[F1, F6] switching suggestions', () => {
  it('name each step, what it gains and what waits, and say that nothing here executes them', async () => {
    const panel = await show();
    expect(panel.textContent).toContain('this system executes nothing');
    expect(panel.textContent).toContain('Open Calle 3 / d-1');
    expect(panel.textContent).toContain('Close Calle 3 / tie-1');
    expect(panel.textContent).toContain('+420 customers');
    expect(panel.textContent).toContain('232 wait for the repair');
    expect(panel.textContent).toContain('1,200 customer-minutes saved');
    // Nothing to press but what draws it: nothing here can operate a device.
    expect([...panel.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual(['Show on the map']);
  });

  it('are drawn on the map as a what-if, before anybody acts', async () => {
    const panel = await show();
    panel.querySelector('button')?.click();
    const note = await until(() => document.querySelector('.map-trace'));
    expect(note.textContent).toContain('What if, plan 1: 420 customers back, 232 wait. Nothing is executed.');
    expect(shown?.address()).toContain('/map?sel=outage/outage%3A0&plan=outage%3A0/1');
    await userEvent.click(await until(() => note.querySelector('button')));
    await until(() => document.querySelector('.map-trace') === null);
  });

  it('have no barriers, in Chinese either', async () => {
    const panel = await show('zh-CN');
    expect(panel.textContent).toContain('本系统不执行任何操作');
    expect(await violations(panel)).toEqual([]);
  });
});

it('[T12] the accuracy of estimates opens by keyboard', async () => {
  await show();
  const summary = await until(() => [...document.querySelectorAll('summary')].find((each) => each.textContent?.includes('How good')));
  summary.focus();
  await userEvent.keyboard('{Enter}');
  const table = await until(() => document.querySelector('table.accuracy'));
  expect(table.textContent).toContain('80 %');
  expect(table.textContent).toContain('18.7 min');
});
