/** Sends SMS and voice messages through a gateway over HTTP: signed, with idempotency keys, tried again only when nothing arrived. */

import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Channel, OutgoingMessage, SendResult } from '../../channelPorts.ts';
import { signedHeaders } from './signature.ts';

export type HttpGatewayOptions = {
  readonly url: string;
  readonly secret?: string;
  readonly channel: 'sms' | 'voice';
  readonly timeoutMs?: number;
  /** Pause before the first retry; doubles each time. */
  readonly retryMs?: number;
  readonly tries?: number;
};

const answer = z.object({
  results: z.array(
    z.object({ key: z.string(), state: z.enum(['accepted', 'delivered', 'acknowledged', 'failed']), detail: z.string().optional() }),
  ),
});

/** Errors before a connection stood: nothing can have arrived. */
const NOT_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : null;
  return typeof cause === 'object' && cause !== null && 'code' in cause
    ? String(cause.code)
    : error instanceof Error
      ? error.name
      : 'error';
};

/** The gateway says that it did not take the request. */
const isBusy = (status: number): boolean => status === 429 || status === 503;

export function createHttpGateway(options: HttpGatewayOptions): Channel {
  const { url, secret, channel, timeoutMs = 10_000, retryMs = 250, tries = 8 } = options;
  const stopping = new AbortController();

  const all = (messages: readonly OutgoingMessage[], outcome: SendResult['outcome'], detail: string): SendResult[] =>
    messages.map(({ key }) => ({ key, outcome, detail }));

  async function post(path: string, body: string): Promise<Response> {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping.signal]);
    return fetch(url + path, {
      method: 'POST',
      body,
      signal,
      headers: { 'content-type': 'application/json', ...signedHeaders(secret, body) },
    });
  }

  async function readResults(response: Response, messages: readonly OutgoingMessage[]): Promise<readonly SendResult[]> {
    const parsed = answer.safeParse(await response.json().catch(() => null));
    if (!parsed.success) return all(messages, 'unknown', 'answer-not-understood');
    const byKey = new Map(parsed.data.results.map((result) => [result.key, result]));
    return messages.map(({ key }) => {
      const result = byKey.get(key);
      return result ? { key, outcome: result.state, detail: result.detail ?? null } : { key, outcome: 'unknown', detail: 'not-in-answer' };
    });
  }

  return {
    batch: 100,
    async send(messages) {
      const body = JSON.stringify({ messages: messages.map((message) => ({ ...message, channel })) });
      for (let attempt = 1; ; attempt += 1) {
        let why: string;
        try {
          const response = await post('/messages', body);
          if (response.ok) return await readResults(response, messages);
          why = `http-${response.status}`;
          if (!isBusy(response.status)) return all(messages, response.status >= 500 ? 'unknown' : 'failed', why);
        } catch (error) {
          why = codeOf(error);
          if (!NOT_ARRIVED.has(why)) return all(messages, 'unknown', why);
        }
        if (attempt === tries || stopping.signal.aborted) return all(messages, 'failed', why);
        await pause(retryMs * 2 ** (attempt - 1), undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    },
    async ask(keys) {
      const response = await post('/status', JSON.stringify({ keys }));
      const parsed = answer.safeParse(await response.json());
      if (!response.ok || !parsed.success) throw new Error(`the gateway answers ${response.status} to a question about keys`);
      const known = new Map<string, SendResult | null>(keys.map((key) => [key, null]));
      for (const { key, state, detail } of parsed.data.results) known.set(key, { key, outcome: state, detail: detail ?? null });
      return known;
    },
    stop: () => stopping.abort(),
  };
}
