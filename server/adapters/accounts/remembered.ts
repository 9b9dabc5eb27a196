/** Spares a password its slow hash when it was right a moment ago: hundreds of sources reconnect at once after a restart of the line. */

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { passwordFits } from './passwords.ts';

/** Tells whether the password fits the stored hash; what was right once is known again by a keyed digest that lives in memory only. */
export type FitsFast = (password: string, hash: string) => Promise<boolean>;

const MOST = 10_000;

export function rememberRight(): FitsFast {
  const key = randomBytes(32);
  const right = new Map<string, Buffer>();
  const digest = (password: string): Buffer => createHmac('sha256', key).update(password.normalize('NFKC')).digest();

  return async (password, hash) => {
    const given = digest(password);
    const known = right.get(hash);
    if (known) return timingSafeEqual(known, given);
    const fits = await passwordFits(password, hash);
    if (fits && right.size < MOST) right.set(hash, given);
    return fits;
  };
}
