/** Typed arrays as short text for snapshots: base64, empty when there is nothing but zeros. */

const text = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** Only the first `size` values are kept. */
export const packBytes = (values: Uint8Array, size = values.length): string =>
  values.subarray(0, size).some((value) => value !== 0) ? text(values.subarray(0, size)) : '';

export const packWords = (values: Uint32Array | Int32Array, size = values.length): string =>
  values.subarray(0, size).some((value) => value !== 0)
    ? text(new Uint8Array(values.buffer, values.byteOffset, size * values.BYTES_PER_ELEMENT))
    : '';

export function unpackBytes(packed: string | undefined, size: number): Uint8Array {
  const values = new Uint8Array(size);
  if (packed) values.set(Buffer.from(packed, 'base64').subarray(0, size));
  return values;
}

export function unpackWords(packed: string | undefined, size: number): Uint32Array {
  const values = new Uint32Array(size);
  if (packed) new Uint8Array(values.buffer).set(Buffer.from(packed, 'base64').subarray(0, size * 4));
  return values;
}
