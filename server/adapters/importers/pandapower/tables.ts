/** Reads the tables of a pandapower file: pandas frames in "split" form, often as JSON text inside the JSON. */

import { ImportStop } from '../limits.ts';

export type Row = { readonly index: number; readonly values: ReadonlyMap<string, unknown> };
export type Tables = { readonly name: string | null; table(name: string): readonly Row[] };

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new ImportStop('json-parse', `${where}: ${problem instanceof Error ? problem.message : 'is no JSON'}`);
  }
}

/** A frame, a frame in an envelope, or the text of either. */
function rowsOf(frame: unknown, where: string): readonly Row[] {
  if (typeof frame === 'string') return rowsOf(parse(frame, where), where);
  if (!isPlain(frame)) return [];
  if ('_object' in frame) return rowsOf(frame._object, where);
  const { columns, index, data } = frame;
  if (!Array.isArray(columns) || !Array.isArray(index) || !Array.isArray(data)) return [];
  return data.map((row: unknown, i) => {
    if (!Array.isArray(row)) throw new ImportStop('value-type', `${where}: row ${i} is not a list`);
    return { index: Number(index[i]), values: new Map(columns.map((column, at) => [String(column), row[at]])) };
  });
}

/** Throws ImportStop when the text is no JSON or no pandapower network. */
export function readTables(text: string, path: string): Tables {
  const file = parse(text, path);
  const network = isPlain(file) && isPlain(file._object) ? file._object : file;
  if (!isPlain(network) || !('bus' in network))
    throw new ImportStop('schema-unknown', `${path} holds no pandapower network: there is no table "bus"`);
  return {
    name: typeof network.name === 'string' && network.name !== '' ? network.name : null,
    table: (name) => (Object.hasOwn(network, name) ? rowsOf(network[name], `${path}, table ${name}`) : []),
  };
}

export const numberAt = (row: Row, column: string): number | null => {
  const value = row.values.get(column);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};
export const textAt = (row: Row, column: string): string | null => {
  const value = row.values.get(column);
  return typeof value === 'string' && value !== '' ? value : null;
};
/** Missing counts as true: tables without the column mean "in service", "closed". */
export const trueAt = (row: Row, column: string): boolean => row.values.get(column) !== false;
