/** Districts shaded by the share of their customers who are out, the tint fades as one comes near. */

import type { AreaRecord } from '../../../shared/records/places.ts';
import { finestAreas, type MapNetwork } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

export type AreaLayer = Layer & { set(areas: ReadonlyMap<string, AreaRecord>): void; select(id: string | null): void };

const FADES_FROM = 13;
const GONE_FROM = 15.5;

/** Share of customers out where the tint is fullest. */
const FULL_SHARE = 0.6;
/** Below this share a district stays grey: a few houses are the symbols' matter. */
const LEAST_SHARE = 0.005;

export function createAreaLayer(network: MapNetwork, tokens: () => Tokens): AreaLayer {
  const { areas } = network.geometry;
  const finest = finestAreas(network);
  let records: ReadonlyMap<string, AreaRecord> = new Map();
  let selected: string | null = null;

  function outline(path: CanvasRenderingContext2D, area: number, view: View): boolean {
    const { start, x, y } = network.outlines;
    const first = start[area]!;
    const end = start[area + 1]!;
    if (end - first < 3) return false;
    path.beginPath();
    for (let i = first; i < end; i++) {
      if (i === first) path.moveTo(pixelX(view, x[i]!), pixelY(view, y[i]!));
      else path.lineTo(pixelX(view, x[i]!), pixelY(view, y[i]!));
    }
    path.closePath();
    return true;
  }

  return {
    name: 'areas',
    movable: true,
    set(next) {
      records = next;
    },
    select(id) {
      selected = id;
    },
    paint(context, view) {
      const colours = tokens();
      const strength = Math.max(0, Math.min(1, (GONE_FROM - view.zoom) / (GONE_FROM - FADES_FROM)));
      for (const area of finest) {
        const record = records.get(areas[area]?.id ?? '');
        const share = record && record.customersTotal > 0 ? record.customersOut / record.customersTotal : 0;
        if (!outline(context, area, view)) continue;
        if (share >= LEAST_SHARE && strength > 0) {
          context.globalAlpha = strength * 0.5 * Math.min(1, share / FULL_SHARE) ** 0.75;
          context.fillStyle = colours.p1;
          context.fill();
        }
        context.globalAlpha = 1;
        context.strokeStyle = selected === areas[area]?.id ? colours.ink : colours.rule;
        context.lineWidth = selected === areas[area]?.id ? 2.5 : 0.8;
        context.setLineDash(selected === areas[area]?.id ? [] : [5, 4]);
        context.stroke();
        context.setLineDash([]);
      }
    },
  };
}
