/** Which strips of the map a move uncovers. */

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { uncovered } from '../../client/features/map/uncovered.ts';

it('[V6] what was painted before and the strips together are the whole picture, without overlap', () => {
  const side = fc.integer({ min: 4, max: 60 });
  const move = fc.integer({ min: -30, max: 30 });
  fc.assert(
    fc.property(side, side, move, move, (width, height, dx, dy) => {
      const strips = uncovered(width, height, dx, dy);
      if (strips === null) return Math.abs(dx) > width / 2 || Math.abs(dy) > height / 2;
      const painted = strips.reduce((sum, [, , wide, high]) => sum + wide * high, 0);
      const kept = (width - Math.abs(dx)) * (height - Math.abs(dy));
      expect(painted + kept).toBe(width * height);
      return strips.every(([x, y, wide, high]) => x >= 0 && y >= 0 && x + wide <= width && y + high <= height);
    }),
  );
});
