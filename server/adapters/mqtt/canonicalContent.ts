/** The content of a payload in one form, so that the same event is recognised however it was written (rule E12). */

import { parseTime } from '../../../shared/time.ts';

export type Canonical = {
  readonly text: string;
  /** Keys found; fewer than were written means that one was written twice. */
  readonly keys: number;
  readonly forbidden: string | null;
};

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const TIMES = new Set(['at', 'estimatedRestoration']);
/** How a message was delivered is not what it says: a replay of a known event is a repeat. */
const DELIVERY = 'replay';

type Walk = { keys: number; forbidden: string | null };

function write(value: unknown, key: string, walk: Walk): string {
  if (typeof value === 'string') {
    if (TIMES.has(key)) {
      const time = parseTime(value);
      if (time.ok) return `${time.ms};`;
    }
    return `${value.length}"${value}`;
  }
  if (typeof value !== 'object' || value === null) return `${String(value)};`;
  if (Array.isArray(value)) return `[${value.map((item) => write(item, '', walk)).join('')}]`;
  return writeObject(value, walk);
}

function writeObject(value: object, walk: Walk): string {
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const item: unknown = Reflect.get(value, key);
    walk.keys += 1;
    if (FORBIDDEN.has(key)) walk.forbidden ??= key;
    const written = write(item, key, walk);
    if (key !== DELIVERY) text += `${key.length}"${key}${written}`;
  }
  return `${text}}`;
}

/** Order of keys, spaces and the spelling of numbers and times leave no trace; strings carry their length, so nothing needs escaping. */
export function canonicalContent(value: object): Canonical {
  const walk: Walk = { keys: 0, forbidden: null };
  const text = writeObject(value, walk);
  return { text, keys: walk.keys, forbidden: walk.forbidden };
}
