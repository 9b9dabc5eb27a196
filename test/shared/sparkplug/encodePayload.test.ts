/** Our encoder is read back by the reference library, and by our own decoder. */

import { expect, it } from 'vitest';
import { dataType } from '../../../shared/sparkplug/dataType.ts';
import { decodePayload } from '../../../shared/sparkplug/decodePayload.ts';
import { encodePayload } from '../../../shared/sparkplug/encodePayload.ts';
import { referenceDecode } from '../../support/sparkplugReference.ts';

const at = 1_767_607_200_000;

const bytes = encodePayload({
  timestamp: at,
  seq: 255,
  metrics: [
    { name: 'cb/position', alias: 1, timestamp: at, datatype: dataType.boolean, quality: 500, value: { field: 'boolean', value: false } },
    { alias: 2n ** 64n - 1n, isNull: true, isHistorical: true },
    { name: 'tap', datatype: dataType.int8, value: { field: 'int', value: -1 } },
    { name: 'energy', datatype: dataType.int64, value: { field: 'long', value: -1n } },
    { name: 'current/A', datatype: dataType.float, value: { field: 'float', value: 1.5 } },
    { name: 'voltage', datatype: dataType.double, value: { field: 'double', value: 0.1 } },
    { name: 'cause', datatype: dataType.string, value: { field: 'string', value: '跳闸'.repeat(40) } },
    { name: 'file', datatype: dataType.bytes, value: { field: 'bytes', value: new Uint8Array(300).fill(7) } },
  ],
});

it('writes what the reference library reads', () => {
  expect(referenceDecode(bytes)).toMatchObject({
    timestamp: String(at),
    seq: '255',
    metrics: [
      {
        name: 'cb/position',
        alias: '1',
        timestamp: String(at),
        datatype: 11,
        booleanValue: false,
        properties: { keys: ['Quality'], values: [{ type: 3, intValue: 500 }] },
      },
      { alias: '18446744073709551615', isNull: true, isHistorical: true },
      { intValue: 0xffffffff },
      { longValue: '18446744073709551615' },
      { floatValue: 1.5 },
      { doubleValue: 0.1 },
      { stringValue: '跳闸'.repeat(40) },
      { name: 'file' },
    ],
  });
});

it('writes what our own decoder reads', () => {
  const decoded = decodePayload(bytes);
  expect(decoded.ok && decoded.payload.metrics[7]?.value).toEqual({ field: 'bytes', value: new Uint8Array(300).fill(7) });
  expect(decoded.ok && decoded.payload.metrics[0]?.properties?.get('Quality')?.value).toEqual({ field: 'int', value: 500 });
});
