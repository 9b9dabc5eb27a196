/** Texts in both languages: the same keys, the same placeholders, words for every code. */

import { describe, expect, it } from 'vitest';
import { parts } from '../../client/app/messages.ts';
import type { Messages } from '../../client/ui/messagePair.ts';
import { wordsEnglish } from '../../client/ui/wordsEnglish.ts';
import { outageOrigin, outageState, verification, voidReason } from '../../shared/records/outage.ts';
import { role } from '../../shared/roles.ts';

function flat(messages: Messages, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    const path = before === '' ? key : `${before}.${key}`;
    if (typeof value === 'string') all.set(path, value);
    else for (const [inner, text] of flat(value, path)) all.set(inner, text);
  }
  return all;
}

/** Inside of the braces that open at `from`, and where they end. */
function braces(text: string, from: number): { inner: string; end: number } {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return { inner: text.slice(from + 1, at), end: at };
  }
  throw new Error(`unbalanced braces: ${text}`);
}

/** Names an ICU text asks for, in all its branches; `nameCount` is the bare number behind `name`. */
function placeholders(text: string): Set<string> {
  const names = new Set<string>();
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    const { inner, end } = braces(text, at);
    const [, name = '', kind, rest = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*,([\s\S]*))?$/.exec(inner) ?? [];
    names.add(name.replace(/Count$/, ''));
    for (let branch = rest.indexOf('{'); kind && branch >= 0; ) {
      const body = braces(rest, branch);
      for (const each of placeholders(body.inner)) names.add(each);
      branch = rest.indexOf('{', body.end);
    }
    at = end;
  }
  return names;
}

const english = new Map(Object.entries(parts).map(([name, pair]) => [name, flat(pair.en)]));

describe.each(Object.entries(parts))('texts of %s', (name, pair) => {
  const chinese = flat(pair['zh-CN']);
  const both = english.get(name) ?? new Map<string, string>();

  it('[I1] have the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...both.keys()].sort());
  });

  it('[I1] use the same placeholders in both languages', () => {
    for (const [key, text] of both) {
      const theirs = placeholders(chinese.get(key) ?? '');
      for (const wanted of theirs) expect(placeholders(text), `${name}.${key}`).toContain(wanted);
      for (const given of placeholders(text)) {
        const counted = new RegExp(`\\{${given}(Count)?,`).test(text);
        if (!counted) expect(theirs, `${name}.${key}`).toContain(given);
      }
    }
  });

  it('[I1] say something in Chinese that is not the English text', () => {
    const same = [...both].filter(([key, text]) => /[a-z]{4}/.test(text.replaceAll(/\{[^}]*\}/g, '')) && chinese.get(key) === text);
    expect(same.map(([key]) => key).filter((key) => !key.startsWith('transport'))).toEqual([]);
  });
});

describe('words for codes', () => {
  const known = flat(wordsEnglish);
  it.each([
    ['state', outageState.options],
    ['voidReason', voidReason.options],
    ['origin', outageOrigin.options],
    ['verification', verification.options],
    ['role', role.options],
  ] as const)('exist for every %s', (group, codes) => {
    expect(codes.filter((code) => !known.has(`${group}.${code}`))).toEqual([]);
  });
});
