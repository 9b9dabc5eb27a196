/** Whether telemetry knows a switch now, which no word of a person can overrule (rule N11). */

import type { World } from '../world.ts';

export function isMeasured(world: World, branch: number): boolean {
  for (const { stale, known } of world.points.get(branch).sources.values()) if (!stale && known !== 0) return true;
  return false;
}
