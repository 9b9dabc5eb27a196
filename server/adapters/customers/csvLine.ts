/** Splits comma- or semicolon-separated lines, with quotes, into the same shape that a JSON line has. */

/** Fields of one line; doubled quotes inside quotes are one. */
export function splitCsv(line: string, separator: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const char = line[i]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (line[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === separator) {
      fields.push(field);
      field = '';
    } else field += char;
  }
  fields.push(field);
  return fields;
}

const NUMBERS = new Set(['yearlyKwh', 'key.backupMinutes']);
const truth = (value: string): boolean => /^(1|true|yes|y)$/i.test(value);
const FLAGS = new Set(['disconnected', 'preferences.sms', 'preferences.voice', 'preferences.email', 'preferences.push']);

const read = (column: string, value: string): unknown =>
  NUMBERS.has(column) ? Number(value) : FLAGS.has(column) || column === 'preferences.optedOut' ? truth(value) : value;

/** Columns are named like the fields; `key.reason` stands for a field inside. Empty cells are missing fields. */
export function csvObject(columns: readonly string[], cells: readonly string[]): unknown {
  const inner = new Map<string, Map<string, unknown>>();
  const outer = new Map<string, unknown>();
  columns.forEach((column, place) => {
    const cell = cells[place]?.trim() ?? '';
    if (cell === '' || column === '') return;
    const [first = '', second] = column.split('.');
    if (second === undefined) outer.set(first, read(column, cell));
    else inner.set(first, (inner.get(first) ?? new Map()).set(second, read(column, cell)));
  });
  for (const [name, fields] of inner) outer.set(name, Object.fromEntries(fields));
  return Object.fromEntries(outer);
}
