/** Streets, parks and water, quiet under everything else, without asking any other host. */

import { BASEMAP_SCALE, type Basemap, GROUND_KINDS, STREET_CLASSES } from '../../../shared/geometryBasemap.ts';
import { inView, strokeLines } from './drawLines.ts';
import type { Origin } from './mercator.ts';
import { planeLines } from './planeLines.ts';
import { createStreetNames } from './streetNames.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

/** Width in pixels by class at zooms 10 to 18, hairlines as long as it looks right; 0 = not drawn. */
const WIDTHS: readonly (readonly number[])[] = [
  [1, 1.2, 1.6, 2.2, 3, 4.5, 7, 10, 14],
  [0.4, 0.7, 1, 1, 2, 3.5, 6, 9, 13],
  [0, 0, 0.5, 0.8, 1, 2.2, 4.5, 7, 11],
  [0, 0, 0, 0, 0.6, 1, 2.4, 4, 6],
  [0, 0, 0, 0.4, 0.6, 1, 2, 3, 5],
];

const widthAt = (kind: number, zoom: number): number => WIDTHS[kind]?.[Math.max(0, Math.min(8, Math.round(zoom) - 10))] ?? 0;

/** The backdrop, and the names of streets above it; both go by the name of the backdrop. */
export function createBasemapLayers(basemap: Basemap, origin: Origin, tokens: () => Tokens): readonly Layer[] {
  const streets = planeLines(basemap.streets, BASEMAP_SCALE, origin);
  const grounds = planeLines(basemap.grounds, BASEMAP_SCALE, origin);
  const names = createStreetNames(basemap, streets);

  function paintGrounds(context: CanvasRenderingContext2D, view: View) {
    const colours = tokens();
    for (const [index, kind] of GROUND_KINDS.entries()) {
      const which = inView(grounds, view, (line) => basemap.grounds.kind[line] === index);
      if (which.length === 0) continue;
      if (kind === 'stream') {
        context.strokeStyle = colours.water;
        context.lineWidth = view.zoom >= 14 ? 2 : 1;
        strokeLines(context, grounds, which, view);
        continue;
      }
      context.fillStyle = kind === 'water' ? colours.water : colours.park;
      context.beginPath();
      for (const line of which) {
        const first = grounds.start[line]!;
        const end = grounds.start[line + 1]!;
        for (let i = first; i < end; i++) {
          const x = pixelX(view, grounds.x[i]!);
          const y = pixelY(view, grounds.y[i]!);
          if (i === first) context.moveTo(x, y);
          else context.lineTo(x, y);
        }
        context.closePath();
      }
      context.fill('evenodd');
    }
  }

  function paintStreets(context: CanvasRenderingContext2D, view: View) {
    const colours = tokens();
    context.lineJoin = view.zoom >= 15 ? 'round' : 'bevel';
    context.lineCap = view.zoom >= 15 ? 'round' : 'butt';
    const byClass: number[][] = STREET_CLASSES.map(() => []);
    for (const line of inView(streets, view, () => true)) byClass[basemap.streets.class[line]!]?.push(line);
    // Quiet ones first, so that main roads lie above them.
    for (let kind = STREET_CLASSES.length - 1; kind >= 0; kind--) {
      const width = widthAt(kind, view.zoom);
      if (width === 0) continue;
      context.lineWidth = width;
      context.strokeStyle = kind <= 1 ? colours['street-main'] : colours.street;
      strokeLines(context, streets, byClass[kind] ?? [], view);
    }
  }

  return [
    {
      name: 'basemap',
      movable: true,
      paint(context, view) {
        paintGrounds(context, view);
        paintStreets(context, view);
      },
    },
    { name: 'basemap', paint: (context, view) => names.paint(context, view, tokens()) },
  ];
}
