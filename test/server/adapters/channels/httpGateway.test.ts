/** The gateway for SMS and voice: signed requests, safe retries, and honest doubt. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signedUrl } from '../../../../server/adapters/channels/dingtalkRobot.ts';
import { createHttpGateway } from '../../../../server/adapters/channels/httpGateway.ts';
import { isGenuine, sign } from '../../../../server/adapters/channels/signature.ts';
import { createWebhook } from '../../../../server/adapters/channels/webhook.ts';
import { createWecomRobot } from '../../../../server/adapters/channels/wecomRobot.ts';

type Heard = { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string };

async function listen(answer: (heard: Heard, response: ServerResponse, nth: number) => void): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ url: request.url ?? '', headers: request.headers, body });
    answer(heard.at(-1)!, response, heard.length);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, heard };
}

async function nobodyThere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const message = { key: 'outage:A/fault/1/sms0/c1', to: '+598 99', text: 'no supply', locale: 'en' as const };
const accepted = (response: ServerResponse): void => {
  response.end(JSON.stringify({ results: [{ key: message.key, state: 'accepted' }] }));
};
const gateway = (url: string) => {
  const channel = createHttpGateway({ url, secret: 'secret', channel: 'sms', timeoutMs: 300, retryMs: 1, tries: 3 });
  onTestFinished(() => channel.stop());
  return channel;
};

describe('gateway', () => {
  it('[M7] signs what it sends and names each message', async () => {
    const { url, heard } = await listen((_heard, response) => accepted(response));
    expect(await gateway(url).send([message])).toEqual([{ key: message.key, outcome: 'accepted', detail: null }]);
    const [{ headers, body, url: path }] = heard as [Heard];
    expect(path).toBe('/messages');
    expect(JSON.parse(body)).toEqual({ messages: [{ ...message, channel: 'sms' }] });
    expect(headers['x-relight-signature']).toBe(sign('secret', String(headers['x-relight-time']), body));
  });

  it('[M8] tries again when the gateway took nothing, and gives up as failed', async () => {
    const busy = await listen((_heard, response, nth) => (nth < 3 ? response.writeHead(503).end() : accepted(response)));
    expect(await gateway(busy.url).send([message])).toMatchObject([{ outcome: 'accepted' }]);
    expect(await gateway(await nobodyThere()).send([message])).toMatchObject([{ outcome: 'failed', detail: 'ECONNREFUSED' }]);
  });

  it('[M8] never repeats what may have arrived: silence, a broken line, a broken answer', async () => {
    const silent = await listen(() => undefined);
    expect(await gateway(silent.url).send([message])).toMatchObject([{ outcome: 'unknown' }]);
    const cut = await listen((_heard, response) => response.destroy());
    expect(await gateway(cut.url).send([message])).toMatchObject([{ outcome: 'unknown' }]);
    const odd = await listen((_heard, response) => void response.end('{"results":"yes"}'));
    expect(await gateway(odd.url).send([message])).toMatchObject([{ outcome: 'unknown', detail: 'answer-not-understood' }]);
    expect([silent.heard.length, cut.heard.length, odd.heard.length]).toEqual([1, 1, 1]);
  });

  it('[M8] asks what became of keys', async () => {
    const { url } = await listen((_heard, response) => accepted(response));
    const known = await gateway(url).ask?.([message.key, 'other']);
    expect(known?.get(message.key)?.outcome).toBe('accepted');
    expect(known?.get('other')).toBeNull();
  });
});

describe('signatures and robots', () => {
  it('believes a receipt only with its signature and within five minutes', () => {
    const body = Buffer.from('{"receipts":[]}');
    const now = String(Date.now());
    expect(isGenuine('secret', now, body, sign('secret', now, body))).toBe(true);
    expect(isGenuine('secret', now, Buffer.from('{}'), sign('secret', now, body))).toBe(false);
    expect(isGenuine('other', now, body, sign('secret', now, body))).toBe(false);
    const old = String(Date.now() - 600_000);
    expect(isGenuine('secret', old, body, sign('secret', old, body))).toBe(false);
  });

  it('tells groups through their robots, and notices when they refuse', async () => {
    const robot = await listen((_heard, response, nth) => void response.end(JSON.stringify({ errcode: nth === 1 ? 0 : 93_000 })));
    const announcement = { about: 'outage:A', kind: 'fault', text: '停电', affected: 12 };
    expect(await createWecomRobot({ url: robot.url }).tell(announcement)).toBe(true);
    expect(await createWecomRobot({ url: robot.url }).tell(announcement)).toBe(false);
    expect(JSON.parse(robot.heard[0]!.body)).toEqual({ msgtype: 'text', text: { content: '停电\n12' } });
    const hook = await listen((_heard, response) => void response.end());
    expect(await createWebhook({ url: hook.url, secret: 's' }).tell(announcement)).toBe(true);
    expect(hook.heard[0]?.headers['x-relight-signature']).toMatch(/^sha256=/);
    const { searchParams } = new URL(signedUrl('https://robot.example/send?access_token=t', 'SEC1', 1_700_000_000_000));
    expect(searchParams.get('timestamp')).toBe('1700000000000');
    expect(searchParams.get('sign')).toBe('ukR4+WoOOBTGaOauYqugxVrMSFyr92q4hPxJxuOkiio=');
  });
});
