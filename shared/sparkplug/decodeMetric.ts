/** Decodes one metric, with the template it may hold; a fault that concerns this metric alone is noted on it. */

import {
  type Cursor,
  hasMore,
  nested,
  once,
  readBoolean,
  readBytes,
  readInt,
  readNumber,
  readTag,
  readText,
  refuse,
  skip,
  skipBytes,
} from './cursor.ts';
import { type Damage, readDataSet, readPropertySet, readScalar } from './decodeStructures.ts';
import {
  type Metric,
  type MetricProblem,
  type MetricValue,
  type PropertySet,
  payloadLimits,
  type ScalarValue,
  type Template,
} from './payload.ts';

const FIRST_VALUE_FIELD = 10;
const LAST_FIELD = 19;

function readAlias(cursor: Cursor): number | bigint {
  const alias = readNumber(cursor);
  return Number.isSafeInteger(alias) ? alias : (BigInt(cursor.high) << 32n) | BigInt(cursor.low);
}

function readValue(cursor: Cursor, tag: number): MetricValue | null {
  switch (tag) {
    case 0x82:
      return { field: 'bytes', value: readBytes(cursor) };
    case 0x8a: {
      const value = nested(cursor, readDataSet, true);
      return value && { field: 'data-set', value };
    }
    case 0x92: {
      const value = nested(cursor, readTemplate, true);
      return value && { field: 'template', value };
    }
    case 0x9a:
      skipBytes(cursor);
      return { field: 'extension' };
    default: {
      const scalar = readScalar(cursor, tag, FIRST_VALUE_FIELD);
      if (scalar === null) skip(cursor, tag, LAST_FIELD);
      return scalar;
    }
  }
}

export function readMetric(cursor: Cursor): Metric {
  cursor.metrics += 1;
  if (cursor.metrics > payloadLimits.metrics) refuse(cursor, 'too-many-items', 'too many metrics');
  let seen = 0;
  let name: string | null = null;
  let alias: number | bigint | null = null;
  let timestamp: number | null = null;
  let datatype: number | null = null;
  let isHistorical = false;
  let isNull = false;
  let properties: PropertySet | null = null;
  let propertiesDamaged = false;
  let value: MetricValue | null = null;
  let problem: MetricProblem | null = null;
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (cursor.problem !== null) break;
    if (tag >>> 3 <= LAST_FIELD) seen = once(cursor, seen, tag);
    switch (tag) {
      case 0x0a:
        name = readText(cursor);
        break;
      case 0x10:
        alias = readAlias(cursor);
        break;
      case 0x18:
        timestamp = readNumber(cursor);
        break;
      case 0x20:
        datatype = readInt(cursor);
        break;
      case 0x28:
        isHistorical = readBoolean(cursor);
        break;
      case 0x30:
        readBoolean(cursor);
        break;
      case 0x38:
        isNull = readBoolean(cursor);
        break;
      case 0x42:
        skipBytes(cursor);
        break;
      case 0x4a: {
        const damage: Damage = { damaged: false };
        properties = nested(cursor, (inner) => readPropertySet(inner, damage), true);
        propertiesDamaged = damage.damaged;
        if (propertiesDamaged) properties = null;
        break;
      }
      default: {
        const next = readValue(cursor, tag);
        if (next !== null && value !== null) problem = 'sp-type';
        value = next ?? value;
      }
    }
  }
  return { name, alias, timestamp, datatype, isHistorical, isNull, properties, propertiesDamaged, value, problem };
}

function readParameter(cursor: Cursor): Template['parameters'][number] {
  let seen = 0;
  let name: string | null = null;
  let type: number | null = null;
  let value: ScalarValue | null = null;
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (cursor.problem !== null) break;
    if (tag >>> 3 <= 9) seen = once(cursor, seen, tag);
    if (tag === 0x0a) name = readText(cursor);
    else if (tag === 0x10) type = readInt(cursor);
    else {
      const scalar = readScalar(cursor, tag, 3);
      if (scalar === null) skip(cursor, tag, 8);
      else value = scalar;
    }
  }
  return { name, type, value };
}

function readTemplate(cursor: Cursor): Template {
  let seen = 0;
  let version: string | null = null;
  let reference: string | null = null;
  let isDefinition = false;
  const metrics: Metric[] = [];
  const parameters: Template['parameters'][number][] = [];
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (cursor.problem !== null) break;
    switch (tag) {
      case 0x12: {
        const metric = nested(cursor, readMetric, false);
        if (metric) metrics.push(metric);
        break;
      }
      case 0x1a: {
        const parameter = nested(cursor, readParameter, false);
        if (parameter) parameters.push(parameter);
        break;
      }
      default:
        if (tag >>> 3 <= 5) seen = once(cursor, seen, tag);
        if (tag === 0x0a) version = readText(cursor);
        else if (tag === 0x22) reference = readText(cursor);
        else if (tag === 0x28) isDefinition = readBoolean(cursor);
        else skip(cursor, tag, 5);
    }
  }
  return { version, reference, isDefinition, metrics, parameters };
}
