/** Every word on the page comes from the texts: no sentence stands in a component. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const client = new URL('../../client/', import.meta.url);
const components = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));

/** Names that are the same in every language, and signs. */
const ALLOWED = /^(Relight|Esc|[^\p{L}]*|P|K|u)$/u;

describe('[I1] components', () => {
  it.each(components)('%s holds no literal text', (name) => {
    const source = readFileSync(new URL(name, client), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    const texts = [...source.matchAll(/>\s*([^<>{}=;()]*?)\s*<\//g)].map((match) => match[1] ?? '');
    const attributes = [...source.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect([...texts, ...attributes].filter((text) => !ALLOWED.test(text))).toEqual([]);
  });
});
