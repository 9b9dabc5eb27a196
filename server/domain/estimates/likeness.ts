/** What an outage has in common with past ones: what failed, where, why, when, in which weather (rule T5). */

import { BRANCH_KINDS, NONE, SWITCH_KINDS } from '../network/network.ts';
import type { Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import type { Likeness } from './durations.ts';
import type { DeviceGroup } from './settings.ts';
import type { Weather } from './weather.ts';

export function deviceGroupOf({ network }: World, { device, level }: Outage): DeviceGroup {
  if (level === 'service') return 'service';
  const kind = BRANCH_KINDS[network.branches.kind[device] ?? 0];
  if (kind === 'transformer') return 'transformer';
  if (kind === 'line') return 'line';
  return SWITCH_KINDS[network.branches.switchKind[device] ?? 0] === 'fuse' ? 'fuse' : 'switch';
}

/** Area of the device's feeder, else of most of the customers. */
function areaOf({ network }: World, outage: Outage): number {
  let most = NONE;
  for (const [area, customers] of outage.areas) if (most === NONE || customers > (outage.areas.get(most) ?? 0)) most = area;
  if (most !== NONE) return most;
  const feeder = network.branches.feeder[outage.device] ?? NONE;
  return network.feeders[feeder]?.area ?? NONE;
}

export function likenessOf(world: World, outage: Outage, weather: Weather, storm: boolean, hourAt: (at: number) => number): Likeness {
  const area = areaOf(world, outage);
  return {
    device: deviceGroupOf(world, outage),
    area: world.network.areas[area]?.class ?? 'urban',
    cause: outage.cause,
    hour: hourAt(outage.startedAt),
    weather: weather.worst(outage.areas.size > 0 ? outage.areas.keys() : [area]),
    storm,
  };
}
