/** Bytes of the drawing formats: whole numbers of variable length, text, and sorted lists of text that share beginnings. */

export type ByteWriter = {
  /** Whole number from 0 to 2^53 - 1: seven bits a byte, lowest first. */
  unsigned(value: number): void;
  /** Whole number of either sign, small ones short. */
  signed(value: number): void;
  float(value: number): void;
  text(value: string): void;
  bytes(values: Uint8Array): void;
  /** Each text as the length of the beginning it shares with the one before, and the rest. */
  texts(values: readonly string[]): void;
  /** Differences from one number to the next. */
  deltas(values: ArrayLike<number>): void;
  finish(): Uint8Array<ArrayBuffer>;
};

/** All `read…` throw RangeError when the bytes end too early. */
export type ByteReader = {
  unsigned(): number;
  signed(): number;
  float(): number;
  text(): string;
  bytes(length: number): Uint8Array;
  texts(count: number): string[];
  deltas<T extends Int32Array | Uint32Array | Float64Array>(into: T): T;
};

export function createByteWriter(expected = 1024): ByteWriter {
  let buffer = new Uint8Array(expected);
  let at = 0;
  const encoder = new TextEncoder();

  const room = (length: number): void => {
    if (at + length <= buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * buffer.length, at + length));
    larger.set(buffer);
    buffer = larger;
  };
  const unsigned = (value: number): void => {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number from 0: ${value}`);
    room(8);
    let rest = value;
    while (rest > 127) {
      buffer[at++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    buffer[at++] = rest;
  };
  const signed = (value: number): void => unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  const bytes = (values: Uint8Array): void => {
    room(values.length);
    buffer.set(values, at);
    at += values.length;
  };
  const text = (value: string): void => {
    const encoded = encoder.encode(value);
    unsigned(encoded.length);
    bytes(encoded);
  };

  return {
    unsigned,
    signed,
    text,
    bytes,
    float(value) {
      room(8);
      new DataView(buffer.buffer).setFloat64(at, value, true);
      at += 8;
    },
    texts(values) {
      let before = '';
      for (const value of values) {
        let shared = 0;
        while (shared < before.length && before[shared] === value[shared]) shared += 1;
        // A pair of surrogates stays together: half a pair cannot be written as UTF-8.
        if (shared > 0 && (value.charCodeAt(shared - 1) & 0xfc00) === 0xd800) shared -= 1;
        unsigned(shared);
        text(value.slice(shared));
        before = value;
      }
    },
    deltas(values) {
      let before = 0;
      for (let i = 0; i < values.length; i++) {
        signed((values[i] ?? 0) - before);
        before = values[i] ?? 0;
      }
    },
    finish: () => buffer.slice(0, at),
  };
}

export function createByteReader(source: Uint8Array): ByteReader {
  let at = 0;
  const decoder = new TextDecoder();
  const take = (length: number): Uint8Array => {
    if (at + length > source.length) throw new RangeError('the bytes end too early');
    at += length;
    return source.subarray(at - length, at);
  };
  const unsigned = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = source[at++];
      if (byte === undefined) throw new RangeError('the bytes end too early');
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
    }
  };
  const signed = (): number => {
    const value = unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  const text = (): string => {
    const encoded = take(unsigned());
    // Most ids are short and plain; asking the decoder for each of them is slower.
    if (encoded.length > 24 || encoded.some((byte) => byte > 127)) return decoder.decode(encoded);
    let plain = '';
    for (const byte of encoded) plain += String.fromCharCode(byte);
    return plain;
  };

  return {
    unsigned,
    signed,
    text,
    bytes: (length) => take(length).slice(),
    float() {
      const eight = take(8);
      return new DataView(eight.buffer, eight.byteOffset, 8).getFloat64(0, true);
    },
    texts(count) {
      const values: string[] = [];
      let before = '';
      for (let i = 0; i < count; i++) {
        const shared = unsigned();
        before = before.slice(0, shared) + text();
        values.push(before);
      }
      return values;
    },
    deltas(into) {
      let value = 0;
      for (let i = 0; i < into.length; i++) into[i] = value += signed();
      return into;
    },
  };
}
