/** Decides which meters are asked about predictions, outages and restorations, and reads what their silence means (rules A8, A9, A12, P15, P18). */

import type { MeterDesk } from '../meters/desk.ts';
import type { Pings } from '../meters/pings.ts';
import type { MeterSettings } from '../meters/settings.ts';
import { NONE } from '../network/network.ts';
import type { Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import type { Overlay } from './overlay.ts';
import { NO_DEVICE, pointsUnder } from './protectionTree.ts';
import { LARGE_TRANSFORMER } from './settings.ts';
import type { Verifications } from './verification.ts';

/** Meters asked about one new prediction, and about one that stands. */
const MOST_PINGS = 120;
const AGAIN_PINGS = 3;
/** Meters asked on each branch beside a new prediction, so that the next device up is judged on answers (rule P15). */
const BESIDES = 3;
/** Neighbours asked about a lone report. */
const NEIGHBOURS = 4;

export type AskingOptions = {
  readonly world: World;
  readonly overlay: Overlay;
  readonly pings: Pings;
  readonly desk: MeterDesk;
  readonly verifications: Verifications;
  readonly settings: MeterSettings;
};

export function createAsking({ world, overlay, pings, desk, verifications, settings }: AskingOptions) {
  const { network, ledger } = world;
  let againAt: number | null = null;
  let rounds = 0;
  const isHeld = (point: number): boolean => ledger.outageOf[point] !== NONE;

  /** Asks the meters that could disprove a new prediction; a lone report is asked itself, with some neighbours (rules A8, A12, P18). */
  function about({ prediction }: Outage): void {
    if (!pings.heardSomeone() || !prediction) return;
    const { points, level, point } = prediction;
    if (level === 'service') {
      pings.ask(point, 'verify-call');
      for (const neighbour of neighboursOf(point)) pings.ask(neighbour, 'verify-prediction');
      return;
    }
    for (const beside of overlay.besides(points[0] ?? NONE, BESIDES)) pings.ask(beside, 'verify-prediction');
    const step = Math.max(1, Math.floor(points.length / MOST_PINGS));
    for (let i = 0; i < points.length; i += step) if (!overlay.evidenceOf(points[i]!)) pings.ask(points[i]!, 'verify-prediction');
  }

  function neighboursOf(point: number): number[] {
    const device = overlay.tree.deviceOfPoint[point] ?? NO_DEVICE;
    if (device === NO_DEVICE || overlay.tree.pointsBelow[device]! > LARGE_TRANSFORMER) return [];
    const all = pointsUnder(overlay.tree, device);
    const at = all.indexOf(point);
    const count = Math.min(NEIGHBOURS, all.length - 1);
    return Array.from({ length: count }, (_, i) => all[(at + 1 + i) % all.length]!).filter((each) => !isHeld(each));
  }

  /** What stands on meters alone is asked about again and again, so that nothing stays dark on screen because a word was lost. */
  function again(now: number): void {
    let standing = false;
    rounds += 1;
    const some = (points: readonly number[]): void => {
      standing = true;
      for (let i = 0; i < Math.min(AGAIN_PINGS, points.length); i += 1)
        pings.ask(points[(rounds * AGAIN_PINGS + i * Math.ceil(points.length / AGAIN_PINGS)) % points.length]!, 'verify-prediction');
    };
    for (const { points } of overlay.all()) some(points);
    for (const outage of ledger.open()) if (network.branches.telemetered[outage.device] !== 1) some(ledger.pointsOf(outage.slot));
    againAt = standing ? now + settings.askAgainMs : null;
  }

  function readSilence(now: number, commit: number): void {
    for (const { point, purpose, alive } of pings.takeSilent(now)) {
      if (verifications.awaits(point) !== null) {
        if (alive && desk.hasSpoken(point)) verifications.silent(point);
        else verifications.leave(point);
      } else if (alive && purpose === 'verify-call' && !isHeld(point) && overlay.evidenceOf(point)) {
        // A dead meter is silent too: silence strengthens what somebody said, and says nothing by itself.
        const said = overlay.evidenceOf(point)?.said ?? [];
        const at = said.at(-1)?.at ?? now;
        if (said.every(({ by }) => by !== 'silence')) overlay.dark(point, { at, by: 'silence', commit });
      }
    }
  }

  return {
    /** A prediction is new. */
    about(outage: Outage, now: number): void {
      about(outage);
      againAt ??= now + settings.askAgainMs;
    },
    readSilence,
    /** What is due to be asked again, and the restorations to be verified. */
    advance(now: number): void {
      for (const point of verifications.takeDue(now)) pings.ask(point, 'verify-restoration');
      if (againAt !== null && againAt <= now) again(now);
    },
    nextDeadline: (): number | null => againAt,
  };
}
