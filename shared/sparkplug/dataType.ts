/** The data types of Sparkplug B and the value field each of them travels in. */

// Sparkplug 3.0, chapter 6.4.16: index of each type on the wire.
export const dataType = {
  int8: 1,
  int16: 2,
  int32: 3,
  int64: 4,
  uint8: 5,
  uint16: 6,
  uint32: 7,
  uint64: 8,
  float: 9,
  double: 10,
  boolean: 11,
  string: 12,
  dateTime: 13,
  text: 14,
  uuid: 15,
  dataSet: 16,
  bytes: 17,
  file: 18,
  template: 19,
} as const;

const LAST_ARRAY_TYPE = 34;

export type IntegerForm = { readonly bits: 8 | 16 | 32 | 64; readonly signed: boolean };

const integers: readonly (IntegerForm | undefined)[] = [
  undefined,
  { bits: 8, signed: true },
  { bits: 16, signed: true },
  { bits: 32, signed: true },
  { bits: 64, signed: true },
  { bits: 8, signed: false },
  { bits: 16, signed: false },
  { bits: 32, signed: false },
  { bits: 64, signed: false },
];

/** Width and sign of an integer type; DateTime travels like UInt64. Null for every other type. */
export function integerForm(type: number): IntegerForm | null {
  return (type === dataType.dateTime ? integers[dataType.uint64] : integers[type]) ?? null;
}

export type ValueField = 'int' | 'long' | 'float' | 'double' | 'boolean' | 'string' | 'bytes' | 'data-set' | 'template' | 'extension';

/** Value field of a type that is no integer; null for integers, property sets and unknown types. */
export function valueField(type: number): ValueField | null {
  switch (type) {
    case dataType.float:
      return 'float';
    case dataType.double:
      return 'double';
    case dataType.boolean:
      return 'boolean';
    case dataType.string:
    case dataType.text:
    case dataType.uuid:
      return 'string';
    case dataType.dataSet:
      return 'data-set';
    case dataType.template:
      return 'template';
    default:
      return type === dataType.bytes || type === dataType.file || (type >= 22 && type <= LAST_ARRAY_TYPE) ? 'bytes' : null;
  }
}

/** Whether a metric may be born with this type. */
export const isMetricType = (type: number): boolean => integerForm(type) !== null || valueField(type) !== null;

/** Whether the value field can carry the type at all; integers may come in either integer field. */
export function fieldFits(type: number, field: ValueField): boolean {
  return integerForm(type) ? field === 'int' || field === 'long' : valueField(type) === field;
}
