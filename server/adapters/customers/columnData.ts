/** The numbers of a register without its personal data, as blocks of bytes in the store: what the core is built from. */

import type Database from 'better-sqlite3';
import type { CustomerRow } from './customerRow.ts';

/** How accounts and phones become numbers, and which bit stands for what; given by whoever knows the core. */
export type ColumnKeys = {
  readonly account: (account: string) => number;
  readonly phone: (phone: string) => number | null;
  readonly marks: Readonly<Record<MarkField, number>>;
  readonly classes: readonly string[];
  readonly locales: readonly string[];
};

export type MarkField =
  | 'hasPhone'
  | 'hasEmail'
  | 'noSms'
  | 'noVoice'
  | 'noEmail'
  | 'noPush'
  | 'optedOut'
  | 'anyHour'
  | 'disconnected'
  | 'hasMeter';

export type KeyEntry = readonly [
  number,
  { readonly reason: string; readonly manager: string | null; readonly backupMinutes: number | null; readonly level: string | null },
];

/** As read back; service points and ids in the order of the register. */
export type StoredColumns = {
  readonly ids: readonly string[];
  readonly servicePoints: readonly string[];
  readonly marks: Uint16Array;
  readonly locale: Uint8Array;
  readonly class: Uint8Array;
  readonly yearlyKwh: Float64Array;
  readonly accountKeys: Float64Array;
  readonly phoneKeys: Float64Array;
  readonly keys: readonly KeyEntry[];
  readonly lifeSupport: readonly (readonly [number, number])[];
};

function marksOf(row: CustomerRow, marks: ColumnKeys['marks']): number {
  const { preferences: wishes } = row;
  let bits = 0;
  if (row.phone !== null) bits |= marks.hasPhone;
  if (row.email !== null) bits |= marks.hasEmail;
  if (row.meter !== null) bits |= marks.hasMeter;
  if (row.disconnected) bits |= marks.disconnected;
  if (wishes?.sms === false) bits |= marks.noSms;
  if (wishes?.voice === false) bits |= marks.noVoice;
  if (wishes?.email === false) bits |= marks.noEmail;
  if (wishes?.push === false) bits |= marks.noPush;
  if (wishes?.optedOut) bits |= marks.optedOut;
  if (wishes?.anyHour) bits |= marks.anyHour;
  return bits;
}

const NO_LOCALE = 255;
const bytesOf = (numbers: Float64Array | Uint16Array | Uint8Array): Buffer =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

export function createColumnWriter(keys: ColumnKeys) {
  const rows = {
    ids: [] as string[],
    servicePoints: [] as string[],
    marks: [] as number[],
    locale: [] as number[],
    class: [] as number[],
    kwh: [] as number[],
    accounts: [] as number[],
    phones: [] as number[],
  };
  const keyEntries: KeyEntry[] = [];
  const lifeSupport: [number, number][] = [];
  return {
    add(row: CustomerRow): void {
      const n = rows.ids.length;
      rows.ids.push(row.id);
      rows.servicePoints.push(row.servicePoint);
      rows.marks.push(marksOf(row, keys.marks));
      rows.locale.push(row.locale === null ? NO_LOCALE : keys.locales.indexOf(row.locale));
      rows.class.push(keys.classes.indexOf(row.class));
      rows.kwh.push(row.yearlyKwh ?? Number.NaN);
      rows.accounts.push(row.account === null ? Number.NaN : keys.account(row.account));
      rows.phones.push(row.phone === null ? Number.NaN : (keys.phone(row.phone) ?? Number.NaN));
      if (row.key) {
        const { reason, manager, backupMinutes, level } = row.key;
        keyEntries.push([n, { reason, manager, backupMinutes, level }]);
      }
      if (row.lifeSupport) lifeSupport.push([n, Date.parse(row.lifeSupport.attestedAt)]);
    },
    write(database: Database.Database): void {
      const insert = database.prepare('INSERT INTO column_data (name, bytes) VALUES (?, ?)');
      const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
      insert.run('ids', text(rows.ids));
      insert.run('servicePoints', text(rows.servicePoints));
      insert.run('marks', bytesOf(Uint16Array.from(rows.marks)));
      insert.run('locale', bytesOf(Uint8Array.from(rows.locale)));
      insert.run('class', bytesOf(Uint8Array.from(rows.class)));
      insert.run('kwh', bytesOf(Float64Array.from(rows.kwh)));
      insert.run('accounts', bytesOf(Float64Array.from(rows.accounts)));
      insert.run('phones', bytesOf(Float64Array.from(rows.phones)));
      insert.run('keys', text(keyEntries));
      insert.run('lifeSupport', text(lifeSupport));
    },
  };
}

/** A file that `createColumnWriter` wrote; the caller checked its layout. */
export function readColumns(database: Database.Database): StoredColumns {
  const find = database.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM column_data WHERE name = ?');
  const bytes = (name: string): Buffer => find.get(name)?.bytes ?? Buffer.alloc(0);
  const json = (name: string): ReturnType<typeof JSON.parse> => JSON.parse(bytes(name).toString('utf8'));
  const copy = (name: string): ArrayBuffer => new Uint8Array(bytes(name)).buffer;
  return {
    ids: json('ids'),
    servicePoints: json('servicePoints'),
    marks: new Uint16Array(copy('marks')),
    locale: new Uint8Array(copy('locale')),
    class: new Uint8Array(copy('class')),
    yearlyKwh: new Float64Array(copy('kwh')),
    accountKeys: new Float64Array(copy('accounts')),
    phoneKeys: new Float64Array(copy('phones')),
    keys: json('keys'),
    lifeSupport: json('lifeSupport'),
  };
}
