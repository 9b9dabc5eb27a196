/** Writes state as JSON text and back: maps, sets, typed arrays and infinities included. */

const TAG = '$';

function pack(_key: string, value: unknown): unknown {
  if (value instanceof Map) return { [TAG]: 'map', of: [...value] };
  if (value instanceof Set) return { [TAG]: 'set', of: [...value] };
  if (value instanceof Int32Array) return { [TAG]: 'ints', of: [...value] };
  if (typeof value === 'number' && !Number.isFinite(value)) return { [TAG]: 'number', of: String(value) };
  return value;
}

function unpack(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(TAG in value) || !('of' in value)) return value;
  const { of } = value;
  if (value[TAG] === 'number') return Number(of);
  if (!Array.isArray(of)) return value;
  switch (value[TAG]) {
    case 'map':
      return new Map(of);
    case 'set':
      return new Set(of);
    case 'ints':
      return Int32Array.from(of);
    default:
      return value;
  }
}

export const writeState = (state: unknown): string => JSON.stringify(state, pack);

/** Reads only what `writeState` of the same version wrote; the caller checks the version before it believes the shape. */
export const readState = (text: string): ReturnType<typeof JSON.parse> => JSON.parse(text, unpack);
