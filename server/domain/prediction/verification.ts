/** Makes sure that supply is really back after an outage: waits, pings who stayed silent, finds what was left behind (rules O17, O20, A9, A10). */

import type { Network } from '../network/network.ts';
import type { World } from '../world.ts';
import { NO_DEVICE, type ProtectionTree, pointsUnder } from './protectionTree.ts';

export type VerificationSettings = {
  /** O20: power-ups get this long. */
  readonly settleMs: number;
  /** O20: share of the reachable meters on. */
  readonly share: number;
};

/** `dark`: its meter said so; `silent`: it said nothing, though it has spoken before and the way to it lives (rule A9). */
type Standing = 'waiting' | 'asked' | 'on' | 'dark' | 'silent' | 'unknown';

export type Verification = {
  readonly outage: string;
  readonly points: ReadonlyMap<number, { readonly releasedAt: number; readonly standing: Standing }>;
  readonly verdict: 'running' | 'passed' | 'failed' | 'skipped';
};

/** What to do when the answers are in. */
export type Verdict = {
  readonly outage: string;
  /** Devices below which nobody came back. */
  readonly leftBehind: readonly number[];
  /** Single service points that are dark among others that are not. */
  readonly dark: readonly number[];
  /** Of those who are not left behind: enough are on, too few, or none can be reached. */
  readonly verdict: Exclude<Verification['verdict'], 'running'>;
};

export type VerificationState = {
  readonly running: readonly (readonly [
    outage: string,
    verdict: Verification['verdict'],
    points: readonly (readonly [point: number, releasedAt: number, standing: Standing])[],
  ])[];
  readonly due: readonly (readonly [askAt: number, outage: string, point: number])[];
};

type Running = {
  readonly points: Map<number, { releasedAt: number; standing: Standing }>;
  verdict: Verification['verdict'];
  pending: number;
};

export type VerificationOptions = {
  readonly tree: ProtectionTree;
  readonly network: Network;
  readonly settings: VerificationSettings;
  /** Newest proof of supply of a service point, null when there is none. */
  readonly provedAt: (point: number) => number | null;
  readonly saved?: VerificationState | null;
};

/** Devices that telemetry knows to be closed, and the one that just was, cannot be what stayed open. */
export const ceilingOf =
  ({ network, points, ledger }: World, tree: ProtectionTree) =>
  (outage: string, device: number): boolean => {
    const branch = tree.branch[device]!;
    return (
      network.branches.telemetered[branch] === 1 || points.get(branch).sources.size > 0 || ledger.outages.get(outage)?.device === branch
    );
  };

/** Verifications kept after their verdict. */
const MOST_KEPT = 500;

export type Verifications = ReturnType<typeof createVerifications>;

export function createVerifications({ tree, network, settings, provedAt, saved = null }: VerificationOptions) {
  const running = new Map<string, Running>();
  const outageOf = new Map<number, string>();
  let due: (readonly [askAt: number, outage: string, point: number])[] = [...(saved?.due ?? [])];
  let finished: string[] = [];

  for (const [outage, verdict, points] of saved?.running ?? []) {
    const entry: Running = { points: new Map(), verdict, pending: 0 };
    for (const [point, releasedAt, standing] of points) {
      entry.points.set(point, { releasedAt, standing });
      if (standing !== 'waiting' && standing !== 'asked') continue;
      entry.pending += 1;
      outageOf.set(point, outage);
    }
    running.set(outage, entry);
  }

  function settle(point: number, standing: 'on' | 'dark' | 'silent' | 'unknown'): boolean {
    const outage = outageOf.get(point);
    const entry = outage === undefined ? undefined : running.get(outage);
    const known = entry?.points.get(point);
    if (!outage || !entry || !known) return false;
    known.standing = standing;
    outageOf.delete(point);
    entry.pending -= 1;
    if (entry.pending === 0) finished.push(outage);
    return true;
  }

  /** Nobody below came back, and at least two are known to be dark, or the only one is. */
  function isLeftBehind(device: number, points: Running['points']): boolean {
    let dark = 0;
    let concerned = 0;
    for (const point of pointsUnder(tree, device)) {
      const entry = points.get(point);
      if (!entry) continue;
      concerned += 1;
      if (entry.standing === 'on') return false;
      const on = provedAt(point);
      if (on !== null && on >= entry.releasedAt) return false;
      if (entry.standing === 'dark' || entry.standing === 'silent') dark += 1;
    }
    return dark >= 2 || (dark === 1 && concerned === 1 && tree.pointsBelow[device] === 1);
  }

  function judge(outage: string, entry: Running, ceiling: (device: number) => boolean): Verdict {
    const devices = new Set<number>();
    for (const [point, { standing }] of entry.points) {
      if (standing !== 'dark' && standing !== 'silent') continue;
      let found = NO_DEVICE;
      let at = tree.deviceOfPoint[point] ?? NO_DEVICE;
      while (at !== NO_DEVICE && !ceiling(at) && isLeftBehind(at, entry.points)) {
        found = at;
        at = tree.parent[at] ?? NO_DEVICE;
      }
      if (found !== NO_DEVICE) devices.add(found);
    }
    const below = new Set<number>();
    for (const device of devices) for (const point of pointsUnder(tree, device)) below.add(point);
    const dark = [...entry.points].filter(([point, { standing }]) => standing === 'dark' && !below.has(point)).map(([point]) => point);
    const counts = { on: 0, reachable: 0 };
    for (const [point, { standing }] of entry.points) {
      // Who is left behind goes on in an outage of its own (rule O17).
      if (below.has(point)) continue;
      if (standing === 'on') counts.on += 1;
      if (standing !== 'unknown') counts.reachable += 1;
    }
    const enough = counts.on >= settings.share * counts.reachable;
    const verdict = counts.reachable === 0 ? 'skipped' : enough ? 'passed' : 'failed';
    entry.verdict = verdict;
    return { outage, leftBehind: [...devices], dark, verdict };
  }

  return {
    /** Service points whose supply is said to be back; `releasedAt` by the clock of the evidence, `now` by ours. */
    restored(outage: string, points: Iterable<number>, releasedAt: number, now: number): void {
      const entry = running.get(outage) ?? { points: new Map(), verdict: 'running', pending: 0 };
      running.delete(outage);
      running.set(outage, entry);
      entry.verdict = 'running';
      for (const point of points) {
        if (outageOf.has(point)) settle(point, 'unknown');
        const on = provedAt(point);
        const isOn = on !== null && on >= releasedAt;
        entry.points.set(point, { releasedAt, standing: isOn ? 'on' : 'waiting' });
        if (isOn) continue;
        outageOf.set(point, outage);
        entry.pending += 1;
        due.push([now + settings.settleMs, outage, point]);
      }
      if (entry.pending === 0) finished.push(outage);
      for (const [id, { verdict }] of running) {
        if (running.size <= MOST_KEPT) break;
        if (verdict !== 'running') running.delete(id);
      }
    },
    /** Moment from which on a service point awaits its proof, null when it does not. */
    awaits(point: number): number | null {
      const outage = outageOf.get(point);
      return outage === undefined ? null : (running.get(outage)?.points.get(point)?.releasedAt ?? null);
    },
    outageOf: (point: number): string | null => outageOf.get(point) ?? null,
    on: (point: number): boolean => settle(point, 'on'),
    dark: (point: number): boolean => settle(point, 'dark'),
    silent: (point: number): boolean => settle(point, 'silent'),
    /** Its meter cannot be reached, or another outage took the service point. */
    leave: (point: number): boolean => settle(point, 'unknown'),
    /** Service points to be asked now. */
    takeDue(now: number): number[] {
      const ask: number[] = [];
      let taken = 0;
      for (const [askAt, outage, point] of due) {
        if (askAt > now) break;
        taken += 1;
        const known = running.get(outage)?.points.get(point);
        if (outageOf.get(point) !== outage || known?.standing !== 'waiting') continue;
        known.standing = 'asked';
        ask.push(point);
      }
      if (taken > 0) due = due.slice(taken);
      return ask;
    },
    /** `ceiling`: devices that cannot have stayed open, as the one that was closed again. */
    takeVerdicts(ceiling: (outage: string, device: number) => boolean): Verdict[] {
      const verdicts: Verdict[] = [];
      for (const outage of new Set(finished)) {
        const entry = running.get(outage);
        if (entry && entry.pending === 0) verdicts.push(judge(outage, entry, (device) => ceiling(outage, device)));
      }
      finished = [];
      return verdicts;
    },
    nextDeadline: (): number | null => due[0]?.[0] ?? null,
    /** Customers whose supply is proved back, and those still to be asked. */
    of(outage: string): { readonly state: Verification['verdict']; readonly verified: number; readonly toVerify: number } | null {
      const entry = running.get(outage);
      if (!entry) return null;
      let verified = 0;
      let toVerify = 0;
      for (const [point, { standing }] of entry.points) {
        const customers = network.servicePoints.customers[point]!;
        if (standing === 'on') verified += customers;
        else if (standing === 'waiting' || standing === 'asked') toVerify += customers;
      }
      return { state: entry.verdict, verified, toVerify };
    },
    state: (): VerificationState => ({
      running: [...running].map(
        ([outage, { verdict, points }]) =>
          [outage, verdict, [...points].map(([point, { releasedAt, standing }]) => [point, releasedAt, standing] as const)] as const,
      ),
      due,
    }),
  };
}
