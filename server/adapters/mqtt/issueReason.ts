/** Turns what the schema found into the reason code an operator sees. */

import type * as z from 'zod';

export type Refused = { readonly reason: string; readonly detail: string };

function valueAt(payload: unknown, path: readonly PropertyKey[]): unknown {
  let value = payload;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'missing-field';
  switch (issue.code) {
    case 'invalid_type':
      return typeof value === 'number' && (issue.expected === 'number' || issue.expected === 'int') ? 'number-range' : 'value-type';
    case 'invalid_value':
      return typeof value === 'string' ? 'value-enum' : 'value-type';
    case 'invalid_format':
      return issue.path[0] === 'phone' ? 'phone-format' : 'value-enum';
    case 'invalid_union':
      if (typeof value === 'number') return 'number-range';
      return typeof value === 'string' ? 'field-length' : 'value-type';
    case 'too_big':
    case 'too_small':
      return issue.origin === 'string' ? 'field-length' : 'number-range';
    case 'not_multiple_of':
      return 'number-range';
    default:
      return 'value-type';
  }
}

/** Reason and place of the first problem. */
export function issueReason(error: z.core.$ZodError, payload: unknown): Refused {
  const issue = error.issues[0];
  if (!issue) return { reason: 'value-type', detail: 'payload' };
  const reason = reasonOf(issue, valueAt(payload, issue.path));
  return { reason, detail: issue.path.map(String).join('.') || 'payload' };
}
