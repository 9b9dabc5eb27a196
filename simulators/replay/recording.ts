/** Reads a recorded feed (`events.jsonl.gz`): one line a state, each line the change since the line before. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parseTime } from '../../shared/time.ts';
import { isRow, type Row, rowsOf, textOf } from '../fields.ts';
import { bcHydro } from './bcHydro.ts';
import type { Feed } from './feed.ts';
import { pge } from './pge.ts';
import { ukpn } from './ukpn.ts';

const feeds: readonly Feed[] = [pge, bcHydro, ukpn];

export type RecordedLine = {
  /** When the scraper saw this state, epoch milliseconds. */
  readonly at: number;
  /** Whole list, on the first line only. */
  readonly full: readonly Row[];
  readonly gone: readonly string[];
  readonly changed: readonly { readonly key: string; readonly set: Row; readonly unset: readonly string[] }[];
  readonly added: readonly Row[];
};

/** @throws on a damaged line, naming it */
export async function* readRecording(path: string): AsyncGenerator<RecordedLine> {
  const bytes = createReadStream(path);
  const lines = createInterface({ input: path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes, crlfDelay: Infinity });
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') yield readLine(text, number);
  }
}

function readLine(text: string, number: number): RecordedLine {
  const line: unknown = JSON.parse(text);
  const time = isRow(line) ? parseTime(textOf(line, 't') ?? '') : null;
  if (!isRow(line) || !time?.ok) throw new Error(`line ${number} is not a recorded state: it has no time "t"`);
  return {
    at: time.ms,
    full: rowsOf(line, 'full'),
    gone: strings(line.del),
    changed: rowsOf(line, 'upd').map((row) => ({
      key: textOf(row, 'k') ?? '',
      set: isRow(row.set) ? row.set : {},
      unset: strings(row.unset),
    })),
    added: rowsOf(line, 'add'),
  };
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** The feed that the first record shows by its fields; null when the format is unknown. */
export function recognise(record: Row | undefined): Feed | null {
  return feeds.find((feed) => record !== undefined && feed.knownBy in record) ?? null;
}
