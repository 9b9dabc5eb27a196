/** Signs what leaves and proves what comes in: HMAC-SHA256 over time and body, as gateways expect it. */

import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this is a repeat. */
const MOST_SKEW_MS = 5 * 60_000;

export const sign = (secret: string, time: string, body: string | Uint8Array): string =>
  `sha256=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`;

export const signedHeaders = (secret: string | undefined, body: string): Record<string, string> => {
  if (secret === undefined) return {};
  const time = String(Date.now());
  return { 'x-relight-time': time, 'x-relight-signature': sign(secret, time, body) };
};

export function isGenuine(secret: string, time: string, body: Uint8Array, signature: string): boolean {
  if (!/^\d{12,14}$/.test(time) || Math.abs(Date.now() - Number(time)) > MOST_SKEW_MS) return false;
  const wanted = Buffer.from(sign(secret, time, body));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
