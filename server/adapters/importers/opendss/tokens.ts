/** Splits one line of an OpenDSS script into parameters. */

/** `bus1=a.1` has a name, a bare `a.1` counts on from the property before. */
export type Parameter = { readonly name: string | null; readonly value: string };

const CLOSING = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['"', '"'],
  ["'", "'"],
]);

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === ',' || char === '\0' || char === '\r';

/** True at `!` or `//`, which begin a comment anywhere outside quotes. */
const isComment = (line: string, at: number): boolean => line[at] === '!' || (line[at] === '/' && line[at + 1] === '/');

type Token = { readonly text: string; readonly next: number };

function readToken(line: string, from: number): Token {
  const closing = CLOSING.get(line[from] ?? '');
  if (closing) {
    const end = line.indexOf(closing, from + 1);
    const stop = end < 0 ? line.length : end;
    return { text: line.slice(from + 1, stop), next: stop + 1 };
  }
  let at = from;
  while (at < line.length && !isBlank(line[at]!) && line[at] !== '=' && !isComment(line, at)) at += 1;
  return { text: line.slice(from, at), next: at };
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line[at]!)) at += 1;
  return at;
}

/** Parameters in order; comments and control bytes are gone. Never throws. */
export function parameters(line: string): Parameter[] {
  const found: Parameter[] = [];
  let at = skipBlanks(line, 0);
  while (at < line.length && !isComment(line, at)) {
    const first = readToken(line, at);
    at = skipBlanks(line, first.next === at ? at + 1 : first.next);
    if (line[at] !== '=') {
      if (first.text !== '') found.push({ name: null, value: first.text });
      continue;
    }
    at = skipBlanks(line, at + 1);
    if (isComment(line, at)) {
      found.push({ name: first.text, value: '' });
      break;
    }
    const value = readToken(line, at);
    found.push({ name: first.text, value: value.text });
    at = skipBlanks(line, value.next);
  }
  return found;
}

/** The items of an array such as `[650.1 RG60.1]`, brackets already removed; `|` separates matrix rows. */
export const items = (value: string): string[] => parameters(value.replaceAll('|', ' ')).map((parameter) => parameter.value);

const OPERATORS = new Map<string, (stack: number[]) => number>([
  ['+', (s) => s.pop()! + s.pop()!],
  ['*', (s) => s.pop()! * s.pop()!],
  ['-', (s) => -s.pop()! + s.pop()!],
  ['/', (s) => (1 / s.pop()!) * s.pop()!],
  ['sqr', (s) => s.pop()! ** 2],
  ['sqrt', (s) => Math.sqrt(s.pop()!)],
  ['inv', (s) => 1 / s.pop()!],
]);

/** A number, also one in reverse Polish notation; null when it is none. */
export function numberOf(value: string): number | null {
  const stack: number[] = [];
  for (const word of value.trim().split(/[\s,]+/)) {
    const operator = OPERATORS.get(word.toLowerCase());
    stack.push(operator ? operator(stack) : Number(word));
  }
  const result = stack.pop();
  return value.trim() === '' || result === undefined || Number.isNaN(result) ? null : result;
}

const YES = /^(y|t)/i;
export const isYes = (value: string): boolean => YES.test(value);
