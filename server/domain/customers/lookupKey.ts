/** Folds account and phone numbers to one number, so that the core finds a customer by them without holding them. */

/** 53-bit hash of the text (cyrb53 by bryc, public domain); the same text always gives the same number. */
export function lookupKey(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

export const accountKey = (account: string): number => lookupKey(account.normalize('NFKC').trim().toLowerCase());

/** The last nine digits decide, so that a number is found with and without its country code. */
export function phoneKey(phone: string): number | null {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return digits.length < 5 ? null : lookupKey(`tel:${digits.slice(-9)}`);
}
