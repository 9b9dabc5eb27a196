/** Service points and house numbers when near: on, out or unknown by what feeds their transformer; tiles are fetched as they come into view. */

import {
  decodeServicePointTile,
  SERVICE_POINT_TILE_ZOOM,
  SERVICE_POINTS_FROM_ZOOM,
  type ServicePointTile,
  tileAt,
  tileName,
} from '../../../shared/geometryTile.ts';
import type { Answer } from '../../live/api.ts';
import { LOOK, type LookBook, type MapNetwork, planeX, planeY } from './mapNetwork.ts';
import { latOf, lonOf } from './mercator.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

type Tile = { readonly points: ServicePointTile; readonly x: Float32Array; readonly y: Float32Array };

export type PlacedPoint = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly address: string;
  readonly customers: number;
};

export type ServicePointLayer = Layer & { placed(): readonly PlacedPoint[]; select(id: string | null): void };

type Parts = {
  readonly network: MapNetwork;
  readonly looks: LookBook;
  readonly tokens: () => Tokens;
  fetchTile(cell: string): Promise<Answer<Uint8Array>>;
  onArrived(): void;
};

const MOST_TILES = 60;
const NUMBERS_FROM = 18;

export function createServicePointLayer({ network, looks, tokens, fetchTile, onArrived }: Parts): ServicePointLayer {
  const tiles = new Map<string, Tile | 'asked' | 'none'>();
  let placed: PlacedPoint[] = [];
  let selected: string | null = null;

  async function ask(cell: string) {
    tiles.set(cell, 'asked');
    const answer = await fetchTile(cell);
    if (!answer.ok) {
      tiles.set(cell, 'none');
      return;
    }
    const points = decodeServicePointTile(answer.value);
    const x = new Float32Array(points.count);
    const y = new Float32Array(points.count);
    for (let i = 0; i < points.count; i++) {
      x[i] = planeX(network, points.coordinates[2 * i]! / points.scale);
      y[i] = planeY(network, points.coordinates[2 * i + 1]! / points.scale);
    }
    tiles.set(cell, { points, x, y });
    if (tiles.size > MOST_TILES) tiles.delete(tiles.keys().next().value ?? '');
    onArrived();
  }

  function cellsInView(view: View): string[] {
    const corner = (x: number, y: number) => tileAt(lonOf(x + network.origin.x), latOf(y + network.origin.y), SERVICE_POINT_TILE_ZOOM);
    const first = corner(view.box[0], view.box[1]);
    const last = corner(view.box[2], view.box[3]);
    const cells: string[] = [];
    for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) cells.push(tileName({ x, y }));
    return cells;
  }

  function drawPoint(context: CanvasRenderingContext2D, x: number, y: number, look: number, chosen: boolean, colours: Tokens) {
    context.beginPath();
    context.arc(x, y, look === LOOK.dead || look === LOOK.planned ? 4 : 3, 0, 7);
    context.lineWidth = 1.2;
    context.setLineDash([]);
    if (look === LOOK.dead || look === LOOK.planned) {
      context.fillStyle = colours.ink;
      context.fill();
    } else {
      context.fillStyle = colours.panel;
      context.fill();
      context.strokeStyle = look === LOOK.normal || look === LOOK.backFed ? colours.line : colours.ink;
      if (look === LOOK.unknown) context.setLineDash([1.2, 1.8]);
      if (look === LOOK.predicted) context.lineWidth = 2;
      context.stroke();
    }
    if (!chosen) return;
    context.setLineDash([]);
    context.beginPath();
    context.arc(x, y, 8, 0, 7);
    context.lineWidth = 2.5;
    context.strokeStyle = colours.ink;
    context.stroke();
  }

  return {
    name: 'servicePoints',
    placed: () => placed,
    select(id) {
      selected = id;
    },
    paint(context, view) {
      placed = [];
      if (view.zoom < SERVICE_POINTS_FROM_ZOOM) return;
      const colours = tokens();
      context.font = `10px ${colours.font}`;
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      for (const cell of cellsInView(view)) {
        const tile = tiles.get(cell);
        if (tile === undefined) void ask(cell);
        if (tile === undefined || tile === 'asked' || tile === 'none') continue;
        for (let i = 0; i < tile.points.count; i++) {
          const x = pixelX(view, tile.x[i]!);
          const y = pixelY(view, tile.y[i]!);
          if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
          const transformer = tile.points.transformer[i]!;
          const look = transformer < 0 ? LOOK.normal : looks.look[transformer]!;
          const id = tile.points.ids[i] ?? '';
          drawPoint(context, x, y, look, id === selected, colours);
          const address = tile.points.addresses[i] ?? '';
          placed.push({ id, x, y, address, customers: tile.points.customers[i]! });
          if (view.zoom < NUMBERS_FROM) continue;
          context.fillStyle = colours.muted;
          context.fillText(/(\S+)$/.exec(address)?.[1] ?? '', x + 6, y);
        }
      }
    },
  };
}
