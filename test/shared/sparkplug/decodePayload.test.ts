/** What the strict Sparkplug decoder takes and refuses, against payloads of the reference encoder. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataType } from '../../../shared/sparkplug/dataType.ts';
import { decodePayload } from '../../../shared/sparkplug/decodePayload.ts';
import type { Metric, SparkplugPayload } from '../../../shared/sparkplug/payload.ts';
import { referenceEncode } from '../../support/sparkplugReference.ts';

const at = 1_767_607_200_000;

function good(bytes: Uint8Array): SparkplugPayload {
  const decoded = decodePayload(bytes);
  if (!decoded.ok) throw new Error(`${decoded.reason}: ${decoded.detail}`);
  return decoded.payload;
}

const only = (bytes: Uint8Array): Metric => {
  const [metric] = good(bytes).metrics;
  if (!metric) throw new Error('no metric');
  return metric;
};
const reason = (bytes: Uint8Array): string => {
  const decoded = decodePayload(bytes);
  return decoded.ok ? 'good' : decoded.reason;
};
const one = (fields: Record<string, unknown>): Uint8Array => referenceEncode({ timestamp: at, seq: 3, metrics: [fields] });
const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** A payload that uses every part of the schema. */
const rich = referenceEncode({
  timestamp: at,
  seq: 255,
  metrics: [
    { name: 'position', alias: 1, timestamp: at, datatype: dataType.boolean, booleanValue: true },
    { alias: 2, floatValue: 1.5, isHistorical: true, isTransient: true },
    { name: 'energy', alias: '18446744073709551615', datatype: dataType.uint64, longValue: '18446744073709551615' },
    { name: 'tap', datatype: dataType.int8, intValue: 0xffffffff, isNull: true, metadata: { contentType: 'x', size: 7 } },
    {
      name: 'q',
      datatype: dataType.double,
      doubleValue: -0.1,
      properties: {
        keys: ['Quality', 'inner', 'list'],
        values: [
          { type: 3, intValue: 192 },
          { type: 20, propertysetValue: { keys: ['a'], values: [{ type: 12, stringValue: 'b' }] } },
          { type: 21, propertysetsValue: { propertyset: [{ keys: [], values: [] }] } },
        ],
      },
    },
    {
      name: 'table',
      datatype: dataType.dataSet,
      datasetValue: { numOfColumns: 2, columns: ['a', 'b'], types: [3, 12], rows: [{ elements: [{ intValue: 1 }, { stringValue: 'ü' }] }] },
    },
    {
      name: 'motor',
      datatype: dataType.template,
      templateValue: {
        version: '1',
        isDefinition: true,
        metrics: [{ name: 'speed', datatype: dataType.float, floatValue: 2 }],
        parameters: [{ name: 'p', type: 12, stringValue: 's' }],
      },
    },
    { name: '配电站', datatype: dataType.string, stringValue: '合' },
    { name: 'file', datatype: dataType.bytes, bytesValue: new Uint8Array([1, 2, 3]) },
  ],
});

describe('decodePayload', () => {
  it('reads every part of a payload as the reference encoder wrote it', () => {
    const payload = good(rich);
    expect(payload).toMatchObject({ timestamp: at, seq: 255 });
    const [position, current, energy, tap, quality, table, motor, text, file] = payload.metrics;
    expect(position).toMatchObject({ name: 'position', alias: 1, timestamp: at, datatype: 11, value: { field: 'boolean', value: true } });
    expect(current).toMatchObject({ name: null, alias: 2, datatype: null, isHistorical: true, value: { field: 'float', value: 1.5 } });
    expect(energy).toMatchObject({ alias: 18446744073709551615n, value: { field: 'long', value: 18446744073709551615n } });
    expect(tap).toMatchObject({ isNull: true, value: { field: 'int', value: 0xffffffff } });
    expect(quality?.properties?.get('Quality')).toMatchObject({ type: 3, value: { field: 'int', value: 192 } });
    expect(quality?.properties?.get('inner')?.value?.field).toBe('property-sets');
    expect(table?.value).toMatchObject({ field: 'data-set', value: { columns: ['a', 'b'], types: [3, 12] } });
    expect(motor?.value).toMatchObject({ field: 'template', value: { isDefinition: true, metrics: [{ name: 'speed' }] } });
    expect(text).toMatchObject({ name: '配电站', value: { field: 'string', value: '合' } });
    expect(file?.value).toEqual({ field: 'bytes', value: new Uint8Array([1, 2, 3]) });
  });

  it('keeps 64-bit numbers exact and a stretched negative 32-bit number negative', () => {
    expect(only(one({ alias: 4, longValue: '9007199254740993' })).value).toEqual({ field: 'long', value: 9007199254740993n });
    expect(only(hex('12 0d 10 03 50 ff ff ff ff ff ff ff ff ff 01')).value).toEqual({ field: 'int', value: -1 });
  });

  it('refuses what lenient decoders let pass', () => {
    const data = '08 80 d2 e5 ec b8 33 12 0b 10 01 18 80 d2 e5 ec b8 33 70 00 18 02';
    expect(reason(hex(data))).toBe('good');
    expect(reason(new Uint8Array())).toBe('empty-payload');
    expect(reason(hex(`${data} 0f 01`))).toBe('sp-decode');
    expect(reason(hex(`${data} 02 02 01 61`))).toBe('sp-decode');
    expect(reason(hex(`${data} 18 09`))).toBe('sp-decode');
    expect(reason(hex('08 ff ff ff ff ff ff ff ff ff ff 01'))).toBe('sp-decode');
    expect(reason(hex('12 ff ff ff ff 07 61 62 63'))).toBe('sp-decode');
    expect(reason(new Uint8Array(21_000).fill(0x3b))).toBe('sp-decode');
    expect(reason(hex('12 04 10 01 10 02'))).toBe('sp-decode');
    expect(reason(hex('12 06 0a 04 70 6f ff fe'))).toBe('sp-utf8');
    expect(reason(new TextEncoder().encode('{"at":1}'))).toBe('sp-decode');
  });

  it('steps over unknown fields of other vendors', () => {
    expect(good(hex('18 02 c2 3e 02 01 02 c8 3e 05')).seq).toBe(2);
  });

  it('notes two values in one metric on that metric alone', () => {
    const { metrics } = good(hex('12 09 10 01 70 00 65 00 00 00 00 12 04 10 02 70 01 18 02'));
    expect(metrics.map((metric) => metric.problem)).toEqual(['sp-type', null]);
  });

  it('drops a property list whose keys and values do not pair up', () => {
    const metric = only(one({ alias: 1, properties: { keys: ['Quality', 'a', 'b'], values: [{ type: 3, intValue: 192 }] } }));
    expect(metric).toMatchObject({ properties: null, propertiesDamaged: true });
  });

  it('keeps its budgets before it spends anything', () => {
    const deep = (levels: number): object => (levels === 0 ? {} : { metrics: [{ name: 't', templateValue: deep(levels - 1) }] });
    expect(reason(one({ name: 't', templateValue: deep(7) }))).toBe('good');
    expect(reason(one({ name: 't', templateValue: deep(8) }))).toBe('too-deep');
    const bunch = (count: number): Uint8Array => referenceEncode({ metrics: Array.from({ length: count }, () => ({ alias: 1 })) });
    expect(reason(bunch(5_000))).toBe('good');
    expect(reason(bunch(5_001))).toBe('too-many-items');
    expect(reason(new Uint8Array(256 * 1024 + 1))).toBe('too-large');
    const table = (rows: number): Uint8Array =>
      one({
        name: 'd',
        datasetValue: { numOfColumns: 1, columns: ['a'], types: [11], rows: Array(rows).fill({ elements: [{ booleanValue: true }] }) },
      });
    expect(reason(table(10_000))).toBe('good');
    expect(reason(table(10_001))).toBe('too-many-items');
  });

  it('refuses data sets whose rows, columns and types disagree', () => {
    const table = (fields: object): string => reason(one({ name: 'd', datasetValue: { columns: ['a'], types: [3], ...fields } }));
    expect(table({ numOfColumns: 1, rows: [{ elements: [{ intValue: 1 }] }] })).toBe('good');
    expect(table({ numOfColumns: 1_000_000_000 })).toBe('sp-dataset');
    expect(table({ numOfColumns: 1, rows: [{ elements: [] }] })).toBe('sp-dataset');
    expect(table({ numOfColumns: 1, types: [] })).toBe('sp-dataset');
    expect(table({ numOfColumns: 1, rows: [{ elements: [{ stringValue: '1' }] }] })).toBe('sp-dataset');
  });

  it('finds templates that contain themselves, also by a detour', () => {
    const definition = (name: string, inside: string): object => ({
      name,
      datatype: dataType.template,
      templateValue: { isDefinition: true, metrics: [{ name: 'm', templateValue: { templateRef: inside } }] },
    });
    const { metrics } = good(referenceEncode({ metrics: [definition('a', 'b'), definition('b', 'a'), definition('c', 'd')] }));
    expect(metrics.map((metric) => metric.problem)).toEqual(['sp-template', 'sp-template', null]);
  });

  it('[P10] never throws on any prefix of a good payload', () => {
    for (let length = 0; length < rich.length; length += 1) expect(() => decodePayload(rich.subarray(0, length))).not.toThrow();
  });

  it('[P10] never throws on mutated payloads', () => {
    const edit = fc.record({ place: fc.nat(rich.length - 1), byte: fc.nat(255), how: fc.constantFrom('set', 'insert', 'cut') });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const bytes = [...rich];
        for (const { place, byte, how } of edits) bytes.splice(place, how === 'insert' ? 0 : 1, ...(how === 'cut' ? [] : [byte]));
        decodePayload(Uint8Array.from(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});
