/** Seeded chance in separate streams, so that a new listener never changes what happens elsewhere. */

export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Uniform integer in [0, count). */
  below(count: number): number;
  chance(probability: number): boolean;
  /** Exponentially distributed with this mean. */
  wait(mean: number): number;
  pick<T>(items: readonly T[]): T | undefined;
};

/** FNV-1a over UTF-16 units: names a stream. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** The stream `name` of this seed: sfc32 (public domain, Chris Doty-Humphrey), warmed up for twelve rounds. */
export function createRandom(seed: number, name: string): Random {
  let a = seed | 0;
  let b = hash(name) | 0;
  let c = Math.floor(seed / 0x1_0000_0000) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 12; i++) next();
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    wait: (mean) => -Math.log(1 - next()) * mean,
    pick: (items) => items[below(items.length)],
  };
}

/** A lasting property of one thing, uniform in [0, 1): the same whenever it is asked. */
export function trait(seed: number, name: string, index: number): number {
  let value = (hash(name) ^ Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return ((value ^ (value >>> 15)) >>> 0) / 0x1_0000_0000;
}
