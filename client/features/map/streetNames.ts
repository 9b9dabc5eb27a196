/** Names along streets from zoom 16: once a street and view, on its longest straight piece. */

import type { Basemap } from '../../../shared/geometryBasemap.ts';
import { inView } from './drawLines.ts';
import type { PlaneLines } from './planeLines.ts';
import type { Tokens } from './tokens.ts';
import { pixelX, pixelY, type View } from './view.ts';

const FROM_ZOOM = 15.5;
const MOST = 160;

type Piece = { x: number; y: number; angle: number; length: number };

export function createStreetNames(basemap: Basemap, streets: PlaneLines) {
  function longest(line: number, view: View): Piece | null {
    let best: Piece | null = null;
    for (let i = streets.start[line]!; i + 1 < streets.start[line + 1]!; i++) {
      const ax = pixelX(view, streets.x[i]!);
      const ay = pixelY(view, streets.y[i]!);
      const bx = pixelX(view, streets.x[i + 1]!);
      const by = pixelY(view, streets.y[i + 1]!);
      const length = Math.hypot(bx - ax, by - ay);
      if (best && length <= best.length) continue;
      const x = (ax + bx) / 2;
      const y = (ay + by) / 2;
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      best = { x, y, length, angle: Math.atan2(by - ay, bx - ax) };
    }
    return best;
  }

  return {
    paint(context: CanvasRenderingContext2D, view: View, tokens: Tokens): void {
      if (view.zoom < FROM_ZOOM) return;
      const pieces = new Map<number, Piece>();
      for (const line of inView(streets, view, (each) => basemap.streets.name[each]! >= 0)) {
        const name = basemap.streets.name[line]!;
        const piece = longest(line, view);
        if (piece && piece.length > (pieces.get(name)?.length ?? 0)) pieces.set(name, piece);
      }
      context.font = `${view.zoom >= 17 ? 12 : 11}px ${tokens.font}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.strokeStyle = tokens.street;
      context.fillStyle = tokens.muted;
      const sorted = [...pieces].sort((a, b) => b[1].length - a[1].length).slice(0, MOST);
      for (const [name, { x, y, angle, length }] of sorted) {
        const text = basemap.names[name] ?? '';
        if (context.measureText(text).width > length + 30) continue;
        const upright = Math.abs(angle) > Math.PI / 2 ? angle + Math.PI : angle;
        context.save();
        context.translate(x, y);
        context.rotate(upright);
        context.strokeText(text, 0, 0);
        context.fillText(text, 0, 0);
        context.restore();
      }
    },
  };
}
