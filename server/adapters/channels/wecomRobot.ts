/** Tells a WeCom group through its robot's webhook (developer.work.weixin.qq.com, group robots). */

import * as z from 'zod';
import type { Announcer } from '../../channelPorts.ts';
import { postJson } from './postJson.ts';

const answer = z.object({ errcode: z.literal(0) });

export const createWecomRobot = ({ url }: { readonly url: string }): Announcer => ({
  async tell({ text, affected }) {
    const body = JSON.stringify({ msgtype: 'text', text: { content: `${text}\n${affected}` } });
    return answer.safeParse(await postJson(url, body)).success;
  },
});
