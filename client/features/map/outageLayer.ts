/** Outages on the map: gathered when far, each by itself when near; the worst member gives a cluster its shape. */

import Supercluster from 'supercluster';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { byHarm, isOpen } from '../../live/openOutages.ts';
import { lookOf } from '../../ui/outageLook.ts';
import { type OutageLook, priorityOf, symbolSize } from '../../ui/symbolShape.ts';
import { drawFigure, drawSymbol } from './drawSymbol.ts';
import { type Origin, worldX, worldY } from './mercator.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

type Member = {
  readonly id: string;
  readonly priority: number;
  readonly look: OutageLook;
  readonly customers: number;
  readonly waiting: boolean;
  readonly stale: boolean;
};
type Sum = { priority: number; look: OutageLook; customers: number; outages: number; waiting: boolean };

/** A symbol on the canvas, for the pointer and for tests. */
export type Placed = {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Ids of the outages it stands for. */
  readonly ids: readonly string[];
  readonly customers: number;
  readonly lon: number;
  readonly lat: number;
};

export type OutageLayer = Layer & {
  set(outages: readonly OutageRecord[]): void;
  placed(): readonly Placed[];
  /** Something waits for an acknowledgement and so flashes. */
  flashing(): boolean;
  select(id: string | null): void;
  setPhase(visible: boolean, reduced: boolean): void;
};

const CLUSTERED_UP_TO = 14;
const RADIUS = 52;
const LOOK_RANK: readonly OutageLook[] = ['restored', 'planned', 'partially-restored', 'predicted', 'confirmed'];

type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

const overlaps = (a: Rectangle, b: Rectangle): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

const worse = (a: Sum, b: Sum): boolean =>
  b.priority < a.priority || (b.priority === a.priority && LOOK_RANK.indexOf(b.look) > LOOK_RANK.indexOf(a.look));

const memberOf = (outage: OutageRecord): Member => ({
  id: outage.id,
  priority: isOpen(outage) ? outage.priority : 4,
  look: lookOf(outage),
  customers: outage.customersOut + outage.customersPredicted,
  waiting: isOpen(outage) && !outage.acknowledged,
  stale: outage.stale,
});

export function createOutageLayer(origin: Origin, tokens: () => Tokens, format: () => (value: number) => string): OutageLayer {
  let clusters = new Supercluster<Member, Sum>();
  let located = 0;
  let anyWaiting = false;
  let placed: Placed[] = [];
  let selected: string | null = null;
  let phase = true;
  let reduced = false;

  function set(outages: readonly OutageRecord[]) {
    const features = outages.toSorted(byHarm).flatMap((outage) =>
      outage.lon === null || outage.lat === null
        ? []
        : [
            {
              type: 'Feature' as const,
              geometry: { type: 'Point' as const, coordinates: [outage.lon, outage.lat] },
              properties: memberOf(outage),
            },
          ],
    );
    located = features.length;
    anyWaiting = features.some(({ properties }) => properties.waiting);
    clusters = new Supercluster<Member, Sum>({
      radius: RADIUS,
      maxZoom: CLUSTERED_UP_TO,
      minPoints: 2,
      map: ({ priority, look, customers, waiting }) => ({ priority, look, customers, waiting, outages: 1 }),
      reduce(sum, other) {
        if (worse(sum, other)) {
          sum.priority = other.priority;
          sum.look = other.look;
        }
        sum.customers += other.customers;
        sum.outages += other.outages;
        sum.waiting ||= other.waiting;
      },
    }).load(features);
  }

  function paint(context: CanvasRenderingContext2D, view: View) {
    placed = [];
    if (located === 0) return;
    const colours = tokens();
    const number = format();
    const outline = (waiting: boolean) => (!waiting ? 'steady' : reduced ? 'double' : phase ? 'steady' : 'hidden');
    const found = clusters.getClusters([-180, -85, 180, 85], Math.max(0, Math.floor(view.zoom)));
    const shown = found
      .map(({ geometry, properties }) => {
        const [lon = 0, lat = 0] = geometry.coordinates;
        const x = pixelX(view, worldX(lon) - origin.x);
        const y = pixelY(view, worldY(lat) - origin.y);
        return { properties, lon, lat, x, y, size: symbolSize(properties.customers) };
      })
      .filter(({ x, y }) => x > -60 && y > -60 && x < view.width + 60 && y < view.height + 60)
      .sort((a, b) => a.properties.priority - b.properties.priority || b.properties.customers - a.properties.customers);
    const taken = shown.map(({ x, y, size }): Rectangle => [x - size / 2, y - size / 2, x + size / 2, y + size / 2]);
    const figures = shown.flatMap(({ properties, x, y, size }, index) => {
      const cluster = 'cluster' in properties;
      if (!cluster && size < 28) return [];
      const text = cluster ? `×${properties.outages}  ${number(properties.customers)}` : number(properties.customers);
      const left = x + size / 2 + (cluster ? 8 : 4);
      const box: Rectangle = [left, y - 9, left + text.length * 7.5 + 8, y + 9];
      // A figure that would lie on something worse is left out; the pointer still finds it.
      if (taken.some((other, at) => at !== index && overlaps(box, other))) return [];
      taken.push(box);
      return [{ left, y, text }];
    });
    // The worst last, so that it lies on top.
    for (const { properties, x, y, size, lon, lat } of shown.toReversed()) {
      const cluster = 'cluster' in properties;
      const ids = cluster ? clusters.getLeaves(properties.cluster_id, Infinity).map((leaf) => leaf.properties.id) : [properties.id];
      drawSymbol(
        context,
        x,
        y,
        {
          priority: priorityOf(properties.priority),
          look: properties.look,
          size,
          outline: outline(properties.waiting),
          selected: selected !== null && ids.includes(selected),
          stale: !cluster && properties.stale,
          several: cluster,
        },
        colours,
      );
      placed.push({ x, y, size, ids, customers: properties.customers, lon, lat });
    }
    for (const { left, y, text } of figures) drawFigure(context, left, y, text, colours);
  }

  return {
    name: 'outages',
    paint,
    set,
    placed: () => placed,
    flashing: () => anyWaiting,
    select(id) {
      selected = id;
    },
    setPhase(visible, calm) {
      phase = visible;
      reduced = calm;
    },
  };
}
