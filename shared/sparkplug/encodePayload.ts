/** Writes Sparkplug B payloads: births and data of simulated edges, and the one command Relight may send. */

import type { MetricValue } from './payload.ts';
import { createWriter, type Writer, writeBytes, writeDouble, writeFloat, writeNumber, writeText, writeVarint, written } from './writer.ts';

export type MetricToSend = {
  readonly name?: string;
  readonly alias?: number | bigint;
  /** Epoch milliseconds. */
  readonly timestamp?: number;
  /** One of `dataType`; births need it, data may leave it out. */
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly isNull?: boolean;
  /** Sparkplug quality: 192 good, 500 stale, 0 bad. */
  readonly quality?: number;
  readonly value?: Exclude<MetricValue, { field: 'data-set' | 'template' | 'extension' }>;
};

export type PayloadToSend = {
  /** Epoch milliseconds. */
  readonly timestamp?: number;
  /** 0 to 255; deaths of an edge and commands have none. */
  readonly seq?: number;
  readonly metrics: readonly MetricToSend[];
};

const INT32 = 3;

function qualityProperty(quality: number): Uint8Array {
  const value = createWriter();
  writeNumber(value, 1, INT32);
  writeNumber(value, 3, quality);
  const set = createWriter();
  writeText(set, 1, 'Quality');
  writeBytes(set, 2, written(value));
  return written(set);
}

function writeValue(writer: Writer, value: NonNullable<MetricToSend['value']>): void {
  switch (value.field) {
    case 'int':
      // Two's complement in 32 bits, as the reference encoder writes Int8 to Int32.
      writeNumber(writer, 10, value.value >>> 0);
      break;
    case 'long':
      writeVarint(writer, 11, BigInt.asUintN(64, value.value));
      break;
    case 'float':
      writeFloat(writer, 12, value.value);
      break;
    case 'double':
      writeDouble(writer, 13, value.value);
      break;
    case 'boolean':
      writeNumber(writer, 14, value.value ? 1 : 0);
      break;
    case 'string':
      writeText(writer, 15, value.value);
      break;
    case 'bytes':
      writeBytes(writer, 16, value.value);
      break;
  }
}

function encodeMetric(metric: MetricToSend): Uint8Array {
  const writer = createWriter();
  if (metric.name !== undefined) writeText(writer, 1, metric.name);
  if (metric.alias !== undefined) writeVarint(writer, 2, BigInt(metric.alias));
  if (metric.timestamp !== undefined) writeNumber(writer, 3, metric.timestamp);
  if (metric.datatype !== undefined) writeNumber(writer, 4, metric.datatype);
  if (metric.isHistorical) writeNumber(writer, 5, 1);
  if (metric.isNull) writeNumber(writer, 7, 1);
  if (metric.quality !== undefined) writeBytes(writer, 9, qualityProperty(metric.quality));
  if (metric.value !== undefined) writeValue(writer, metric.value);
  return written(writer);
}

export function encodePayload(payload: PayloadToSend): Uint8Array {
  const writer = createWriter();
  if (payload.timestamp !== undefined) writeNumber(writer, 1, payload.timestamp);
  for (const metric of payload.metrics) writeBytes(writer, 2, encodeMetric(metric));
  if (payload.seq !== undefined) writeNumber(writer, 3, payload.seq);
  return written(writer);
}
