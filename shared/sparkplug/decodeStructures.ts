/** Decodes what a metric may carry beside a plain value: property sets and data sets. */

import {
  type Cursor,
  hasMore,
  nested,
  once,
  readBoolean,
  readDouble,
  readFloat,
  readInt,
  readLong,
  readNumber,
  readTag,
  readText,
  refuse,
  skip,
} from './cursor.ts';
import { fieldFits } from './dataType.ts';
import { type DataSet, type PropertySet, type PropertyValue, payloadLimits, type ScalarValue } from './payload.ts';

const scalarWireTypes = [0, 0, 5, 1, 0, 2];

/** Six scalar fields in a row, as every value message has them, starting at field `first`; null when the tag is none of them. */
export function readScalar(cursor: Cursor, tag: number, first: number): ScalarValue | null {
  const index = (tag >>> 3) - first;
  if (scalarWireTypes[index] !== (tag & 7)) return null;
  switch (index) {
    case 0:
      return { field: 'int', value: readInt(cursor) };
    case 1:
      return { field: 'long', value: readLong(cursor) };
    case 2:
      return { field: 'float', value: readFloat(cursor) };
    case 3:
      return { field: 'double', value: readDouble(cursor) };
    case 4:
      return { field: 'boolean', value: readBoolean(cursor) };
    default:
      return { field: 'string', value: readText(cursor) };
  }
}

/** Set by a property list whose keys and values do not pair up; the reader drops the whole list. */
export type Damage = { damaged: boolean };

function readPropertyValue(cursor: Cursor, damage: Damage): PropertyValue {
  let seen = 0;
  let type: number | null = null;
  let isNull = false;
  let value: PropertyValue['value'] = null;
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (cursor.problem !== null) break;
    if (tag >>> 3 <= 11) seen = once(cursor, seen, tag);
    switch (tag) {
      case 0x08:
        type = readInt(cursor);
        break;
      case 0x10:
        isNull = readBoolean(cursor);
        break;
      case 0x4a: {
        const set = nested(cursor, (inner) => readPropertySet(inner, damage), true);
        if (set) value = { field: 'property-sets', value: [set] };
        break;
      }
      case 0x52:
        value = { field: 'property-sets', value: nested(cursor, (inner) => readPropertySetList(inner, damage), true) ?? [] };
        break;
      default: {
        const scalar = readScalar(cursor, tag, 3);
        if (scalar) value = scalar;
        else skip(cursor, tag, 10);
      }
    }
  }
  return { type, isNull, value };
}

function readPropertySetList(cursor: Cursor, damage: Damage): PropertySet[] {
  const sets: PropertySet[] = [];
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (tag !== 0x0a) skip(cursor, tag, 1);
    else {
      const set = nested(cursor, (inner) => readPropertySet(inner, damage), true);
      if (set) sets.push(set);
    }
  }
  return sets;
}

export function readPropertySet(cursor: Cursor, damage: Damage): PropertySet {
  const keys: string[] = [];
  const values: PropertyValue[] = [];
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (tag === 0x0a) keys.push(readText(cursor));
    else if (tag === 0x12) {
      const value = nested(cursor, (inner) => readPropertyValue(inner, damage), false);
      if (value) values.push(value);
    } else if (cursor.problem === null) skip(cursor, tag, 2);
  }
  if (keys.length !== values.length) damage.damaged = true;
  const set = new Map<string, PropertyValue>();
  keys.forEach((key, index) => {
    const value = values[index];
    if (value && !set.has(key)) set.set(key, value);
  });
  return set;
}

function readCell(cursor: Cursor): ScalarValue | null {
  let seen = 0;
  let value: ScalarValue | null = null;
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (cursor.problem !== null) break;
    if (tag >>> 3 <= 7) seen = once(cursor, seen, tag);
    if (value !== null) refuse(cursor, 'sp-dataset', 'cell with two values');
    value = readScalar(cursor, tag, 1);
    if (value === null) skip(cursor, tag, 6);
  }
  return value;
}

function readRow(cursor: Cursor): (ScalarValue | null)[] {
  const cells: (ScalarValue | null)[] = [];
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (tag !== 0x0a) skip(cursor, tag, 1);
    else {
      cursor.cells += 1;
      if (cursor.cells > payloadLimits.cells) refuse(cursor, 'too-many-items', 'too many data set cells');
      cells.push(nested(cursor, readCell, false));
    }
  }
  return cells;
}

function readTypes(cursor: Cursor): number[] {
  const types: number[] = [];
  while (hasMore(cursor)) types.push(readInt(cursor));
  return types;
}

/** Rows and columns must agree with each other and with what is announced; nothing is allocated for an announced size. */
export function readDataSet(cursor: Cursor): DataSet {
  let announced: number | null = null;
  let seen = 0;
  const columns: string[] = [];
  const types: number[] = [];
  const rows: (ScalarValue | null)[][] = [];
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    switch (tag) {
      case 0x08:
        seen = once(cursor, seen, tag);
        announced = readNumber(cursor);
        break;
      case 0x12:
        columns.push(readText(cursor));
        break;
      case 0x18:
        types.push(readInt(cursor));
        break;
      case 0x1a:
        // Packed form, which every protobuf reader must take for a repeated number.
        for (const type of nested(cursor, readTypes, false) ?? []) types.push(type);
        break;
      case 0x22:
        rows.push(nested(cursor, readRow, false) ?? []);
        break;
      default:
        if (cursor.problem === null) skip(cursor, tag, 4);
    }
  }
  const width = columns.length;
  const fits = (cell: ScalarValue | null, column: number): boolean => cell === null || fieldFits(types[column] ?? 0, cell.field);
  if ((announced !== null && announced !== width) || types.length !== width) refuse(cursor, 'sp-dataset', 'columns do not fit');
  else if (!rows.every((row) => row.length === width && row.every(fits))) refuse(cursor, 'sp-dataset', 'rows do not fit the columns');
  return { columns, types, rows };
}
