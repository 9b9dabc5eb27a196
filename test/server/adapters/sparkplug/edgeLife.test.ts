/** Births and deaths of edges and devices, and what they say of their sources. */

import { describe, expect, it } from 'vitest';
import { dataType } from '../../../../shared/sparkplug/dataType.ts';
import { createBench, START } from '../../../support/sparkplugBench.ts';

const sources = (bench: ReturnType<typeof createBench>) =>
  bench.messages('source').map(({ id, online, at }) => `${id} ${online ? 'online' : 'offline'} +${at - START}`);

function born() {
  const bench = createBench();
  bench.nodeBirth();
  bench.deviceBirth();
  return bench;
}

describe('births', () => {
  it('tell that a source is online and then what holds', () => {
    const bench = born();
    expect(bench.messages().map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'source spb:a/rtu-1',
      'source spb:a/rtu-1/cb',
      'switch cb',
      'measurement cb',
    ]);
    expect(bench.messages('switch')).toMatchObject([
      { area: 'a', source: 'spb:a/rtu-1/cb', position: 'closed', at: START, seq: null, eventId: null, quality: 'good', replay: false },
    ]);
    expect(bench.messages('measurement')).toMatchObject([{ quantity: 'current', value: 120.5, unit: 'A', phase: 'A' }]);
  });

  it('leave devices offline that are not born again within the reorder time', () => {
    const bench = born();
    bench.send('DBIRTH', { device: 'r1' });
    bench.clear();
    bench.pass(60_000);
    bench.nodeBirth();
    bench.deviceBirth();
    bench.pass(5_000);
    expect(sources(bench)).toEqual(['spb:a/rtu-1 online +60000', 'spb:a/rtu-1/cb online +60000', 'spb:a/rtu-1/r1 offline +60000']);
  });

  it('[E23] mark a position that changed unseen, and stay quiet about one that did not', () => {
    for (const position of [true, false]) {
      const bench = born();
      bench.nodeDeath();
      bench.clear();
      bench.pass(60_000);
      bench.nodeBirth({ bdSeq: 8 });
      bench.deviceBirth({ position });
      expect(bench.flags().includes('birth-change')).toBe(!position);
      expect(bench.messages('switch')).toMatchObject([{ position: position ? 'closed' : 'open', timeSuspect: !position }]);
      expect(bench.gaps()).toEqual([{ source: 'spb:a/rtu-1', from: START, to: START + 60_000 }]);
    }
  });

  it('[E23] count from the birth after a silence, and from the metric where none was', () => {
    const bench = createBench();
    const open = (timestamp: number) => [
      { name: 'position', datatype: dataType.boolean, timestamp, value: { field: 'boolean', value: false } } as const,
    ];
    bench.nodeBirth();
    bench.send('DBIRTH', { device: 'cb', metrics: open(START - 3_600_000) });
    bench.nodeDeath();
    bench.pass(60_000);
    bench.nodeBirth({ bdSeq: 8 });
    bench.send('DBIRTH', { device: 'cb', metrics: open(START - 3_600_000) });
    expect(bench.messages('switch').map(({ at }) => at - START)).toEqual([-3_600_000, 60_000]);
  });

  it('show a position that is no longer reported as stale', () => {
    const bench = born();
    bench.clear();
    bench.send('DBIRTH', { device: 'cb', metrics: [] });
    expect(bench.messages('switch')).toMatchObject([{ id: 'cb', position: 'closed', quality: 'questionable' }]);
  });

  it('flag an answer to a Rebirth that carries another bdSeq', () => {
    const bench = born();
    const edge = bench.sessions.edges().get('a/rtu-1');
    if (edge) edge.askedWithBdSeq = 7;
    bench.pass(1);
    bench.nodeBirth({ bdSeq: 9 });
    expect(bench.flags()).toContain('sp-bdseq');
  });

  it('are taken with any first seq', () => {
    const bench = createBench();
    bench.nodeBirth({ seq: 200 });
    bench.deviceBirth();
    expect(bench.messages('switch')).toHaveLength(1);
  });

  it('warn of edges whose names differ only in case', () => {
    const bench = createBench();
    bench.nodeBirth({ edge: 'rtu-1' });
    bench.nodeBirth({ edge: 'RTU-1' });
    expect(bench.flags()).toContain('similar-id');
  });
});

describe('deaths', () => {
  it('[E20] of an edge take it and all its devices offline at host time, once', () => {
    const bench = born();
    bench.clear();
    bench.pass(1_000);
    bench.nodeDeath();
    bench.nodeDeath();
    expect(sources(bench)).toEqual(['spb:a/rtu-1 offline +1000', 'spb:a/rtu-1/cb offline +1000']);
    expect(bench.ignored).toEqual(['sp-death']);
  });

  it('[E20] of an older session change nothing', () => {
    const bench = born();
    bench.pass(1);
    bench.nodeBirth({ bdSeq: 8 });
    bench.deviceBirth();
    bench.clear();
    bench.nodeDeath(7);
    expect([bench.rows, bench.ignored]).toEqual([[], ['sp-death']]);
    bench.position(false);
    expect(bench.messages('switch')).toHaveLength(1);
  });

  it('[E20] of a device count at the time of their payload, twice as once', () => {
    const bench = born();
    bench.clear();
    bench.pass(9_000);
    bench.send('DDEATH', { device: 'cb', at: START + 2_000 });
    bench.send('DDEATH', { device: 'cb', at: START + 3_000 });
    expect(sources(bench)).toEqual(['spb:a/rtu-1/cb offline +2000']);
    expect(bench.ignored).toEqual(['sp-death']);
  });

  it('[E22] close nothing and open nothing: data after them is not applied', () => {
    const bench = born();
    bench.send('DDEATH', { device: 'cb' });
    bench.clear();
    bench.position(true);
    expect(bench.messages()).toEqual([]);
    expect(bench.reasons()).toEqual(['sp-order']);
  });
});

describe('a lost broker', () => {
  it('[E19] takes everything behind it offline, and only a birth brings it back', () => {
    const bench = born();
    bench.clear();
    bench.pass(1_000);
    bench.lose();
    expect(sources(bench)).toEqual(['spb:a/rtu-1 offline +1000', 'spb:a/rtu-1/cb offline +1000']);
    bench.clear();
    bench.pass(1_000);
    bench.position(false);
    bench.pass(5_000);
    expect([bench.messages(), bench.rebirths]).toEqual([[], ['a/rtu-1']]);
    bench.nodeBirth();
    bench.deviceBirth();
    expect(bench.gaps()).toEqual([{ source: 'spb:a/rtu-1', from: START, to: START + 7_000 }]);
    expect(bench.messages('switch')).toMatchObject([{ position: 'closed' }]);
  });

  it('leaves edges of another broker alone', () => {
    const bench = born();
    bench.clear();
    bench.lose('mqtt://other');
    expect(bench.rows).toEqual([]);
  });
});
