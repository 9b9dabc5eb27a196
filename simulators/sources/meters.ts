/** Smart meters: most last gasps arrive, some late or twice; power-ups follow; dead meters say nothing. */

import { jsonTopic } from '../../shared/topics.ts';
import { jsonConnection } from '../connection.ts';
import { trait } from '../random.ts';
import { DARK, ON } from '../supply.ts';
import type { View } from './view.ts';

export const METERS = 'ami';
export const PINGS = 'ami-ping';

/** Share of meters that never say anything. */
const DEAD_SHARE = 0.02;
// Dying messages share a crowded radio: of live meters 60 % get through, so clearly fewer than 70 % of all.
const GASP_SHARE = 0.6;
const POWER_UP_SHARE = 0.9;
const LATE_SHARE = 0.08;
const DOUBLED_SHARE = 0.04;
const SPURIOUS_MEAN_MS = 40 * 60_000;
/** A meter needs this long with supply before it can gasp again. */
const CHARGE_MS = 60_000;

export const meters: View = ({ world, post }) => {
  const { grid, supply, seed } = world;
  const random = world.random('meters');
  const pings = world.random('pings');
  const litAt = new Float64Array(grid.pointIds.length).fill(-Infinity);
  const changes = new Uint32Array(grid.pointIds.length);
  const gasped = new Uint8Array(grid.pointIds.length);
  const indexOf = new Map(grid.pointIds.map((id, i) => [id, i]));
  const dead = (point: number): boolean => trait(seed, 'dead meter', point) < DEAD_SHARE;

  function say(point: number, at: number, fields: Readonly<Record<string, unknown>>): void {
    const message = post.send(METERS, 'meter', grid.pointIds[point]!, at, fields);
    if (!random.chance(DOUBLED_SHARE)) return;
    // Half of the repeats are the head-end's (same event), half the radio's (a new event about the same moment).
    const twin = random.chance(0.5);
    world.after(random.between(200, 20_000), () =>
      twin ? post.put(message) : post.send(METERS, 'meter', grid.pointIds[point]!, at, fields),
    );
  }

  const onAir = (): number => (random.chance(LATE_SHARE) ? random.between(30_000, 300_000) : random.between(500, 6_000));

  function lost(point: number): void {
    const at = world.now();
    const change = changes[point]!;
    if (at - litAt[point]! < CHARGE_MS) return;
    // A meter waits some seconds before it spends its last charge, so that blinks stay unsaid.
    world.after(random.between(1_500, 10_000), () => {
      if (changes[point] !== change || !random.chance(GASP_SHARE)) return;
      gasped[point] = 1;
      world.after(onAir(), () => say(point, at, { event: 'last-gasp' }));
    });
  }

  function back(point: number): void {
    const at = world.now();
    litAt[point] = at;
    const change = changes[point]!;
    world.after(random.between(3_000, 40_000), () => {
      if (changes[point] !== change || !random.chance(POWER_UP_SHARE)) return;
      gasped[point] = 0;
      say(point, at, { event: 'power-up', voltage: Math.round(random.between(222, 236)) });
    });
  }

  world.listen((event) => {
    if (event.type !== 'supply') return;
    for (const { point, before, after } of event.changes) {
      if (dead(point)) continue;
      changes[point]! += 1;
      if (after === DARK) lost(point);
      else if (before === DARK) back(point);
    }
  });

  /** A meter that restarts for its own reasons gasps although the street has supply. */
  const spurious = (): void => {
    const point = random.below(grid.pointIds.length);
    if (supply.state[point] === ON && !dead(point)) {
      const at = world.now();
      say(point, at, { event: 'last-gasp' });
      world.after(random.between(8_000, 90_000), () => {
        if (supply.state[point] === ON) say(point, world.now(), { event: 'power-up', voltage: 230 });
      });
    }
    world.after(random.wait(SPURIOUS_MEAN_MS), spurious);
  };
  world.after(random.wait(SPURIOUS_MEAN_MS), spurious);

  function answer(id: string): void {
    const point = indexOf.get(id);
    if (point === undefined || dead(point) || !pings.chance(0.97)) return;
    world.after(pings.between(500, 4_000), () => {
      const on = supply.state[point] !== DARK;
      const fields = on ? { event: 'ping-on', voltage: Math.round(pings.between(222, 236)) } : { event: 'ping-off' };
      post.reply(PINGS, 'meter', id, world.now(), fields);
    });
  }
  const heard = (topic: string): void => answer(topic.split('/')[4] ?? '');
  return [jsonConnection(METERS), { ...jsonConnection(PINGS), listen: { filter: jsonTopic('+', 'ping', '+'), heard } }];
};
