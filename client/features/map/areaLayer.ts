/** Districts shaded by the share of their customers who are out, with the share written in them; the tint fades as one comes near. */

import type { AreaRecord } from '../../../shared/records/places.ts';
import type { MapNetwork } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

export type AreaLayer = Layer & { set(areas: ReadonlyMap<string, AreaRecord>): void; select(id: string | null): void };

const FADES_FROM = 13;
const GONE_FROM = 15.5;
const WORDS_UP_TO = 13.5;

/** Share of customers out where the tint is fullest. */
const FULL_SHARE = 0.6;

export function createAreaLayer(network: MapNetwork, tokens: () => Tokens, percent: () => (share: number) => string): AreaLayer {
  const { areas } = network.geometry;
  const parents = new Set(areas.map(({ parent }) => parent));
  /** Only the finest areas: shading a county over its districts would say the same twice. */
  const finest = areas.map((_, index) => index).filter((index) => !parents.has(index));
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

  function middle(area: number, view: View): readonly [number, number] {
    const { start, x, y } = network.outlines;
    const first = start[area]!;
    const end = start[area + 1]!;
    let [sumX, sumY, sum] = [0, 0, 0];
    for (let i = first; i < end; i++) {
      const next = i + 1 < end ? i + 1 : first;
      const cross = x[i]! * y[next]! - x[next]! * y[i]!;
      sumX += (x[i]! + x[next]!) * cross;
      sumY += (y[i]! + y[next]!) * cross;
      sum += cross;
    }
    return [pixelX(view, sumX / (3 * sum)), pixelY(view, sumY / (3 * sum))];
  }

  return {
    name: 'areas',
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
        if (share > 0 && strength > 0) {
          context.globalAlpha = strength * (0.1 + 0.42 * Math.min(1, share / FULL_SHARE));
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
      if (view.zoom > WORDS_UP_TO) return;
      context.font = `600 11px ${colours.font}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.lineWidth = 3;
      context.lineJoin = 'round';
      for (const area of finest) {
        const record = records.get(areas[area]?.id ?? '');
        if (!record || record.customersOut === 0 || view.zoom < 11.5) continue;
        const [x, y] = middle(area, view);
        const text = percent()(record.customersOut / record.customersTotal);
        context.strokeStyle = colours.ground;
        context.strokeText(text, x, y + 14);
        context.fillStyle = colours.ink;
        context.fillText(text, x, y + 14);
      }
    },
  };
}
