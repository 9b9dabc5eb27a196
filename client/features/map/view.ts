/** What part of the plane a canvas shows, and how plane units become pixels. */

export type View = {
  readonly zoom: number;
  /** Pixels a plane unit. */
  readonly scale: number;
  /** Pixel = plane * scale + shift. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly width: number;
  readonly height: number;
  /** Visible part of the plane: west, north, east, south. */
  readonly box: readonly [number, number, number, number];
};

export const pixelX = (view: View, x: number): number => x * view.scale + view.shiftX;
export const pixelY = (view: View, y: number): number => y * view.scale + view.shiftY;

/** One canvas; paints everything it has to say about the view. */
export type Layer = {
  readonly name: string;
  /** What it paints depends on the place alone, not on what else is in view: after a move only the strips uncovered are painted. */
  readonly movable?: boolean;
  paint(context: CanvasRenderingContext2D, view: View): void;
};
