/** E-mail against a real mail server: taken once, refused, unreachable. */

import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmail } from '../../../../server/adapters/channels/email.ts';

async function mailServer(refuse: string | null = null): Promise<{ readonly url: string; readonly mails: string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      address === refuse ? done(Object.assign(new Error('no such box'), { responseCode: 550 })) : done(),
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('end', () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => new Promise<void>((closed) => void server.close(closed)));
  const address = server.server.address();
  return { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, mails };
}

const message = (to: string) => ({ key: `outage:A/fault/1/email0/${to}`, to, text: 'Störung: no supply 停电', locale: 'en' as const });

describe('e-mail', () => {
  it('[M3] hands mails to the mail server with their key, and says which it took', async () => {
    const { url, mails } = await mailServer('gone@example.org');
    const email = createEmail({ url, from: 'relight@example.org', timeoutMs: 5_000 });
    onTestFinished(() => email.stop());
    const results = await email.send([message('ann@example.org'), message('gone@example.org')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['delivered', 'failed']);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('X-Relight-Key: outage:A/fault/1/email0/ann@example.org');
    expect(mails[0]).toContain('charset=utf-8');
  });

  it('[M15] cannot be tricked into more addresses or headers', async () => {
    const { url, mails } = await mailServer();
    const email = createEmail({ url, from: 'relight@example.org', timeoutMs: 5_000 });
    onTestFinished(() => email.stop());
    await email.send([message('ann@example.org\r\nBcc: eve@example.org')]);
    expect(mails.join('')).not.toMatch(/^Bcc:/m);
  });

  it('[M8] says failed, not unknown, when no connection stood', async () => {
    const email = createEmail({ url: 'smtp://127.0.0.1:1', from: 'relight@example.org', timeoutMs: 2_000 });
    onTestFinished(() => email.stop());
    expect(await email.send([message('ann@example.org')])).toMatchObject([{ outcome: 'failed' }]);
  });
});
