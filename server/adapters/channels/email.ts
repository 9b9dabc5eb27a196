/** Sends e-mail over SMTP; a mail that the server took counts as delivered, since no receipt follows. */

import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Channel, OutgoingMessage, SendResult } from '../../channelPorts.ts';

export type EmailOptions = {
  /** `smtp://user:password@host:port` or `smtps://…` */
  readonly url: string;
  readonly from: string;
  readonly timeoutMs?: number;
};

const SUBJECT = { en: 'Your power supply', 'zh-CN': '供电通知' } as const;

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Object.entries(error).find(([key]) => key === name)?.[1] : undefined;

function resultOf(key: string, error: unknown): SendResult {
  const status = field(error, 'responseCode');
  if (typeof status === 'number') return { key, outcome: 'failed', detail: `smtp-${status}` };
  const before = ['CONN', 'EHLO', 'AUTH PLAIN', 'MAIL FROM', 'RCPT TO'].includes(String(field(error, 'command')));
  return { key, outcome: before ? 'failed' : 'unknown', detail: String(field(error, 'code') ?? 'error') };
}

export function createEmail({ url, from, timeoutMs = 20_000 }: EmailOptions): Channel {
  const { protocol, hostname, port, username, password } = new URL(url);
  const transport = createTransport({
    pool: true,
    host: hostname,
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    secure: protocol === 'smtps:',
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.split('@').at(-1) ?? 'relight.invalid';

  async function sendOne({ key, to, text, locale }: OutgoingMessage): Promise<SendResult> {
    const messageId = `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain.replace(/[<>\s]/g, '')}>`;
    const headers = { 'X-Relight-Key': key, 'Auto-Submitted': 'auto-generated' };
    try {
      await transport.sendMail({ from, to: { name: '', address: to }, subject: SUBJECT[locale], text, messageId, headers });
      return { key, outcome: 'delivered', detail: null };
    } catch (error) {
      return resultOf(key, error);
    }
  }

  return {
    batch: 20,
    send: (messages) => Promise.all(messages.map(sendOne)),
    stop: () => transport.close(),
  };
}
