/** Names what is wrong with a payload in the reason codes of the product. */

import type { ZodError } from 'zod';

/** The first problem decides: missing before type before value before unknown field. */
export function issueReason(error: ZodError, payload: unknown): string {
  if (payload === undefined || payload === null) return 'missing-field';
  for (const issue of error.issues) {
    const value = issue.path.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : undefined),
      payload,
    );
    if (issue.path.length > 0 && value === undefined) return 'missing-field';
    switch (issue.code) {
      case 'invalid_type':
        return issue.path.length === 0 ? 'not-an-object' : typeof value === 'number' ? 'number-range' : 'value-type';
      case 'invalid_value':
        return typeof value === 'string' ? 'value-enum' : 'value-type';
      case 'too_big':
      case 'too_small':
        return issue.origin === 'string' ? 'field-length' : issue.origin === 'array' ? 'too-many-items' : 'number-range';
      case 'unrecognized_keys':
        return 'field-forbidden';
      default:
        return 'value-range';
    }
  }
  return 'value-range';
}
