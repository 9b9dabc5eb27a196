/** Posts each new notice, signed, to a program of the operator's choice; no personal data. */

import type { Announcer } from '../../channelPorts.ts';
import { postJson } from './postJson.ts';
import { signedHeaders } from './signature.ts';

export const createWebhook = ({ url, secret }: { readonly url: string; readonly secret?: string }): Announcer => ({
  async tell(announcement) {
    const body = JSON.stringify({ event: 'notice.opened', ...announcement });
    return (await postJson(url, body, signedHeaders(secret, body))) !== null;
  },
});
