/** What an import may cost at most, and how a file is read within it. */

import { closeSync, openSync, readSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

export const IMPORT_LIMITS = { bytes: 200 * 1024 * 1024, depth: 64, attributes: 64, ms: 30_000 } as const;

/** Why an import stopped, as a value that travels up through nested reading. */
export class ImportStop extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type Budget = { take(bytes: number): void; check(): void };

/** Counts bytes and time over all files of one import; throws ImportStop when either is used up. */
export function createBudget(now: () => number = Date.now): Budget {
  const until = now() + IMPORT_LIMITS.ms;
  let left = IMPORT_LIMITS.bytes;
  const check = (): void => {
    if (now() > until) throw new ImportStop('timeout', `the import took longer than ${IMPORT_LIMITS.ms / 1000} s`);
  };
  return {
    take(bytes) {
      left -= bytes;
      if (left < 0) throw new ImportStop('too-large', `the import reads more than ${IMPORT_LIMITS.bytes / 1024 / 1024} MB`);
      check();
    },
    check,
  };
}

/** Chunks of a file, each counted before it is used. */
export function* readChunks(path: string, budget: Budget): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = new Uint8Array(1 << 18);
      const length = readSync(file, chunk);
      if (length === 0) return;
      budget.take(length);
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

export function readWhole(path: string, budget: Budget): Buffer {
  return Buffer.concat([...readChunks(path, budget)]);
}

/** True when `path` lies in `folder` once links are followed. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
