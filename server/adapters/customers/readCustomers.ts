/** Reads a customer register line by line, JSON lines or CSV, plain or gzip, without ever holding the file. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { csvObject, splitCsv } from './csvLine.ts';
import { checkRow, type RowResult } from './customerRow.ts';

export type ReadLine = { readonly line: number; readonly result: RowResult };

export type CustomerReading = {
  readonly lines: AsyncIterable<ReadLine>;
  /** SHA-256 of the bytes of the file; only after the last line. */
  hash(): string;
};

const wrong = (code: string, what: string): RowResult => ({ ok: false, problem: { code, what } });

function jsonRow(line: string): RowResult {
  try {
    return checkRow(JSON.parse(line));
  } catch (error) {
    return wrong('json-syntax', error instanceof Error ? error.message.slice(0, 120) : 'not JSON');
  }
}

export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(bytes);
  return hash.digest('hex');
}

/** Rejects when the file cannot be opened. A line inside quotes that goes on in the next line is not supported. */
export function readCustomers(file: string): CustomerReading {
  const hash = createHash('sha256');
  let digest: string | null = null;
  let broken: Error | null = null;
  const count = new Transform({
    transform(bytes: Uint8Array, _encoding, done) {
      hash.update(bytes);
      done(null, bytes);
    },
  });
  const ended = (error: Error | null | undefined): void => {
    broken = error ?? null;
  };
  const packed = file.endsWith('.gz');
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  const input = packed ? pipeline(raw, count, createGunzip(), ended) : pipeline(raw, count, ended);

  async function* lines(): AsyncGenerator<ReadLine> {
    let line = 0;
    let columns: readonly string[] | null = null;
    let separator = ',';
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      const plain = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (plain.trim() === '') continue;
      if (line === 1 && !plain.trimStart().startsWith('{') && !plain.trimStart().startsWith('[')) {
        separator = plain.includes(';') && !plain.includes(',') ? ';' : ',';
        columns = splitCsv(plain, separator).map((column) => column.trim());
        continue;
      }
      yield { line, result: columns ? checkRow(csvObject(columns, splitCsv(plain, separator))) : jsonRow(plain) };
    }
    if (broken) throw broken;
    digest = hash.digest('hex');
  }

  return { lines: lines(), hash: () => digest ?? '' };
}
