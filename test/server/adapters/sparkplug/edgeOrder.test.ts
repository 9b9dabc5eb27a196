/** Order, gaps and repeats within one edge session. */

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePayload } from '../../../../shared/sparkplug/encodePayload.ts';
import { createBench, START } from '../../../support/sparkplugBench.ts';

const born = () => {
  const bench = createBench();
  bench.nodeBirth();
  bench.deviceBirth();
  bench.clear();
  return bench;
};
const positions = (bench: ReturnType<typeof born>) =>
  bench.messages('switch').map(({ position, replay }) => `${position}${replay ? ' late' : ''}`);

describe('seq', () => {
  it('[E14] goes on from 255 to 0', () => {
    const bench = born();
    for (let count = 0; count < 600; count += 1) bench.position(count % 2 === 0);
    bench.pass(10_000);
    expect(bench.messages('switch')).toHaveLength(600);
    expect(bench.rebirths).toEqual([]);
  });

  it('[E14] applies swapped messages in order once the gap is filled, without a Rebirth', () => {
    const bench = born();
    bench.position(true, { seq: 4 });
    bench.position(false, { seq: 3 });
    bench.pass(2_500);
    expect(positions(bench)).toEqual([]);
    bench.position(false, { seq: 2 });
    bench.pass(10_000);
    expect(positions(bench)).toEqual(['open', 'open', 'closed']);
    expect([bench.rebirths, bench.gaps()]).toEqual([[], []]);
  });

  it('[P3] turns a gap that stays open into a coverage gap, history and one Rebirth', () => {
    const bench = born();
    bench.pass(1_000);
    bench.position(true, { seq: 4 });
    bench.pass(4_999);
    expect(bench.rebirths).toEqual([]);
    bench.pass(1);
    expect(positions(bench)).toEqual(['closed late']);
    expect(bench.flags()).toEqual(['sp-gap']);
    expect(bench.rebirths).toEqual(['a/rtu-1']);
    expect(bench.gaps()).toEqual([{ source: 'spb:a/rtu-1', from: START, to: START + 6_000 }]);
    bench.position(false, { seq: 5 });
    expect(positions(bench)).toEqual(['closed late', 'open late']);
    bench.pass(500);
    bench.clear();
    bench.nodeBirth();
    bench.deviceBirth({ position: false });
    expect(bench.gaps()).toEqual([{ source: 'spb:a/rtu-1', from: START + 6_000, to: START + 6_500 }]);
    expect(positions(bench)).toEqual(['open']);
    expect(bench.flags()).toContain('birth-change');
  });

  it('ignores repeats, applied or still held', () => {
    const bench = born();
    bench.position(false, { seq: 2 });
    bench.position(true, { seq: 3 });
    bench.position(false, { seq: 2 });
    bench.position(true, { seq: 6 });
    bench.position(true, { seq: 6 });
    expect(bench.ignored).toEqual(['duplicate', 'duplicate']);
    expect(positions(bench)).toEqual(['open', 'closed']);
  });

  it('gives up at once when too much is held', () => {
    const bench = createBench({ holdLimit: 3 });
    bench.nodeBirth();
    bench.deviceBirth();
    for (const seq of [10, 11, 12, 13]) bench.position(true, { seq });
    expect(bench.rebirths).toEqual(['a/rtu-1']);
  });

  it('refuses 256 and a missing seq, and asks for everything again', () => {
    const bench = born();
    bench.position(true, { seq: 256 });
    expect(bench.reasons()).toEqual(['sp-seq']);
    expect(bench.rebirths).toEqual(['a/rtu-1']);
  });

  it('keeps two edges apart', () => {
    const bench = createBench();
    for (const edge of ['rtu-1', 'rtu-2']) {
      bench.nodeBirth({ edge });
      bench.deviceBirth({ edge });
    }
    for (let seq = 2; seq < 40; seq += 1) for (const edge of ['rtu-1', 'rtu-2']) bench.position(seq % 2 === 0, { edge, seq });
    bench.pass(10_000);
    expect([bench.rebirths, bench.reasons()]).toEqual([[], []]);
    expect(bench.messages('switch')).toHaveLength(2 + 2 * 38);
  });

  it('[P3] loses nothing undetected: any drop, swap or repeat is healed or ends in a gap and a Rebirth', () => {
    const fault = fc.record({ place: fc.nat(40), how: fc.constantFrom('drop', 'swap', 'repeat') });
    fc.assert(
      fc.property(fc.array(fault, { maxLength: 5 }), (faults) => {
        const bench = born();
        const order = Array.from({ length: 42 }, (_, index) => index + 2);
        for (const { place, how } of faults) {
          const [taken] = order.splice(place, 1);
          if (taken === undefined) continue;
          if (how === 'swap') order.splice(place + 1, 0, taken);
          if (how === 'repeat') order.splice(place, 0, taken, taken);
        }
        for (const seq of order) bench.position(seq % 3 === 0, { seq, at: START + seq });
        bench.position(true, { seq: 44, at: START + 44 });
        bench.pass(5_000);
        const live = bench.messages('switch').filter(({ replay }) => !replay);
        const isWhole = new Set(order).size === 42;
        expect(live.map(({ at }) => at)).toEqual(live.map((_, index) => START + 2 + index));
        if (isWhole) expect(live).toHaveLength(43);
        else expect([bench.rebirths.length, bench.gaps().length > 0 || live.length === 0]).toEqual([1, true]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('messages outside a session', () => {
  it('holds data before birth, then asks for one and keeps the data for inspection only', () => {
    const bench = createBench();
    bench.position(false, { seq: 5 });
    bench.pass(4_999);
    expect([bench.rows, bench.rebirths]).toEqual([[], []]);
    bench.pass(1);
    expect(bench.reasons()).toEqual(['sp-order']);
    expect(bench.rebirths).toEqual(['a/rtu-1']);
  });

  it('takes what the network turned around: a device birth that overtook its edge', () => {
    const bench = createBench();
    bench.deviceBirth({ seq: 1 });
    bench.nodeBirth({ seq: 0 });
    bench.pass(10_000);
    expect(positions(bench)).toEqual(['closed']);
    expect([bench.rebirths, bench.reasons()]).toEqual([[], []]);
  });

  it('does not mistake data of the session before for data of the new one', () => {
    const bench = createBench();
    bench.position(false, { seq: 2, at: START - 1 });
    bench.nodeBirth({ seq: 0 });
    bench.deviceBirth({ seq: 1 });
    bench.pass(10_000);
    expect(bench.reasons()).toEqual(['sp-order']);
    expect(positions(bench)).toEqual(['closed']);
  });

  it('belong to the broker of the last birth', () => {
    const bench = born();
    const elsewhere = encodePayload({ timestamp: START, seq: 2, metrics: [{ alias: 1, value: { field: 'boolean', value: false } }] });
    bench.hear('spBv1.0/a/DDATA/rtu-1/cb', elsewhere, false, 'mqtt://other');
    expect([bench.reasons(), bench.rebirths]).toEqual([['sp-order'], ['a/rtu-1']]);
    bench.position(false);
    expect(positions(bench)).toEqual(['open']);
  });

  it('ignores stored copies and asks for a birth', () => {
    const bench = createBench();
    bench.hear('spBv1.0/a/NBIRTH/rtu-1', new Uint8Array([0x18, 0]), true);
    expect([bench.ignored, bench.rebirths]).toEqual([['retained-copy'], ['a/rtu-1']]);
  });

  it('[E14] waits for a birth after a row could not be recorded', () => {
    const bench = born();
    const edge = bench.sessions.edges().get('a/rtu-1');
    if (!edge) throw new Error('no edge');
    bench.sessions.rowLost(edge, START, 0);
    bench.position(false);
    expect(positions(bench)).toEqual(['open late']);
    expect(bench.rebirths).toEqual(['a/rtu-1']);
  });
});
