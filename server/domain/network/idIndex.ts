/** Finds the index of an id through a table of integers, which can be kept beside the ids and needs no building when it is read again. */

export type IdIndex = Pick<ReadonlyMap<string, number>, 'get' | 'has'>;

const FREE = -1;

// FNV-1a over UTF-16 units.
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Place in the table of an id, or the free place where it would stand. */
function placeOf(id: string, ids: readonly string[], table: Int32Array): number {
  const mask = table.length - 1;
  let place = hashOf(id) & mask;
  while (table[place] !== FREE && ids[table[place]!] !== id) place = (place + 1) & mask;
  return place;
}

/** An open table, at most half full; of equal ids the last counts. */
export function tableOf(ids: readonly string[]): Int32Array {
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * ids.length + 2))).fill(FREE);
  for (let i = 0; i < ids.length; i += 1) table[placeOf(ids[i]!, ids, table)] = i;
  return table;
}

/** `table` is what `tableOf` gave for the same ids. */
export function indexBy(ids: readonly string[], table: Int32Array): IdIndex {
  const find = (id: string): number => table[placeOf(id, ids, table)]!;
  return {
    get(id) {
      const found = find(id);
      return found === FREE ? undefined : found;
    },
    has: (id) => find(id) !== FREE,
  };
}
