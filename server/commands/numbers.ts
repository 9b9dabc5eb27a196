/** Numbers as flags of commands: read strictly, refused with a sentence. */

import { InvalidArgumentError } from 'commander';

/** A whole number of zero or more. */
export function count(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('a whole number, zero or more');
}

export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('a number above zero');
}

/** Simulated seconds a second; 0 or "max" = as fast as acknowledged. */
export function speedFactor(text: string): number {
  return text === 'max' || text === '0' ? 0 : positive(text);
}
