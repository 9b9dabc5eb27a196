/** Query and path parameters through schemas, as strictly as bodies. */

import type { Request, Response } from 'express';
import * as z from 'zod';
import { sendProblem } from './problem.ts';

export const limit = z.coerce.number().int().min(1).max(1000).default(100);
export const idText = z.string().min(1).max(200);

/** The parsed query, or null after the problem was sent. Unknown, repeated and nested parameters are refused. */
export function readQuery<T extends z.ZodRawShape>(request: Request, response: Response, shape: T): z.output<z.ZodObject<T>> | null {
  const query = new URL(request.originalUrl, 'http://relight.invalid').searchParams;
  const given = new Map<string, string>();
  for (const [key, value] of query) {
    if (given.has(key) || !Object.hasOwn(shape, key)) {
      sendProblem(response, 'parameter', given.has(key) ? `${key} is given twice` : `${key} is not a parameter of this route`);
      return null;
    }
    given.set(key, value);
  }
  const parsed = z.object(shape).safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  sendProblem(response, 'parameter', `${issue?.path.join('.') ?? 'query'}: ${issue?.message ?? 'not understood'}`);
  return null;
}

/** A page of a list ends where the next begins; the cursor is ours and says where. */
export const formatCursor = (at: number, id: string): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

const cursorShape = z.tuple([z.number(), z.string().max(200)]);

export function parseCursor(text: string): { readonly at: number; readonly id: string } | null {
  try {
    const parsed = cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : null;
  } catch {
    return null;
  }
}
