/** What metrics become: values in list order, causes beside positions, types by the birth. */

import { describe, expect, it } from 'vitest';
import { readBornValue } from '../../../../server/adapters/sparkplug/bornValue.ts';
import { dataType } from '../../../../shared/sparkplug/dataType.ts';
import type { MetricToSend } from '../../../../shared/sparkplug/encodePayload.ts';
import { createBench, START } from '../../../support/sparkplugBench.ts';

const yes = { field: 'boolean', value: true } as const;
const no = { field: 'boolean', value: false } as const;
const text = (value: string) => ({ field: 'string', value }) as const;

function station(metrics: readonly MetricToSend[], settings = {}) {
  const bench = createBench(settings);
  bench.nodeBirth();
  bench.send('DBIRTH', { device: 'f-31', metrics });
  bench.clear();
  return bench;
}

const branch: readonly MetricToSend[] = [
  { name: 'cb-31/position', alias: 1, datatype: dataType.boolean, value: yes },
  { name: 'cb-31/cause', alias: 2, datatype: dataType.string, value: text('unknown') },
  { name: 'cb-31/fault', alias: 3, datatype: dataType.boolean, value: no },
  { name: 'sp-9/power', alias: 4, datatype: dataType.boolean, value: yes },
  { name: 'cb-31/current/B', alias: 5, datatype: dataType.double, value: { field: 'double', value: 3 } },
];

describe('mapping', () => {
  it('turns named metrics into messages about the branch or service point', () => {
    const bench = station(branch);
    bench.send('DDATA', {
      device: 'f-31',
      metrics: [
        { alias: 3, value: yes },
        { alias: 4, value: no },
        { alias: 5, value: { field: 'double', value: 7.5 } },
      ],
    });
    expect(bench.messages()).toMatchObject([
      { kind: 'fault-indicator', id: 'cb-31', state: 'fault' },
      { kind: 'meter', id: 'sp-9', event: 'last-gasp' },
      { kind: 'measurement', id: 'cb-31', value: 7.5, phase: 'B' },
    ]);
  });

  it('says in a birth how a meter stands, not that something happened', () => {
    const bench = createBench();
    bench.nodeBirth({ metrics: branch });
    expect(bench.messages('meter')).toMatchObject([{ id: 'sp-9', event: 'ping-on', source: 'spb:a/rtu-1' }]);
  });

  it('needs the id in the name of metrics of the edge itself', () => {
    const bench = createBench();
    bench.nodeBirth({ metrics: [{ name: 'position', datatype: dataType.boolean, value: yes }] });
    expect(bench.messages('switch')).toEqual([]);
    expect(bench.flags()).toContain('sp-unmapped-metric');
  });

  it('[E5] reads double points 0 to 3', () => {
    const bench = station([{ name: 'cb-31/position', alias: 1, datatype: dataType.uint8, value: { field: 'int', value: 2 } }]);
    for (const value of [0, 1, 2, 3]) bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 1, value: { field: 'int', value } }] });
    expect(bench.messages('switch').map(({ position }) => position)).toEqual(['intermediate', 'open', 'closed', 'faulty']);
    expect(bench.flags()).toEqual(['position-in-travel', 'position-faulty']);
  });
});

describe('several values in one payload', () => {
  it('keeps open, close, open in list order', () => {
    const bench = station(branch);
    const value = (closed: boolean, at: number): MetricToSend => ({ alias: 1, timestamp: START + at, value: closed ? yes : no });
    bench.send('DDATA', { device: 'f-31', metrics: [value(false, -30), value(true, -20), value(false, -10)] });
    expect(bench.messages('switch').map(({ position, at }) => `${position} ${at - START}`)).toEqual(['open -30', 'closed -20', 'open -10']);
  });

  it('makes one switch message of a position and its cause', () => {
    const bench = station(branch);
    bench.send('DDATA', {
      device: 'f-31',
      metrics: [
        { alias: 2, value: text('trip') },
        { alias: 1, value: no },
      ],
    });
    expect(bench.messages()).toMatchObject([{ kind: 'switch', position: 'open', cause: 'trip' }]);
  });

  it('gives each position the cause in the same place', () => {
    const bench = station(branch);
    const metrics = [no, yes].flatMap((value, index): MetricToSend[] => [
      { alias: 1, timestamp: START - 10 + index, value },
      { alias: 2, timestamp: START - 10 + index, value: text(index ? 'reclose' : 'trip') },
    ]);
    bench.send('DDATA', { device: 'f-31', metrics });
    expect(bench.messages('switch').map(({ cause }) => cause)).toEqual(['trip', 'reclose']);
  });

  it('joins a cause that comes on its own with the position before or after it', () => {
    const bench = station(branch);
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 2, value: text('trip') }] });
    bench.pass(100);
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 2, value: text('lockout') }] });
    bench.clear();
    bench.pass(60_000);
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 2, value: text('command') }] });
    expect(bench.messages()).toEqual([]);
    bench.pass(100);
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 1, value: no }] });
    expect(bench.messages('switch').map(({ position, cause }) => `${position} ${cause}`)).toEqual(['open command']);
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 2, value: text('manual') }] });
    expect(bench.messages('switch').at(-1)).toMatchObject({ position: 'open', cause: 'manual', at: START + 60_200 });
  });

  it('flags an unknown word as cause', () => {
    const bench = station(branch);
    bench.send('DDATA', {
      device: 'f-31',
      metrics: [
        { alias: 1, value: no },
        { alias: 2, value: text('gremlin') },
      ],
    });
    expect(bench.flags()).toEqual(['cause-unknown']);
    expect(bench.messages('switch')).toMatchObject([{ cause: 'unknown' }]);
  });

  it('leaves out only the bad metric', () => {
    const bench = station(branch);
    bench.send('DDATA', {
      device: 'f-31',
      metrics: [
        { alias: 1, value: text('open') },
        { alias: 3, value: yes },
      ],
    });
    expect(bench.messages().map(({ kind }) => kind)).toEqual(['fault-indicator']);
    expect(bench.flags()).toEqual(['sp-type']);
  });
});

describe('aliases', () => {
  it('ask for a birth when unknown', () => {
    const bench = station(branch);
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 77, value: no }] });
    expect([bench.reasons(), bench.rebirths]).toEqual([['sp-alias-unknown'], ['a/rtu-1']]);
  });

  it('of one device are none of another', () => {
    const bench = station(branch);
    bench.send('DBIRTH', { device: 'r1', metrics: [] });
    bench.send('DDATA', { device: 'r1', metrics: [{ alias: 1, value: no }] });
    expect(bench.messages('switch')).toEqual([]);
    expect(bench.reasons()).toEqual(['sp-alias-conflict']);
  });

  it('that mean something else after a Rebirth never touch the old point', () => {
    const bench = station(branch);
    bench.pass(1);
    bench.nodeBirth();
    bench.send('DBIRTH', { device: 'f-31', metrics: branch.map((metric, index) => ({ ...metric, alias: branch.length - index })) });
    bench.clear();
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 5, value: no }] });
    expect(bench.messages()).toMatchObject([{ kind: 'switch', position: 'open' }]);
    expect(bench.flags()).toEqual(['sp-alias-rebound']);
  });
});

describe('a new birth of the edge', () => {
  it('frees every alias, also for another device', () => {
    const bench = station(branch);
    bench.pass(1);
    bench.nodeBirth();
    bench.send('DBIRTH', { device: 'r1', metrics: [{ name: 'position', alias: 1, datatype: dataType.boolean, value: yes }] });
    bench.send('DDATA', { device: 'r1', metrics: [{ alias: 1, value: no }] });
    expect(bench.reasons()).toEqual([]);
    expect(bench.messages('switch').map(({ id, position }) => `${id} ${position}`)).toEqual(['r1 closed', 'r1 open']);
  });
});

describe('settings', () => {
  it('may let one edge send data without seq', () => {
    const bench = station(branch, { acceptsMissingSeq: () => true });
    bench.send('DDATA', { device: 'f-31', metrics: [{ alias: 1, value: no }] });
    bench.hear('spBv1.0/a/DDATA/rtu-1/f-31', new Uint8Array([0x12, 4, 0x10, 1, 0x70, 1]));
    expect(bench.messages('switch').map(({ position }) => position)).toEqual(['open', 'closed']);
    expect(bench.flags()).toContain('sp-seq');
  });
});

describe('integers', () => {
  const int = (type: number, value: number) => readBornValue(type, { field: 'int', value });
  const long = (type: number, value: bigint) => readBornValue(type, { field: 'long', value });
  const good = (value: number | bigint, unusualForm = false) => ({ ok: true, value, unusualForm });

  it('are sign-extended from full and short forms', () => {
    expect(int(dataType.int8, 0xffffffff)).toEqual(good(-1));
    expect(int(dataType.int8, 0xff)).toEqual(good(-1, true));
    expect(int(dataType.int8, -1)).toEqual(good(-1, true));
    expect(int(dataType.int8, 127)).toEqual(good(127));
    expect(int(dataType.int8, 300)).toEqual({ ok: false, reason: 'number-range' });
    expect(int(dataType.int16, 0xffff8000)).toEqual(good(-32_768));
    expect(int(dataType.int32, 0x80000000)).toEqual(good(-2_147_483_648));
    expect(long(dataType.int16, 2n ** 64n - 1n)).toEqual(good(-1, true));
    expect(long(dataType.int32, 0xffffffffn)).toEqual(good(-1, true));
  });

  it('keep 64 bits exact', () => {
    expect(long(dataType.int64, 2n ** 64n - 1n)).toEqual(good(-1n));
    expect(long(dataType.uint64, 2n ** 64n - 1n)).toEqual(good(2n ** 64n - 1n));
    expect(int(dataType.uint64, 1001)).toEqual(good(1001n, true));
  });

  it('of UInt32 come in either field', () => {
    expect(int(dataType.uint32, 0xffffffff)).toEqual(good(4_294_967_295));
    expect(long(dataType.uint32, 0xffffffffn)).toEqual(good(4_294_967_295));
    expect(long(dataType.uint32, 2n ** 32n)).toEqual({ ok: false, reason: 'number-range' });
    expect(int(dataType.uint8, 256)).toEqual({ ok: false, reason: 'number-range' });
    expect(int(dataType.boolean, 1)).toEqual({ ok: false, reason: 'sp-type' });
  });
});
