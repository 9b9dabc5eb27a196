/** Folds what was written and what was typed to the same words: width, case, accents, and how Chinese begins in Latin letters (screens I4). */

import { pinyin } from 'pinyin-pro';

const MARKS = /\p{M}/gu;
const WORD = /[\p{L}\p{N}]+/gu;
const CHINESE = /\p{Script=Han}/u;
const CHINESE_RUN = /\p{Script=Han}+/gu;
/** A Chinese address is a row of places that end like this. */
const PLACE = /[^省市区县镇乡村路街道巷弄号]*[省市区县镇乡村路街道巷弄号]|[^省市区县镇乡村路街道巷弄号]+$/gu;

const PLAIN = /^[\x20-\x7e]*$/;

export const fold = (text: string): string =>
  PLAIN.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(MARKS, '').toLowerCase();

const readings = new Map<string, string>();

/** Toneless reading of one character; `surname` for the one a family name has (单 is Shan, 曾 is Zeng). */
function readingOf(characters: string, surname: boolean): string {
  const key = surname ? `+${characters}` : characters;
  const known = readings.get(key);
  if (known !== undefined) return known;
  const reading = pinyin(characters, { toneType: 'none', v: true, surname: surname ? 'head' : 'off' });
  readings.set(key, reading);
  return reading;
}

/** One reading a character. */
function readingsOf(run: string, isName: boolean): string[] {
  const characters = [...run];
  if (!isName) return characters.map((character) => readingOf(character, false));
  // A double surname (欧阳, 尉迟) reads as one.
  const head = characters.length > 2 ? readingOf(characters.slice(0, 2).join(''), true).split(' ') : [readingOf(characters[0]!, true)];
  return [...head, ...characters.slice(head.length).map((character) => readingOf(character, false))];
}

/** Words to find a text by: its own, each Chinese character, and the initials and reading of each Chinese piece. */
export function wordsOf(text: string, isName: boolean): string[] {
  const words: string[] = [];
  for (const [word] of fold(text).matchAll(WORD)) {
    if (PLAIN.test(word) || !CHINESE.test(word)) {
      words.push(word);
      continue;
    }
    words.push(...[...word].filter((character) => CHINESE.test(character)));
    for (const [run] of word.matchAll(CHINESE_RUN)) {
      for (const piece of isName ? [run] : (run.match(PLACE) ?? [])) {
        const read = readingsOf(piece, isName);
        words.push(read.map((reading) => reading[0] ?? '').join(''), read.join(''));
      }
    }
    words.push(...(word.match(/[^\p{Script=Han}]+/gu) ?? []));
  }
  return words;
}

/** Words of what somebody typed; a Chinese character stands for itself. */
export function typedWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of fold(text).matchAll(WORD)) {
    if (!CHINESE.test(word)) words.push(word);
    else {
      words.push(...[...word].filter((character) => CHINESE.test(character)));
      words.push(...(word.match(/[^\p{Script=Han}]+/gu) ?? []));
    }
  }
  return words;
}

/** Account, meter and phone numbers are compared without anything but letters and digits. */
export const numberOf = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

/** Whether one letter more, less, other, or two exchanged makes `a` into `b`. */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const gap = long.length - short.length;
  if (gap > 1) return false;
  let i = 0;
  while (i < short.length && short.charCodeAt(i) === long.charCodeAt(i)) i += 1;
  if (gap === 1) return short.slice(i) === long.slice(i + 1);
  if (short.slice(i + 1) === long.slice(i + 1)) return true;
  return short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2);
}

/** All numbers that one wrong, missing, added or exchanged digit away from this one. */
export function numbersNear(value: string): string[] {
  const near = new Set<string>();
  for (let i = 0; i <= value.length; i += 1) {
    const [before, after] = [value.slice(0, i), value.slice(i)];
    if (after !== '') near.add(before + after.slice(1));
    if (after.length > 1) near.add(before + after[1]! + after[0]! + after.slice(2));
    for (let digit = 0; digit <= 9; digit += 1) {
      near.add(before + digit + after);
      if (after !== '') near.add(before + digit + after.slice(1));
    }
  }
  near.delete(value);
  return [...near];
}
