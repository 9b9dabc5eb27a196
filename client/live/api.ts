/** HTTP questions to the server, each answer checked against its schema. */

import * as z from 'zod';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string; readonly message: string };

const problem = z.object({ code: z.string().optional(), title: z.string().optional(), detail: z.string().optional() });

export type Api = {
  /** Codes of refusals: those of problem+json, or `network` (no answer), `answer-format` (not what we expect), `http-<status>`. */
  get<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<Answer<T>>;
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Answer<T>>;
  remove(path: string): Promise<Answer<null>>;
  /** Immutable pictures of the network. */
  bytes(path: string, signal?: AbortSignal): Promise<Answer<Uint8Array>>;
};

export type FetchLike = (path: string, init?: RequestInit) => Promise<Response>;

async function refusal(response: Response): Promise<{ ok: false; code: string; message: string }> {
  const body = problem.safeParse(await response.json().catch(() => null));
  const code = (body.success && body.data.code) || `http-${response.status}`;
  const message = (body.success && (body.data.detail ?? body.data.title)) || response.statusText;
  return { ok: false, code, message };
}

const unreachable = (error: unknown) => ({ ok: false as const, code: 'network', message: error instanceof Error ? error.message : '' });

export function createApi(ask: FetchLike): Api {
  async function read<T>(path: string, schema: z.ZodType<T>, init: RequestInit): Promise<Answer<T>> {
    try {
      const response = await ask(path, { credentials: 'same-origin', ...init });
      if (!response.ok) return await refusal(response);
      const checked = schema.safeParse(response.status === 204 ? null : await response.json());
      return checked.success
        ? { ok: true, value: checked.data }
        : { ok: false, code: 'answer-format', message: z.prettifyError(checked.error) };
    } catch (error) {
      return unreachable(error);
    }
  }
  return {
    get: (path, schema, signal) => read(path, schema, { signal }),
    post: (path, body, schema) =>
      read(path, schema, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    remove: (path) => read(path, z.null().catch(null), { method: 'DELETE' }),
    async bytes(path, signal) {
      try {
        const response = await ask(path, { credentials: 'same-origin', signal });
        if (!response.ok) return await refusal(response);
        return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
      } catch (error) {
        return unreachable(error);
      }
    },
  };
}
