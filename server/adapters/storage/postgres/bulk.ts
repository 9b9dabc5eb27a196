/** Inserts many rows with one statement, a column an array. */

import type { Client } from 'pg';

export type ColumnType = 'bigint' | 'integer' | 'text' | 'bytea';
export type Value = string | number | Uint8Array | null;

export type Bulk = {
  add(...row: readonly Value[]): void;
  /** Sends what was added; does nothing when that is nothing. */
  insert(client: Client): Promise<void>;
};

/** `columns` in the order of the table, `onConflict` the rest of the statement. */
export function createBulk(table: string, columns: Readonly<Record<string, ColumnType>>, onConflict = ''): Bulk {
  const names = Object.keys(columns);
  const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`);
  const statement = `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')}) ${onConflict}`;
  const rows: (readonly Value[])[] = [];
  return {
    add: (...row) => void rows.push(row),
    async insert(client) {
      if (rows.length === 0) return;
      await client.query(
        statement,
        names.map((_, column) => rows.map((row) => row[column] ?? null)),
      );
    },
  };
}
