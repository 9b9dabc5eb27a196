/** Writes state as bytes, a slice at a time, and reads it back: maps, sets, typed arrays and infinities included. */

import { deserialize, serialize } from 'node:v8';

/** Longer lists are written in slices of this many. */
const SLICE = 1_000;
/** Lists are looked for this deep. */
const DEPTH = 3;
const LIST = '$list';
const LENGTH_BYTES = 4;

type Frame = Uint8Array;

function frame(value: unknown): Frame {
  const body = serialize(value);
  const bytes = new Uint8Array(LENGTH_BYTES + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length);
  bytes.set(body, LENGTH_BYTES);
  return bytes;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Puts long lists aside, and a number in the place of each. */
function lift(value: unknown, lists: unknown[][], depth: number): unknown {
  if (Array.isArray(value)) return value.length > SLICE ? { [LIST]: lists.push(value.slice()) - 1 } : value;
  if (depth === 0 || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, lift(part, lists, depth - 1)]));
}

function sink(value: unknown, lists: readonly unknown[][], depth: number): unknown {
  if (!isRecord(value)) return value;
  if (typeof value[LIST] === 'number') return lists[value[LIST]];
  if (depth === 0) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, sink(part, lists, depth - 1)]));
}

/**
 * Writes `now` with the first part, and long lists of `later` with the parts that follow: their items must never change,
 * the lists themselves may once the first part is there.
 */
export function* writeState(now: object, later: object): Generator<Uint8Array, void> {
  const lists: unknown[][] = [];
  const rest = lift(later, lists, DEPTH);
  yield frame({ now, rest, lengths: lists.map(({ length }) => length) });
  for (const list of lists) for (let from = 0; from < list.length; from += SLICE) yield frame(list.slice(from, from + SLICE));
}

/** Reads only what `writeState` of the same version wrote; the caller checks the version before it believes the shape. */
export function readState(bytes: Uint8Array): ReturnType<typeof deserialize> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const next = (): ReturnType<typeof deserialize> => {
    const from = at + LENGTH_BYTES;
    at = from + view.getUint32(at);
    return deserialize(bytes.subarray(from, at));
  };
  const { now, rest, lengths }: { now: object; rest: unknown; lengths: readonly number[] } = next();
  const lists = lengths.map((length) => {
    const list: unknown[] = [];
    while (list.length < length) for (const item of next()) list.push(item);
    return list;
  });
  return { ...now, ...Object(sink(rest, lists, DEPTH)) };
}
