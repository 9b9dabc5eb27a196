/** Reads single fields of parsed JSON without trusting its shape: absent or wrong is null. */

export type Row = Readonly<Record<string, unknown>>;

export const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

export const textOf = (row: Row, name: string): string | null => {
  const value = row[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const numberOf = (row: Row, name: string): number | null => {
  const value = row[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

export const yes = (row: Row, name: string): boolean => row[name] === true;

export const rowsOf = (row: Row, name: string): readonly Row[] => {
  const value = row[name];
  return Array.isArray(value) ? value.filter(isRow) : [];
};
