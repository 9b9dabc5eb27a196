/** Names of districts above the lines, with the share of customers out where there are any; no two names on top of each other. */

import { BASEMAP_SCALE, type Basemap } from '../../../shared/geometryBasemap.ts';
import type { AreaRecord } from '../../../shared/records/places.ts';
import { finestAreas, type MapNetwork, middleOfArea, planeX, planeY } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY } from './view.ts';

type Label = { readonly name: string; readonly area: string | null; readonly x: number; readonly y: number };

type Parts = {
  readonly network: MapNetwork;
  readonly basemap: Basemap | null;
  readonly tokens: () => Tokens;
  areas(): ReadonlyMap<string, AreaRecord>;
  percent(share: number): string;
};

const FROM_ZOOM = 11;
const UP_TO_ZOOM = 16;
/** Farther away the tint has to do: figures would lie on each other. */
const SHARES_FROM_ZOOM = 12.5;

function labelsOf({ network, basemap }: Parts): readonly Label[] {
  const labels = new Map<string, Label>();
  for (const area of finestAreas(network)) {
    const { id, name } = network.geometry.areas[area] ?? { id: '', name: '' };
    const middle = middleOfArea(network, area);
    if (middle && name !== '') labels.set(name, { name, area: id, x: middle[0], y: middle[1] });
  }
  // People put a district's name where the district is dense, not at the middle of its outline.
  for (const [i, name] of (basemap?.labels.names ?? []).entries()) {
    const lon = (basemap?.labels.coordinates[2 * i] ?? 0) / BASEMAP_SCALE;
    const lat = (basemap?.labels.coordinates[2 * i + 1] ?? 0) / BASEMAP_SCALE;
    labels.set(name, { name, area: labels.get(name)?.area ?? null, x: planeX(network, lon), y: planeY(network, lat) });
  }
  return [...labels.values()];
}

export function createLabelLayer(parts: Parts): Layer {
  const labels = labelsOf(parts);
  return {
    name: 'labels',
    paint(context, view) {
      if (view.zoom < FROM_ZOOM || view.zoom > UP_TO_ZOOM) return;
      const colours = parts.tokens();
      const records = parts.areas();
      const size = view.zoom >= 14 ? 13 : 11;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.lineWidth = 3.5;
      context.lineJoin = 'round';
      context.strokeStyle = colours.ground;
      const shown = labels
        .map((label) => {
          const record = label.area === null ? undefined : records.get(label.area);
          const share = record && record.customersTotal > 0 ? record.customersOut / record.customersTotal : 0;
          return { ...label, share, px: pixelX(view, label.x), py: pixelY(view, label.y) };
        })
        .filter(({ px, py }) => px > 0 && py > 0 && px < view.width && py < view.height)
        .sort((a, b) => b.share - a.share);
      const taken: [number, number, number, number][] = [];
      for (const { name, share, px, py } of shown) {
        const quiet = share < 0.001 || view.zoom < SHARES_FROM_ZOOM;
        const words = quiet ? '' : parts.percent(share);
        context.font = `${quiet ? 400 : 600} ${size}px ${colours.font}`;
        const half = Math.max(context.measureText(name).width, context.measureText(words).width) / 2 + 5;
        const box: [number, number, number, number] = [px - half, py - size * 0.8, px + half, py + size * (quiet ? 0.8 : 2)];
        if (taken.some(([left, top, right, bottom]) => box[0] < right && box[2] > left && box[1] < bottom && box[3] > top)) continue;
        taken.push(box);
        context.fillStyle = quiet ? colours.muted : colours.ink;
        context.strokeText(name, px, py);
        context.fillText(name, px, py);
        if (quiet) continue;
        context.strokeText(words, px, py + size * 1.2);
        context.fillText(words, px, py + size * 1.2);
      }
    },
  };
}
