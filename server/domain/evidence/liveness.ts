/** A source falls silent or is back: its points become stale or are believed again, and nothing opens or ends by that (rules E18, E19, E22, E23). */

import { operate } from '../outages/operation.ts';
import { groupOf, type World } from '../world.ts';
import type { OrderKey } from './order.ts';

export type LivenessEvent = {
  readonly type: 'liveness';
  readonly groups: readonly number[];
  readonly receivedAt: number;
  readonly commit: number;
  readonly source: string;
  readonly online: boolean;
  /** When it was last heard before it fell silent; may become later when late messages come in. */
  readonly silence: { lastHeardAt: number | null };
};

/** Where telemetry falls silent, an earlier word may come into force (rule N11): what follows is then due to that word. */
function operateQuietly(world: World, branches: readonly number[], at: number, commit: number): void {
  const quietly = { device: null, at, after: null, uncertain: true, phases: 0, commit, by: null, evidence: null } as const;
  const silent: number[] = [];
  for (const branch of branches) {
    const word = world.points.wordInForce(branch);
    if (!word) silent.push(branch);
    else operate(world, [branch], { ...quietly, device: branch, origin: word.origin, lockout: true, cause: word.cause });
  }
  operate(world, silent, { ...quietly, origin: 'scada', lockout: false, cause: 'protection-trip' });
}

/** One group's part: all switches there that the source has spoken of. */
export function applyLiveness(world: World, event: LivenessEvent, key: OrderKey): void {
  const { points, settings } = world;
  const { source, online, silence, commit, groups } = event;
  const changed: number[] = [];
  for (const branch of points.ofSource(source)) {
    if (groupOf(world, branch) !== groups[0]) continue;
    const value = points.get(branch).sources.get(source);
    if (!value || value.stale === !online) continue;
    const after = Math.max(value.lastGoodAt, silence.lastHeardAt ?? value.lastGoodAt);
    points.setSource(branch, source, {
      ...value,
      stale: !online,
      gap: online
        ? value.gap && { after: value.gap.after, until: key.t + settings.birthSettleMs }
        : { after: value.gap?.after ?? Math.min(after, key.t), until: Number.POSITIVE_INFINITY },
    });
    world.touch.mark('device', branch);
    const outage = world.ledger.openOn(branch);
    if (outage) world.touch.mark('outage', outage.id);
    changed.push(branch);
  }
  operateQuietly(world, changed, key.t, commit);
}

/** A point that should have reported by now is stale by itself (rule E19). */
export function silence(world: World, branch: number, source: string, at: number): void {
  const value = world.points.get(branch).sources.get(source);
  if (!value || value.stale) return;
  world.points.setSource(branch, source, {
    ...value,
    stale: true,
    gap: { after: value.lastGoodAt, until: Number.POSITIVE_INFINITY },
  });
  world.touch.mark('device', branch);
  world.touch.mark('source', source);
  world.emit({
    type: 'device.silent',
    about: `device:${world.network.branches.ids[branch]!}`,
    at,
    body: { source, lastGoodAt: value.lastGoodAt },
  });
  operateQuietly(world, [branch], at, 0);
}
