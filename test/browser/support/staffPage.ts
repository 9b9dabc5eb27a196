/** A real browser at a real server: opens the staff page as a demo user, in a theme and a language. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { demoCookie } from '../../support/chromium.ts';
import { repositoryRoot } from '../../support/repositoryRoot.ts';

export type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'zh-CN' };
export const LOOKS: readonly Look[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'en' },
  { theme: 'light', language: 'zh-CN' },
  { theme: 'dark', language: 'zh-CN' },
];

export type StaffPage = { readonly context: BrowserContext; readonly page: Page; readonly errors: readonly string[] };

type Options = { readonly browser: Browser; readonly http: string; readonly user: string | null; readonly look?: Look };

export async function openStaffPage({ browser, http, user, look = LOOKS[0] }: Options): Promise<StaffPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: http });
  if (user !== null) await context.addCookies([await demoCookie({ http, user })]);
  await context.addInitScript((chosen) => localStorage.setItem('relight.preferences', JSON.stringify(chosen)), look);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { context, page, errors };
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
let axe: string | null = null;

/** Each violation as "rule: first element"; empty = none. */
export async function violations(page: Page): Promise<string[]> {
  axe ??= readFileSync(join(repositoryRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const { violations: found } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  }, TAGS);
}

type Found = { readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] };

declare global {
  interface Window {
    axe: { run(root: Document, options: object): Promise<Found> };
  }
}
