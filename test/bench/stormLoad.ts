/** A storm of evidence with a known truth: which devices failed when, and every call and last gasp that follows, in order of time. */

import type { Network } from '../../server/domain/network/network.ts';
import { NONE } from '../../server/domain/network/network.ts';
import { findProtection } from '../../server/domain/network/protection.ts';
import { pointsUnder } from '../../server/domain/prediction/protectionTree.ts';
import { treeOf } from '../../server/domain/prediction/treeOf.ts';
import { createRandom } from '../../simulators/random.ts';

export type LoadMessage = { readonly at: number; readonly topic: string; readonly body: Readonly<Record<string, unknown>> };

export type StormLoad = {
  readonly messages: readonly LoadMessage[];
  /** Customers that are truly dark when all is said. */
  readonly customersDark: number;
  /** Since when a service point is dark; infinity when it never is. */
  readonly darkAt: (servicePoint: string) => number;
  /** Meter messages among the first so many. */
  readonly metersUpTo: (place: number) => number;
  readonly faults: number;
};

export type StormLoadOptions = {
  readonly network: Network;
  readonly seed: number;
  readonly startAt: number;
  readonly lastsMs: number;
  readonly gasps: number;
  readonly calls: number;
};

/** Of the service points; the rest keep supply. */
const DARK_SHARE = 0.9;
/** Of the dark, by trips that telemetry tells of. */
const TRIPPED_SHARE = 0.5;
const METER = 'grid/v1/-/meter/';
const REPEAT_SHARE = 0.05;
const LATE_SHARE = 0.08;

/** Trips, blown fuses and failed transformers until nine of ten are dark; then exactly so many gasps and calls. */
export function stormLoad({ network, seed, startAt, lastsMs, gasps, calls }: StormLoadOptions): StormLoad {
  const random = createRandom(seed, 'storm load');
  const tree = treeOf(findProtection(network));
  const { servicePoints, branches } = network;
  const darkAt = new Float64Array(servicePoints.count).fill(Number.POSITIVE_INFINITY);
  const messages: LoadMessage[] = [];
  let dark = 0;
  let faults = 0;

  function fail(device: number, at: number): void {
    const fresh = pointsUnder(tree, device).filter((point) => !Number.isFinite(darkAt[point]!));
    if (fresh.length === 0) return;
    faults += 1;
    for (const point of fresh) darkAt[point] = at;
    dark += fresh.length;
    const branch = tree.branch[device]!;
    if (branches.telemetered[branch] !== 1) return;
    const body = { at, position: 'open', cause: 'lockout', source: 'rtu', eventId: `trip-${device}` };
    messages.push({ at: at + 700, topic: `grid/v1/-/switch/${branches.ids[branch]}`, body });
  }

  const devices = [...tree.branch.keys()];
  const shuffled = devices.map((device) => [random.next(), device] as const).sort((a, b) => a[0] - b[0]);
  // The last minutes bring no new fault, so that everything can be concluded.
  const when = (): number => startAt + Math.round(random.next() * lastsMs * 0.7);
  const untilShare = (share: number, fits: (device: number) => boolean): void => {
    for (const [, device] of shuffled) {
      if (dark >= share * servicePoints.count) return;
      if (fits(device)) fail(device, when());
    }
  };
  const isSeen = (device: number): boolean => branches.telemetered[tree.branch[device]!] === 1;
  untilShare(DARK_SHARE * TRIPPED_SHARE, (device) => isSeen(device) && tree.deviceClass[device] !== 'transformer');
  untilShare(DARK_SHARE, (device) => !isSeen(device) && tree.deviceClass[device] !== 'transformer');
  untilShare(DARK_SHARE, (device) => !isSeen(device));

  const ids = servicePoints.ids;
  const points = [...servicePoints.ids.keys()].filter((point) => Number.isFinite(darkAt[point]!));
  const order = points.map((point) => [random.next(), point] as const).sort((a, b) => a[0] - b[0]);
  const until = startAt + lastsMs;
  for (let i = 0; i < gasps; i += 1) {
    const again = i >= order.length || random.chance(REPEAT_SHARE);
    const point = (again ? order[random.below(Math.min(i + 1, order.length))] : order[i])?.[1] ?? 0;
    const delay = random.chance(LATE_SHARE) ? random.between(30_000, 180_000) : random.between(2_000, 12_000);
    const at = darkAt[point]!;
    const body = { at, event: 'last-gasp', source: 'ami', eventId: `gasp-${i}` };
    messages.push({ at: Math.min(until, at + delay), topic: `${METER}${ids[point]}`, body });
  }
  for (let i = 0; i < calls; i += 1) {
    const point = points[random.below(points.length)] ?? 0;
    const at = Math.min(until, Math.round(darkAt[point]! + 20_000 + random.wait(150_000)));
    messages.push({
      at,
      topic: `grid/v1/-/call/c-${i}`,
      body: { at, kind: 'no-power', servicePoint: ids[point], source: 'calls', eventId: `call-${i}` },
    });
  }
  messages.sort((a, b) => a.at - b.at);
  const customersDark = points.reduce((sum, point) => sum + servicePoints.customers[point]!, 0);
  const meters = new Uint32Array(messages.length + 1);
  for (const [i, { topic }] of messages.entries()) meters[i + 1] = meters[i]! + (topic.startsWith(METER) ? 1 : 0);
  return {
    messages,
    customersDark,
    darkAt: (id) => darkAt[network.servicePointIndex.get(id) ?? NONE] ?? Number.POSITIVE_INFINITY,
    metersUpTo: (place) => meters[place] ?? 0,
    faults,
  };
}
