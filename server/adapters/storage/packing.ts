/** Carries a group of writes to the writer thread: all payloads in one buffer that changes hands, the rest as plain values. */

import type { JournalEntry } from '../../ports.ts';
import type { Write } from './operations.ts';

export type PackedWrites = {
  readonly writes: readonly Write[];
  /** Length of each payload, in the order of the entries. */
  readonly sizes: Uint32Array<ArrayBuffer>;
  readonly payloads: Uint8Array<ArrayBuffer>;
};

const NOTHING = new Uint8Array(0);

/** Copies every payload once; a view on a larger buffer would otherwise drag all of it along. */
export function pack(writes: readonly Write[]): PackedWrites {
  const entries = entriesOf(writes);
  const sizes = new Uint32Array(entries.length);
  let total = 0;
  for (const [index, { payload }] of entries.entries()) {
    sizes[index] = payload.byteLength;
    total += payload.byteLength;
  }
  const payloads = new Uint8Array(total);
  let offset = 0;
  for (const { payload } of entries) {
    payloads.set(payload, offset);
    offset += payload.byteLength;
  }
  return { writes: withPayloads(writes, () => NOTHING), sizes, payloads };
}

export function unpack({ writes, sizes, payloads }: PackedWrites): readonly Write[] {
  let index = 0;
  let offset = 0;
  return withPayloads(writes, () => {
    const start = offset;
    offset += sizes[index] ?? 0;
    index += 1;
    return payloads.subarray(start, offset);
  });
}

const entriesOf = (writes: readonly Write[]): readonly JournalEntry[] =>
  writes.flatMap((write) => (write.write === 'append' ? write.entries : []));

const withPayloads = (writes: readonly Write[], payload: () => Uint8Array): readonly Write[] =>
  writes.map((write) =>
    write.write === 'append' ? { ...write, entries: write.entries.map((entry) => ({ ...entry, payload: payload() })) } : write,
  );
