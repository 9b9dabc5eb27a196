/** Free text from outside, made fit to show: never expanded, cut to a length, with what is odd about it named. */

const UNPRINTABLE = /[\0\p{Surrogate}]/gu;
const MARKUP = /<[a-z!/?]/i;
const FORMULA = /^[=+\-@\t\r]/;
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const TEMPLATE = /\{\{|\$\{|<%/;

/** U+0000 and lone surrogates become U+FFFD: no database and no socket carries them. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '\ufffd');

const unsafe = (text: string): boolean => MARKUP.test(text) || FORMULA.test(text) || CONTROL.test(text) || TEMPLATE.test(text);

function add(flags: string[], flag: string): void {
  if (!flags.includes(flag)) flags.push(flag);
}

/** At most `limit` UTF-16 units, never half a character; `flags` gains text-unsafe and text-truncated. */
export function displayText(text: string | null | undefined, limit: number, flags: string[]): string | null {
  if (text === undefined || text === null) return null;
  if (unsafe(text)) add(flags, 'text-unsafe');
  if (text.length <= limit) return text;
  add(flags, 'text-truncated');
  const cut = text.slice(0, limit);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
