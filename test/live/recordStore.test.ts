/** The record store: newest state by kind and id, and who is told. */

import { describe, expect, it, vi } from 'vitest';
import { createRecordStore } from '../../client/live/recordStore.ts';
import type { Delta } from '../../shared/delta.ts';
import { townFeeders, townOutage } from '../support/fakeTown.ts';

const NOW = Date.UTC(2026, 10, 21);

const delta = (parts: Partial<Delta>): Delta => ({
  journal: 'j',
  from: 0,
  to: 1,
  asOf: '2026-11-21T18:00:00.000Z',
  reset: false,
  recording: true,
  clockSpeed: null,
  upserts: {},
  removals: [],
  ...parts,
});

describe('record store', () => {
  it('keeps the newest state and forgets everything at a reset', () => {
    const store = createRecordStore();
    store.apply(delta({ upserts: { outage: [townOutage(1, NOW), townOutage(2, NOW)] } }), 0);
    store.apply(delta({ upserts: { outage: [townOutage(1, NOW, { customersOut: 7 })] } }), 1);
    expect(store.get('outage', 'outage:1')?.customersOut).toBe(7);
    store.apply(delta({ reset: true, upserts: { outage: [townOutage(3, NOW)] } }), 2);
    expect([...store.table('outage').keys()]).toEqual(['outage:3']);
  });

  it('understands a removal of records whose id carries the kind, and of those whose id does not', () => {
    const store = createRecordStore();
    store.apply(delta({ upserts: { outage: [townOutage(1, NOW)], feeder: townFeeders(new Map()) } }), 0);
    const change = store.apply(delta({ removals: ['outage:1', 'feeder:f-3', 'feeder:unknown', 'nonsense'] }), 1);
    expect(store.get('outage', 'outage:1')).toBeUndefined();
    expect(store.get('feeder', 'f-3')).toBeUndefined();
    expect(change.ids.get('feeder')).toEqual(new Set(['f-3']));
  });

  it('[L4] marks what a delta changed, and nothing that came with a reset', () => {
    const store = createRecordStore();
    store.apply(delta({ reset: true, upserts: { outage: [townOutage(1, NOW)] } }), 10);
    expect(store.changedAt('outage', 'outage:1')).toBeUndefined();
    store.apply(delta({ upserts: { outage: [townOutage(1, NOW)] } }), 20);
    expect(store.changedAt('outage', 'outage:1')).toBe(20);
  });

  it('[L5] tells the map of every delta, and texts at most ten times a second', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const store = createRecordStore();
    const map = vi.fn();
    const text = vi.fn();
    store.onChange(map);
    store.onText('outage', null, text);
    for (let i = 0; i < 50; i++) {
      store.apply(delta({ upserts: { outage: [townOutage(1, NOW, { customersOut: i })] } }), i);
      vi.advanceTimersByTime(20);
    }
    vi.advanceTimersByTime(200);
    expect(map).toHaveBeenCalledTimes(50);
    expect(text.mock.calls.length).toBeLessThanOrEqual(12);
    expect(text.mock.calls.length).toBeGreaterThanOrEqual(8);
    vi.useRealTimers();
  });

  it('tells who watches one record only when that record changes, also when it goes with a reset', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const store = createRecordStore();
    store.apply(delta({ upserts: { outage: [townOutage(1, NOW), townOutage(2, NOW)] } }), 0);
    const one = vi.fn();
    store.onText('outage', 'outage:1', one);
    store.apply(delta({ upserts: { outage: [townOutage(2, NOW)] } }), 1);
    vi.advanceTimersByTime(500);
    expect(one).not.toHaveBeenCalled();
    store.apply(delta({ reset: true }), 2);
    vi.advanceTimersByTime(500);
    expect(one).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});
