/** The live feed of one page: one number, no queue, and the truth about being live. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFeed } from '../../client/live/feed.ts';
import { createRecordStore } from '../../client/live/recordStore.ts';
import { createServerClock } from '../../client/live/serverClock.ts';
import { createFakeFeed } from '../support/fakeFeed.ts';
import { townOutage } from '../support/fakeTown.ts';

function start() {
  const town = createFakeFeed();
  const store = createRecordStore();
  const monotonic = () => performance.now();
  const clock = createServerClock({ monotonic, wall: () => town.now });
  const feed = createFeed({
    line: town.line,
    store,
    clock,
    board: 'operations',
    monotonic,
    nextFrame: (run) => run(),
    chance: () => 0,
  });
  const stop = feed.start();
  return { town, store, clock, feed, stop };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('live feed', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('loads with a reset and answers each delta with the revision it applied', async () => {
    const { town, store, feed, stop } = start();
    await settle();
    expect(town.sent.hellos).toEqual([{ protocol: 1, board: 'operations' }]);
    expect(store.table('outage').size).toBe(6);
    expect(feed.picture().status.state).toBe('live');
    const revision = town.change({ outage: [townOutage(9, town.now)] });
    expect(town.sent.applied.at(-1)).toBe(revision);
    expect(store.get('outage', 'outage:9')).toBeDefined();
    stop();
  });

  it('asks again when a delta does not continue what it has, and applies none of it', async () => {
    const { town, store, stop } = start();
    await settle();
    town.change({ outage: [townOutage(7, town.now)] }, [], { from: 4 });
    expect(town.sent.hellos).toHaveLength(2);
    expect(town.sent.hellos[1]).toMatchObject({ journal: 'journal-of-the-town' });
    expect(store.get('outage', 'outage:7')).toBeUndefined();
    stop();
  });

  it('[L7] is not live five seconds after the last word, though the connection is open', async () => {
    const { town, feed, stop } = start();
    await settle();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(feed.picture().status.state).toBe('live');
    await vi.advanceTimersByTimeAsync(1_600);
    expect(feed.picture().status).toMatchObject({ state: 'offline', since: town.now });
    town.beat();
    expect(feed.picture().status.state).toBe('live');
    stop();
  });

  it('[L7] keeps what it shows when the line is cut, says when it tries again, and how much changed meanwhile', async () => {
    const { town, store, feed, stop } = start();
    await settle();
    town.setReachable(false);
    town.cut();
    const { status } = feed.picture();
    expect(status.state === 'offline' && status.nextTryAt !== null).toBe(true);
    expect(store.table('outage').size).toBe(6);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(feed.picture().status.state).toBe('offline');
    town.setReachable(true);
    town.change({ outage: [townOutage(20, town.now)] });
    await vi.advanceTimersByTimeAsync(12_000);
    expect(feed.picture().status.state === 'refused').toBe(false);
    expect(feed.picture().caughtUp?.changes).toBeGreaterThan(0);
    stop();
  });

  it('waits longer after each failed attempt, but never more than ten seconds', async () => {
    const { town, stop } = start();
    await settle();
    const opened = vi.spyOn(town.line, 'open');
    town.setReachable(false);
    town.cut();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened.mock.calls.length).toBeGreaterThan(8);
    expect(opened.mock.calls.length).toBeLessThan(18);
    stop();
  });

  it('says so and stops trying when what comes is not a delta', async () => {
    const { town, feed, stop } = start();
    await settle();
    town.change({}, [], { asOf: undefined });
    expect(feed.picture().status).toMatchObject({ state: 'refused', code: 'delta-format' });
    stop();
  });

  it('[T3] counts time by the server, also when it runs faster', async () => {
    const { town, clock, stop } = start();
    await settle();
    expect(clock.now()).toBe(town.now);
    town.change({}, [], { clockSpeed: 10 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(clock.now()).toBe(town.now + 10_000);
    expect(clock.browserAheadMs()).toBeNull();
    stop();
  });
});
