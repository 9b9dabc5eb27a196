/** Finds what had failed below a device before that device tripped: last gasps that are older than the trip tell (rules A9, P6, O16). */

import type { World } from '../world.ts';
import { ALL_PHASES } from './assess.ts';
import type { Overlay } from './overlay.ts';
import { NO_DEVICE, pointsUnder } from './protectionTree.ts';
import type { PredictionSettings } from './settings.ts';
import type { Statement } from './statement.ts';

export type DarkBeforeState = readonly (readonly [outage: string, lookAt: number])[];

/** Gasps are held back, some come late. */
const LOOK_AFTER_MS = 150_000;
/** Clocks differ by this much (rule E27). */
const SKEW_MS = 5_000;
/** Rule A9, of the meters that said when. */
const SHARE = 0.7;

type Count = { early: number; timed: number; since: number; readonly branches: Set<number> };

/** Of all service points, and of those on one phase only: A, B, C. */
type Counts = { readonly all: Count; readonly byPhase: readonly Count[] };

const PHASES: readonly number[] = [1, 2, 4];

const nothing = (since: number): Count => ({ early: 0, timed: 0, since, branches: new Set() });

export type DarkBefore = ReturnType<typeof createDarkBefore>;

export function createDarkBefore(world: World, overlay: Overlay, settings: PredictionSettings, saved: DarkBeforeState = []) {
  const { ledger, network } = world;
  const { tree } = overlay;
  let due: (readonly [outage: string, lookAt: number])[] = [...saved];
  const waiting = new Set(saved.map(([outage]) => outage));

  /** First gasp of a service point in the pool before the outage or during it. */
  function gaspOf(point: number, from: number): number | null {
    for (const { at, by } of overlay.evidenceOf(point)?.said ?? []) if (by === 'gasp' && at >= from) return at;
    return null;
  }

  function add(count: Count, at: number, early: boolean, branch: number): void {
    count.timed += 1;
    if (!early) return;
    count.early += 1;
    count.since = Math.min(count.since, at);
    count.branches.add(branch);
  }

  function countBelow(id: string, trippedAt: number): Map<number, Counts> {
    const counts = new Map<number, Counts>();
    for (const point of overlay.attachedTo(id)) {
      const at = gaspOf(point, trippedAt - settings.thresholds[overlay.mode()].fuse.poolMs);
      if (at === null) continue;
      const early = at < trippedAt - SKEW_MS;
      let branch = -2 - point;
      for (let device = tree.deviceOfPoint[point] ?? NO_DEVICE; device !== NO_DEVICE; device = tree.parent[device] ?? NO_DEVICE) {
        const count = counts.get(device) ?? { all: nothing(trippedAt), byPhase: PHASES.map(() => nothing(trippedAt)) };
        counts.set(device, count);
        add(count.all, at, early, branch);
        const ofPhase = count.byPhase[PHASES.indexOf(network.servicePoints.required[point]!)];
        if (ofPhase) add(ofPhase, at, early, branch);
        branch = device;
      }
    }
    return counts;
  }

  function isEnough(device: number, { early, timed, branches }: Count, points: number): boolean {
    const need = settings.thresholds[overlay.mode()][tree.deviceClass[device]!].minBranches;
    return early >= Math.max(settings.amiMinMeters, settings.amiShare * points) && early >= SHARE * timed && branches.size >= need;
  }

  /** Phases on which the device had failed, 0 for none; fuses open phase by phase (rule N6). */
  function failedBefore(device: number, { all, byPhase }: Counts): number {
    if (network.branches.telemetered[tree.branch[device]!] === 1 || world.points.get(tree.branch[device]!).sources.size > 0) return 0;
    if (isEnough(device, all, tree.pointsBelow[device]!)) return ALL_PHASES;
    if (tree.deviceClass[device] !== 'fuse' || all.early < settings.amiMinMeters) return 0;
    const onPhase = [0, 0, 0];
    for (const point of pointsUnder(tree, device)) {
      const place = PHASES.indexOf(network.servicePoints.required[point]!);
      if (place >= 0) onPhase[place]! += 1;
    }
    return PHASES.reduce((mask, phase, i) => (isEnough(device, byPhase[i]!, onPhase[i]!) ? mask | phase : mask), 0);
  }

  function look(id: string): Statement[] {
    const outage = ledger.outages.get(id);
    if (!outage || (outage.state !== 'confirmed' && outage.state !== 'partially-restored')) return [];
    const counts = countBelow(id, outage.startedAt);
    const found: Statement[] = [];
    const failedOn = (device: number): number => {
      const count = counts.get(device);
      return count === undefined || tree.branch[device] === outage.device ? 0 : failedBefore(device, count);
    };
    for (const [device, { all, byPhase }] of counts) {
      const above = tree.parent[device] ?? NO_DEVICE;
      const phases = failedOn(device);
      if (phases === 0 || (above !== NO_DEVICE && (failedOn(above) & phases) === phases)) continue;
      const since =
        phases === ALL_PHASES ? all.since : Math.min(...byPhase.filter((_, i) => phases & PHASES[i]!).map((count) => count.since));
      const word = { branch: tree.branch[device]!, phases, by: 'meters', prior: null, parent: null } as const;
      found.push({ ...word, type: 'open', at: since, darkBefore: id });
    }
    return found;
  }

  return {
    /** A telemetered device took service points. */
    begun(id: string, now: number): void {
      if (waiting.has(id)) return;
      waiting.add(id);
      due.push([id, now + LOOK_AFTER_MS]);
    },
    takeFound(now: number): Statement[] {
      const found: Statement[] = [];
      while (due[0] && due[0][1] <= now) {
        const [id] = due[0];
        due = due.slice(1);
        waiting.delete(id);
        found.push(...look(id));
      }
      return found;
    },
    nextDeadline: (): number | null => due[0]?.[1] ?? null,
    state: (): DarkBeforeState => due,
  };
}
