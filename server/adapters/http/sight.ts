/** What a person bound to areas may see over HTTP; the same scope as in the feed (rule V1). */

import { sightOver } from '../../../shared/boardSight.ts';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import type { Actor } from '../../../shared/roles.ts';
import type { Board } from '../../viewerPorts.ts';

export type Sight = {
  /** Of an area of the network, null = of none. */
  area(id: string | null): boolean;
  outage(outage: Pick<OutageRecord, 'areas' | 'feeder'>): boolean;
  feeder(id: string | null): boolean;
};

const EVERYWHERE: Sight = { area: () => true, outage: () => true, feeder: () => true };

export function createSight(board: Pick<Board, 'changesSince'>): (actor: Actor) => Sight {
  return (actor) => {
    if (actor.areas === null) return EVERYWHERE;
    const { upserts } = board.changesSince(null, sightOver(actor));
    const seenAreas = new Set(upserts.area?.map(({ id }) => id));
    const seenFeeders = new Set(upserts.feeder?.map(({ id }) => id));
    const feeder = (id: string | null): boolean => id !== null && seenFeeders.has(id);
    return {
      area: (id) => id !== null && seenAreas.has(id),
      feeder,
      outage: (outage) => outage.areas.some(({ id }) => seenAreas.has(id)) || feeder(outage.feeder),
    };
  };
}
