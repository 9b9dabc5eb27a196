/** The outage symbol on a canvas, the same shapes and fills as in text (rules V1, V3, V4). */

import { corners, glyphDrop, type OutageLook, type Priority } from '../../ui/symbolShape.ts';
import type { Tokens } from './tokens.ts';

export type SymbolParts = {
  readonly priority: Priority;
  readonly look: OutageLook;
  /** Side, pixels. */
  readonly size: number;
  readonly outline: 'steady' | 'hidden' | 'double';
  readonly selected: boolean;
  readonly stale: boolean;
  /** Stands for more than one: a second edge shows behind it. */
  readonly several: boolean;
};

function outlinePath(priority: Priority, look: OutageLook, x: number, y: number, half: number): Path2D {
  const path = new Path2D();
  const shape = look === 'restored' ? null : corners(priority);
  if (!shape) path.arc(x, y, half, 0, 7);
  else {
    for (const [index, [cx, cy]] of shape.entries()) {
      if (index === 0) path.moveTo(x + cx * half, y + cy * half);
      else path.lineTo(x + cx * half, y + cy * half);
    }
    path.closePath();
  }
  return path;
}

const FILLS = { 1: 'p1', 2: 'p2', 3: 'p3', 4: 'p4' } as const;
const GLYPHS = { 1: 'p1-glyph', 2: 'p2-glyph', 3: 'p3-glyph', 4: 'p4-glyph' } as const;

function hatch(context: CanvasRenderingContext2D, x: number, y: number, half: number, tokens: Tokens) {
  context.strokeStyle = tokens['planned-glyph'];
  context.lineWidth = 1;
  context.beginPath();
  for (let at = -2 * half; at < 2 * half; at += 5) {
    context.moveTo(x + at, y + half * 1.2);
    context.lineTo(x + at + half * 2.4, y - half * 1.2);
  }
  context.stroke();
}

export function drawSymbol(context: CanvasRenderingContext2D, x: number, y: number, parts: SymbolParts, tokens: Tokens): void {
  const { priority, look, size } = parts;
  const half = size / 2;
  const path = outlinePath(priority, look, x, y, half * 0.9);
  const colour = look === 'planned' ? tokens.planned : look === 'restored' ? tokens.restored : tokens[FILLS[priority]];
  const hollow = look === 'predicted';
  context.lineJoin = 'round';
  if (parts.selected) {
    context.lineWidth = 9;
    context.strokeStyle = tokens.ink;
    context.stroke(path);
    context.lineWidth = 5.5;
    context.strokeStyle = tokens.ground;
    context.stroke(path);
  }
  if (parts.several) {
    const behind = outlinePath(priority, look, x + 4, y - 4, half * 0.9);
    context.fillStyle = hollow ? tokens.ground : colour;
    context.fill(behind);
    context.lineWidth = 1.5;
    context.strokeStyle = tokens.outline;
    context.stroke(behind);
  }
  context.fillStyle = hollow || look === 'partially-restored' ? tokens.ground : colour;
  context.fill(path);
  context.save();
  context.clip(path);
  if (hollow) {
    context.lineWidth = 6 + 1.5;
    context.strokeStyle = colour;
    context.stroke(path);
  } else if (look === 'partially-restored') {
    context.fillStyle = colour;
    context.fillRect(x - size, y, 2 * size, size);
  } else if (look === 'planned') {
    hatch(context, x, y, half, tokens);
  }
  context.restore();
  if (parts.outline !== 'hidden') {
    context.lineWidth = 1.5;
    context.strokeStyle = tokens.outline;
    context.setLineDash(parts.stale ? [1.5, 2.5] : []);
    context.stroke(path);
    context.setLineDash([]);
  }
  if (parts.outline === 'double') {
    context.lineWidth = 1.5;
    context.stroke(outlinePath(priority, look, x, y, half * 0.9 + 4));
  }
  const glyph = look === 'restored' ? '✓' : look === 'planned' ? 'P' : String(priority);
  context.fillStyle =
    hollow || look === 'partially-restored'
      ? tokens.ink
      : look === 'planned'
        ? tokens['planned-glyph']
        : look === 'restored'
          ? tokens['restored-glyph']
          : tokens[GLYPHS[priority]];
  context.font = `700 ${Math.round(size * 0.5)}px ${tokens.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(glyph, x, y + (look === 'restored' ? 0 : glyphDrop(priority) * half) + size * 0.03);
}

/** A figure beside a symbol, on its own strip of ground so that streets do not run through it. */
export function drawFigure(context: CanvasRenderingContext2D, x: number, y: number, text: string, tokens: Tokens): void {
  context.font = `600 12px ${tokens.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const width = context.measureText(text).width;
  context.globalAlpha = 0.86;
  context.fillStyle = tokens.panel;
  context.beginPath();
  context.roundRect(x, y - 9, width + 8, 18, 3);
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = tokens.ink;
  context.fillText(text, x + 4, y + 0.5);
}
