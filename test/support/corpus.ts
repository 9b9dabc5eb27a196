/** Lines of the bad-input corpus by channel. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type CorpusLine = {
  readonly id: string;
  readonly channel: string;
  readonly name: string;
  readonly payloadUtf8?: string;
  readonly payloadBase64?: string;
  readonly generator?: string;
  readonly expect: 'rejected' | 'accepted-flagged' | 'ignored';
  readonly reason: string;
};

export function readCorpus(folder: string, channel: string): CorpusLine[] {
  return readFileSync(join(folder, 'bad-input.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): CorpusLine => JSON.parse(line))
    .filter((line) => line.channel === channel);
}

/** The bytes of a line that carries them; null for one that says how to make them. */
export function payloadOf({ payloadUtf8, payloadBase64 }: CorpusLine): Buffer | null {
  if (payloadUtf8 !== undefined) return Buffer.from(payloadUtf8, 'utf8');
  return payloadBase64 === undefined ? null : Buffer.from(payloadBase64, 'base64');
}
