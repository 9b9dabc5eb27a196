/** Tells a DingTalk group through its robot's webhook, signed where the robot asks for it (open.dingtalk.com, custom robots). */

import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { Announcer } from '../../channelPorts.ts';
import { postJson } from './postJson.ts';

const answer = z.object({ errcode: z.literal(0) });

/** Time and signature as query parameters: HMAC-SHA256 of "time\nsecret" under the secret, base64. */
export function signedUrl(url: string, secret: string | undefined, now: number): string {
  if (secret === undefined) return url;
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(now));
  signed.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
  return signed.href;
}

export const createDingtalkRobot = ({ url, secret }: { readonly url: string; readonly secret?: string }): Announcer => ({
  async tell({ text, affected }) {
    const body = JSON.stringify({ msgtype: 'text', text: { content: `${text}\n${affected}` } });
    return answer.safeParse(await postJson(signedUrl(url, secret, Date.now()), body)).success;
  },
});
