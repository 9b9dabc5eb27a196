/** The browser for tests and benches that look at real pages; null when none is found. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

const PATHS = [process.env.RELIGHT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const chromiumPath: string | null = PATHS.find((path) => path && existsSync(path)) ?? null;

export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @throws when there is no Chromium; ask `chromiumPath` first */
export function launchChromium(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no Chromium was found (set RELIGHT_CHROMIUM)');
  return chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] });
}

export type DemoUser = { readonly http: string; readonly user: string };

/** The session cookie of a demo user, as Playwright takes it. */
export async function demoCookie({ http, user }: DemoUser): Promise<{ name: string; value: string; url: string }> {
  const response = await fetch(`${http}/api/v1/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  const [pair = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  const [name = '', value = ''] = pair.split('=');
  if (!response.ok || !value) throw new Error(`the demo user ${user} could not sign in: ${response.status}`);
  return { name, value, url: http };
}
