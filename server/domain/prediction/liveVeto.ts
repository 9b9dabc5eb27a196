/** What telemetry says of protective devices, for rule P8: closed, feeding, stale or open. */

import type { MeasurementMessage } from '../../../shared/messages/measurement.ts';
import { NONE } from '../network/network.ts';
import type { World } from '../world.ts';
import type { Veto } from './assess.ts';
import type { Overlay } from './overlay.ts';

export type LiveVeto = {
  /** A measured load or voltage at a branch (rules E31, E33). The branch if it shows that the device feeds, NONE otherwise. */
  measured(message: MeasurementMessage): number;
  /** Positions or telemetry of these branches changed. */
  changed(branches: Iterable<number>): void;
  /** Readings that prove nothing any more (rule E33). */
  expire(now: number): void;
  nextDeadline(): number | null;
  state(): readonly (readonly [device: number, at: number])[];
};

export function createLiveVeto(world: World, overlay: Overlay, saved: readonly (readonly [number, number])[] = []): LiveVeto {
  const { network, points, energisation, settings } = world;
  const { tree } = overlay;
  const deviceOf = new Map<number, number>();
  for (const [device, branch] of tree.branch.entries()) deviceOf.set(branch, device);
  /** Device and time of the newest reading that showed load beyond it, oldest first. */
  const fed = new Map<number, number>(saved);

  function judge(device: number): void {
    const branch = tree.branch[device]!;
    overlay.setVeto(device, vetoOf(branch, device));
  }

  function vetoOf(branch: number, device: number): Veto | null {
    const heard = points.get(branch).sources.size > 0;
    if (!network.branches.telemetered[branch] && !heard) return fed.has(device) ? 'live' : null;
    if (points.isStale(branch)) return 'stale';
    const mask = network.branches.phases[branch]!;
    const { open, unknown } = energisation.positions;
    if (unknown[branch]! & mask) return 'stale';
    if (open[branch]! & mask) return 'open';
    return fed.has(device) ? 'live' : 'closed';
  }

  tree.branch.forEach((branch, device) => {
    if (network.branches.telemetered[branch] || fed.has(device)) judge(device);
  });

  function showsLoad({ quantity, value, phase }: MeasurementMessage, branch: number): boolean {
    if (phase !== null && phase.length < 3 && quantity !== 'current') return false;
    switch (quantity) {
      case 'current':
        return value >= settings.loadPresentA;
      case 'power':
        return value >= settings.loadPresentShare * Math.max(1, network.branches.ratingKva[branch]!);
      case 'voltage':
        return value >= (settings.liveVoltageShare * 1000 * (network.branches.nominalKv[branch] || 0.4)) / Math.sqrt(3);
    }
  }

  return {
    measured(message) {
      const branch = network.branchIndex.get(message.id) ?? NONE;
      const device = deviceOf.get(branch);
      if (device === undefined || message.quality !== 'good' || message.replay || message.test) return NONE;
      const before = fed.get(device);
      if (before !== undefined && before > message.at) return NONE;
      fed.delete(device);
      const feeds = showsLoad(message, branch);
      if (feeds) fed.set(device, message.at);
      judge(device);
      return feeds ? branch : NONE;
    },
    changed(branches) {
      for (const branch of branches) {
        const device = deviceOf.get(branch);
        if (device !== undefined) judge(device);
      }
    },
    expire(now) {
      for (const [device, at] of fed) {
        if (at + settings.measureFreshMs > now) continue;
        fed.delete(device);
        judge(device);
      }
    },
    nextDeadline() {
      let first: number | null = null;
      for (const at of fed.values()) first = first === null ? at : Math.min(first, at);
      return first === null ? null : first + settings.measureFreshMs;
    },
    state: () => [...fed],
  };
}
