/** Reads the value of a metric by the type of its birth, because data usually leaves the type out. */

import { dataType, type IntegerForm, integerForm, valueField } from '../../../shared/sparkplug/dataType.ts';
import type { MetricValue } from '../../../shared/sparkplug/payload.ts';

export type PlainValue = boolean | number | bigint | string | null;

export type BornValue =
  /** `unusualForm`: the integer came in another width or field than its type asks for, but its value is clear. Null for structures. */
  | { readonly ok: true; readonly value: PlainValue; readonly unusualForm: boolean }
  | { readonly ok: false; readonly reason: 'sp-type' | 'number-range' };

const OUT_OF_RANGE: BornValue = { ok: false, reason: 'number-range' };
const MISFIT: BornValue = { ok: false, reason: 'sp-type' };

const plain = (value: PlainValue, unusualForm = false): BornValue => ({ ok: true, value, unusualForm });

/** From the 32-bit field: two's complement in 32 bits is usual, the bare short form (Int8 -1 as FF) is not. */
function fromInt({ bits, signed }: IntegerForm, value: number): BornValue {
  if (bits === 64) return value < 0 || (signed && value > 0x7fff_ffff) ? OUT_OF_RANGE : plain(BigInt(value), true);
  const limit = 2 ** bits;
  if (!signed) return value >= 0 && value < limit ? plain(value) : OUT_OF_RANGE;
  const extended = value | 0;
  if (extended >= -limit / 2 && extended < limit / 2) return plain(extended, value < 0);
  return value >= 0 && value < limit ? plain(value - limit, true) : OUT_OF_RANGE;
}

function fromLong({ bits, signed }: IntegerForm, value: bigint): BornValue {
  if (bits === 64) return plain(signed ? BigInt.asIntN(64, value) : value);
  const limit = 1n << BigInt(bits);
  // The reference library writes UInt32 as 64 bits, so that is usual too.
  if (!signed) return value < limit ? plain(Number(value), bits !== 32) : OUT_OF_RANGE;
  const extended = BigInt.asIntN(64, value);
  if (extended >= -limit / 2n && extended < limit / 2n) return plain(Number(extended), true);
  return value < limit ? plain(Number(value - limit), true) : OUT_OF_RANGE;
}

export function readBornValue(type: number, value: MetricValue): BornValue {
  const integer = integerForm(type);
  if (integer) {
    if (value.field === 'int') return fromInt(integer, value.value);
    return value.field === 'long' ? fromLong(integer, value.value) : MISFIT;
  }
  if (valueField(type) !== value.field) return MISFIT;
  switch (value.field) {
    case 'boolean':
    case 'float':
    case 'double':
    case 'string':
      return plain(value.value);
    default:
      return plain(null);
  }
}

/** Kinds of types a point may be born with. */
export const isInteger = (type: number): boolean => type !== dataType.dateTime && integerForm(type) !== null;
export const isFraction = (type: number): boolean => type === dataType.float || type === dataType.double;
export const isText = (type: number): boolean => type === dataType.string || type === dataType.text;
