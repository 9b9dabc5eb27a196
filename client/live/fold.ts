/** Text as search compares it: width, case and accents do not count (rule I4). */

export const fold = (text: string): string => text.normalize('NFKC').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
