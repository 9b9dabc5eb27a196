/** Finds customers by what somebody typed: numbers first, then words that begin so, then words with one wrong letter (rule C3). */

import type Database from 'better-sqlite3';
import { numberOf, numbersNear, typedWords, withinOneEdit } from './searchWords.ts';

/** How a customer was found; `near` = with one wrong letter or digit. */
export type FoundBy = 'number' | 'words' | 'near';
export type Found = { readonly n: number; readonly body: string; readonly by: FoundBy };

const MOST_TYPED = 200;
const MOST_WORDS = 8;
/** Shorter numbers and words have too many neighbours. */
const LEAST_NEAR = 4;
const MOST_VARIANTS = 40;

const quoted = (word: string): string => `"${word.replaceAll('"', '')}"`;

/** Words by their length, so that only those that can be one letter away are compared. */
function createVocabulary(database: Database.Database): (word: string) => string[] {
  const byLength = new Map<number, string[]>();
  for (const { word } of database.prepare<[], { word: string }>('SELECT word FROM term').iterate()) {
    const list = byLength.get(word.length);
    if (list) list.push(word);
    else byLength.set(word.length, [word]);
  }
  return (word) => {
    const near: string[] = [];
    for (const length of [word.length, word.length - 1, word.length + 1])
      for (const known of byLength.get(length) ?? []) if (withinOneEdit(known, word)) near.push(known);
    return near.slice(0, MOST_VARIANTS);
  };
}

export type CustomerSearch = (typed: string, limit: number) => readonly Found[];

export function createSearch(database: Database.Database): CustomerSearch {
  const near = createVocabulary(database);
  const match = database.prepare<[string, number], { n: number }>('SELECT rowid AS n FROM words WHERE words MATCH ? LIMIT ?');
  const from = database.prepare<[string, string, number], { n: number }>('SELECT n FROM number WHERE value >= ? AND value < ? LIMIT ?');
  const exact = database.prepare<[string, number], { n: number }>('SELECT n FROM number WHERE value = ? LIMIT ?');
  const body = database.prepare<[number], { body: string }>('SELECT body FROM customer WHERE n = ?');

  return (typed, limit) => {
    const found = new Map<number, Found>();
    const text = typed.slice(0, MOST_TYPED);
    function take(rows: readonly { readonly n: number }[], by: FoundBy): void {
      for (const { n } of rows) {
        if (found.size >= limit) return;
        const row = found.has(n) ? undefined : body.get(n);
        if (row) found.set(n, { n, body: row.body, by });
      }
    }
    const words = typedWords(text).slice(0, MOST_WORDS);
    const number = numberOf(text);
    const digits = /\d{3}/.test(number) && !/\p{L}{4}/u.test(number);
    if (digits || words.length === 1 || /\d/.test(number)) {
      if (number.length > 1) take(from.all(number, `${number}\uffff`, limit), 'number');
      if (digits && number.length > 9) take(exact.all(number.replace(/\D/g, '').slice(-9), limit), 'number');
    }
    if (found.size >= limit || words.length === 0) return [...found.values()];
    const begins = words.map((word) => (word.length > 1 ? `${quoted(word)}*` : quoted(word)));
    // Whole words first, so that "Li Na" stands before "Lima Nair".
    if (words.length > 1 || words[0]!.length > 1) take(match.all(words.map(quoted).join(' AND '), limit), 'words');
    if (found.size < limit) take(match.all(begins.join(' AND '), limit), 'words');
    if (found.size > 0) return [...found.values()];
    if (digits && number.length >= LEAST_NEAR)
      for (const value of numbersNear(number)) {
        if (found.size >= limit) break;
        take(exact.all(value, limit), 'near');
      }
    if (found.size > 0) return [...found.values()];
    const loose = words.map((word, place) => {
      const variants = word.length >= LEAST_NEAR && !/\d/.test(word) ? near(word) : [];
      return variants.length === 0 ? begins[place]! : `(${[begins[place]!, ...variants.map(quoted)].join(' OR ')})`;
    });
    take(match.all(loose.join(' AND '), limit), 'near');
    return [...found.values()];
  };
}
