/** Crews: a pentagon in ink with their code; outline solid to two minutes old, dashed to ten, then dotted with the age printed. */

import type { CrewRecord } from '../../../shared/records/crew.ts';
import { type Origin, worldX, worldY } from './mercator.ts';
import type { Placed } from './outageLayer.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY } from './view.ts';

export type CrewLayer = Layer & { placed(): readonly Placed[]; select(id: string | null): void };

type Parts = {
  readonly origin: Origin;
  readonly tokens: () => Tokens;
  /** Read anew with each picture: crews are few and move. */
  readonly crews: () => Iterable<CrewRecord>;
  readonly now: () => number;
};

const SIZE = 26;
const FRESH_MS = 2 * 60_000;
const LATE_MS = 10 * 60_000;

export function createCrewLayer({ origin, tokens, crews, now }: Parts): CrewLayer {
  let placed: Placed[] = [];
  let selected: string | null = null;
  return {
    name: 'crews',
    placed: () => placed,
    select(id) {
      selected = id;
    },
    paint(context, view) {
      placed = [];
      const colours = tokens();
      for (const { id, lon, lat, code, positionAt, heardAt } of crews()) {
        if (lon === null || lat === null) continue;
        const x = pixelX(view, worldX(lon) - origin.x);
        const y = pixelY(view, worldY(lat) - origin.y);
        if (x < -SIZE || y < -SIZE || x > view.width + SIZE || y > view.height + SIZE) continue;
        const at = positionAt ?? heardAt;
        const age = at === null ? Number.POSITIVE_INFINITY : now() - Date.parse(at);
        context.beginPath();
        for (let corner = 0; corner < 5; corner++) {
          const angle = (corner / 5) * 2 * Math.PI - Math.PI / 2;
          context.lineTo(x + (Math.cos(angle) * SIZE) / 2, y + (Math.sin(angle) * SIZE) / 2);
        }
        context.closePath();
        context.fillStyle = colours.panel;
        context.fill();
        context.lineWidth = id === selected ? 3.5 : 1.8;
        context.strokeStyle = colours.ink;
        context.setLineDash(age <= FRESH_MS ? [] : age <= LATE_MS ? [5, 3] : [1, 3]);
        context.stroke();
        context.setLineDash([]);
        context.fillStyle = colours.ink;
        context.font = `600 10px ${colours.font}`;
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.fillText(code, x, y + 1);
        if (age > LATE_MS && Number.isFinite(age)) context.fillText(`${Math.floor(age / 60_000)}′`, x, y + SIZE / 2 + 6);
        placed.push({ x, y, size: SIZE, ids: [id], customers: 0, lon, lat });
      }
    },
  };
}
