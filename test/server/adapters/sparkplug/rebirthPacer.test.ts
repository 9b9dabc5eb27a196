/** Rebirth requests: few, spread out, and ever more seldom when nobody answers. */

import { describe, expect, it } from 'vitest';
import { createRebirthPacer } from '../../../../server/adapters/sparkplug/rebirthPacer.ts';

const random = (): number => 0.5;

function run(pacer: ReturnType<typeof createRebirthPacer>, fromMs: number, toMs: number, onSent: (key: string, mono: number) => void) {
  const unanswered: { key: string; at: number }[] = [];
  for (let mono = fromMs; mono < toMs; mono += 50) {
    const due = pacer.take(mono);
    for (const { key } of due.requests) onSent(key, mono);
    for (const key of due.unanswered) unanswered.push({ key, at: mono });
  }
  return unanswered;
}

describe('rebirthPacer', () => {
  it('[P3] asks 500 edges after a restart at most 20 a second, none twice', () => {
    const pacer = createRebirthPacer(random);
    const sent: { key: string; mono: number }[] = [];
    for (let edge = 0; edge < 500; edge += 1) {
      pacer.want(`a/${edge}`, 'b', false, 0);
      pacer.want(`a/${edge}`, 'b', false, 10);
    }
    run(pacer, 0, 29_000, (key, mono) => {
      sent.push({ key, mono });
      pacer.settle(key);
    });
    expect(new Set(sent.map(({ key }) => key)).size).toBe(500);
    expect(sent).toHaveLength(500);
    for (const { mono } of sent)
      expect(sent.filter((other) => other.mono >= mono && other.mono < mono + 1_000).length).toBeLessThanOrEqual(20);
  });

  it('[P3] asks one edge at most once in 30 seconds, however often it is wanted', () => {
    const pacer = createRebirthPacer(random);
    const times: number[] = [];
    for (let mono = 0; mono < 120_000; mono += 1_000) {
      pacer.want('a/1', 'b', false, mono);
      run(pacer, mono, mono + 1_000, (key, at) => {
        times.push(at);
        pacer.settle(key);
      });
    }
    expect(times).toHaveLength(4);
    times.slice(1).forEach((at, index) => {
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(30_000);
    });
  });

  it('doubles its patience up to ten minutes and raises one alarm after the third silence', () => {
    const pacer = createRebirthPacer(() => 0);
    const times: number[] = [];
    pacer.want('a/1', 'b', false, 0);
    const unanswered = run(pacer, 0, 3_600_000, (_key, at) => times.push(at));
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(waits.slice(0, 7)).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
    expect(unanswered).toEqual([{ key: 'a/1', at: 210_000 }]);
  });

  it('tries once with an edge that offers no Rebirth', () => {
    const pacer = createRebirthPacer(random);
    const times: number[] = [];
    pacer.want('a/1', 'b', true, 0);
    run(pacer, 0, 200_000, (_key, at) => times.push(at));
    expect(times).toHaveLength(1);
  });

  it('keeps nothing waiting for a broker that is away', () => {
    const pacer = createRebirthPacer(random);
    pacer.want('a/1', 'b', false, 0);
    pacer.forgetBroker('b');
    expect(pacer.waiting()).toBe(0);
    expect(pacer.take(60_000).requests).toEqual([]);
  });
});
