/** Outages that other systems report: a dotted square in ink, never in a priority colour, with their own count. */

import Supercluster from 'supercluster';
import type { ReportRecord } from '../../../shared/records/report.ts';
import { drawFigure } from './drawSymbol.ts';
import { type Origin, worldX, worldY } from './mercator.ts';
import type { Placed } from './outageLayer.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY } from './view.ts';

type Member = { readonly id: string; readonly customers: number };
type Sum = { customers: number; reports: number };

export type ReportLayer = Layer & {
  set(reports: readonly ReportRecord[]): void;
  placed(): readonly Placed[];
  select(id: string | null): void;
};

export function createReportLayer(origin: Origin, tokens: () => Tokens, format: () => (value: number) => string): ReportLayer {
  let clusters = new Supercluster<Member, Sum>();
  let located = 0;
  let placed: Placed[] = [];
  let selected: string | null = null;
  return {
    name: 'reports',
    placed: () => placed,
    select(id) {
      selected = id;
    },
    set(reports) {
      const features = reports.flatMap(({ id, lon, lat, status, customers }) =>
        status !== 'open' || lon === null || lat === null
          ? []
          : [
              {
                type: 'Feature' as const,
                geometry: { type: 'Point' as const, coordinates: [lon, lat] },
                properties: { id, customers: customers ?? 0 },
              },
            ],
      );
      located = features.length;
      clusters = new Supercluster<Member, Sum>({
        radius: 36,
        maxZoom: 14,
        map: ({ customers }) => ({ customers, reports: 1 }),
        reduce(sum, other) {
          sum.customers += other.customers;
          sum.reports += other.reports;
        },
      }).load(features);
    },
    paint(context, view) {
      placed = [];
      if (located === 0) return;
      const colours = tokens();
      const number = format();
      for (const { geometry, properties } of clusters.getClusters([-180, -85, 180, 85], Math.max(0, Math.floor(view.zoom)))) {
        const [lon = 0, lat = 0] = geometry.coordinates;
        const x = pixelX(view, worldX(lon) - origin.x);
        const y = pixelY(view, worldY(lat) - origin.y);
        if (x < -40 || y < -40 || x > view.width + 40 || y > view.height + 40) continue;
        const cluster = 'cluster' in properties;
        const ids = cluster ? clusters.getLeaves(properties.cluster_id, Infinity).map((leaf) => leaf.properties.id) : [properties.id];
        const size = cluster ? 22 : 16;
        const chosen = selected !== null && ids.includes(selected);
        context.beginPath();
        context.roundRect(x - size / 2, y - size / 2, size, size, 4);
        context.fillStyle = colours.panel;
        context.fill();
        context.lineWidth = chosen ? 2.5 : 1.4;
        context.strokeStyle = colours.ink;
        context.setLineDash(chosen ? [] : [2, 2]);
        context.stroke();
        context.setLineDash([]);
        context.fillStyle = colours.ink;
        context.font = `600 11px ${colours.font}`;
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.fillText(cluster ? String(properties.reports) : '×', x, y + 0.5);
        if (cluster || properties.customers >= 100) drawFigure(context, x + size / 2 + 3, y, number(properties.customers), colours);
        placed.push({ x, y, size, ids, customers: properties.customers, lon, lat });
      }
    },
  };
}
