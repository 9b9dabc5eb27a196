/** The shapes of priorities, one for screen and canvas: square, triangle, diamond, disc (screens, section 1). */

export type Priority = 1 | 2 | 3 | 4;
export type OutageLook = 'predicted' | 'confirmed' | 'partially-restored' | 'restored' | 'planned';

export const priorityOf = (value: number): Priority => (value <= 1 ? 1 : value === 2 ? 2 : value === 3 ? 3 : 4);

/** Corners around the middle for a symbol that fills a box of side 2; null for the disc. Areas look alike, not boxes. */
export function corners(priority: Priority): readonly (readonly [number, number])[] | null {
  switch (priority) {
    case 1:
      return [
        [-0.88, -0.88],
        [0.88, -0.88],
        [0.88, 0.88],
        [-0.88, 0.88],
      ];
    case 2:
      return [
        [0, -1],
        [1.04, 0.84],
        [-1.04, 0.84],
      ];
    case 3:
      return [
        [0, -1.12],
        [1.12, 0],
        [0, 1.12],
        [-1.12, 0],
      ];
    case 4:
      return null;
  }
}

/** Where the glyph's middle sits below the symbol's middle, as a share of half its size. */
export const glyphDrop = (priority: Priority): number => (priority === 2 ? 0.22 : 0);

/** Side in pixels by customers out (rule V4). */
export const symbolSize = (customers: number): number => (customers >= 1000 ? 36 : customers >= 100 ? 28 : customers >= 10 ? 22 : 18);
