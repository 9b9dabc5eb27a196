/** What lies under the pointer: outages, reports, service points, devices; more than one opens a list. */

import type { Selection } from '../../live/selection.ts';
import { BRANCH, drawnWhenNormal, LOOK, type LookBook, type MapNetwork, middleOf } from './mapNetwork.ts';
import type { Placed } from './outageLayer.ts';
import { distanceSquared } from './planeLines.ts';
import type { PlacedPoint } from './servicePointLayer.ts';
import type { View } from './view.ts';

export type Hit = Selection & { readonly group: 'outage' | 'report' | 'crew' | 'service-point' | 'switch' | 'transformer' | 'line' };

type Parts = {
  readonly network: MapNetwork;
  readonly looks: LookBook;
  readonly outages: readonly Placed[];
  readonly reports: readonly Placed[];
  readonly crews: readonly Placed[];
  readonly points: readonly PlacedPoint[];
};

const REACH = 8;
const MOST_LINES = 6;

const under = (placed: readonly Placed[], x: number, y: number): readonly string[] =>
  placed
    .filter((symbol) => Math.abs(symbol.x - x) <= symbol.size / 2 + 3 && Math.abs(symbol.y - y) <= symbol.size / 2 + 3)
    .flatMap(({ ids }) => ids);

/** `x`, `y`: pixels on the canvas. Symbols come first; lines only when no symbol of a device is hit. */
export function hitsAt(parts: Parts, view: View, x: number, y: number): readonly Hit[] {
  const { network, looks } = parts;
  const hits: Hit[] = [];
  for (const id of under(parts.outages, x, y)) hits.push({ kind: 'outage', id, group: 'outage' });
  for (const id of under(parts.crews, x, y)) hits.push({ kind: 'crew', id, group: 'crew' });
  for (const id of under(parts.reports, x, y)) hits.push({ kind: 'report', id, group: 'report' });
  for (const point of parts.points) {
    if (Math.hypot(point.x - x, point.y - y) <= REACH - 1) hits.push({ kind: 'service-point', id: point.id, group: 'service-point' });
  }
  const px = (x - view.shiftX) / view.scale;
  const py = (y - view.shiftY) / view.scale;
  const reach = REACH / view.scale;
  const { branches } = network.geometry;
  const near =
    network.lines.index?.search(
      px - reach,
      py - reach,
      px + reach,
      py + reach,
      (branch) => drawnWhenNormal(network, branch, view.zoom) || looks.look[branch] !== LOOK.normal,
    ) ?? [];
  const found = near
    .map((branch) => {
      const device = branches.kind[branch] !== BRANCH.line;
      const [mx, my] = middleOf(network, branch);
      const distance = device ? (mx - px) ** 2 + (my - py) ** 2 : distanceSquared(network.lines, branch, px, py);
      return { branch, device, distance };
    })
    .filter(({ distance }) => distance <= reach ** 2)
    .sort((a, b) => Number(b.device) - Number(a.device) || a.distance - b.distance);
  const devices = found.filter(({ device }) => device);
  for (const { branch } of devices.length > 0 ? devices : found.slice(0, 1)) {
    const group =
      branches.kind[branch] === BRANCH.switch ? 'switch' : branches.kind[branch] === BRANCH.transformer ? 'transformer' : 'line';
    hits.push({ kind: 'device', id: branches.ids[branch] ?? '', group });
    if (hits.length > MOST_LINES + parts.outages.length) break;
  }
  return hits;
}
