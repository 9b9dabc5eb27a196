/** What people do to an outage beside switching: cause, estimate, notes, merging, splitting, closing, reopening (rules O3, O16, O18, O19, O24, T11). */

import type { OrderKey } from '../evidence/order.ts';
import type { World } from '../world.ts';
import { openOutage } from './beginning.ts';
import { concludeOutages, type Ending, movePoints, releasePoints } from './ending.ts';
import { isOpen, type Outage } from './outage.ts';
import { lostPhases } from './supplyChange.ts';

export type Amendment =
  | { readonly what: 'cause'; readonly cause: string; readonly note: string | null }
  | { readonly what: 'estimate'; readonly at: number; readonly reason: string | null }
  | { readonly what: 'acknowledged' }
  | { readonly what: 'comment'; readonly text: string }
  | { readonly what: 'start'; readonly at: number }
  | { readonly what: 'merge'; readonly into: string; readonly reason: string | null }
  | { readonly what: 'split'; readonly servicePoints: readonly number[]; readonly device: number; readonly reason: string | null }
  | { readonly what: 'close'; readonly reason: string }
  | { readonly what: 'release'; readonly reason: string }
  | { readonly what: 'cancel'; readonly reason: string }
  | { readonly what: 'reopen'; readonly reason: string }
  /** Enough meters say on, or nobody needs to be asked (rules O20, O24). */
  | { readonly what: 'verified'; readonly verification: 'passed' | 'skipped'; readonly reason: string }
  /** Somebody says that supply is not back (rule O21). */
  | { readonly what: 'dispute'; readonly servicePoint: string };

export type AmendmentEvent = {
  readonly type: 'amendment';
  readonly groups: readonly number[];
  readonly receivedAt: number;
  readonly commit: number;
  readonly outage: string;
  /** A user, or null when evidence speaks. */
  readonly by: string | null;
  readonly amendment: Amendment;
};

export const amendmentKey = ({ receivedAt, commit, by }: AmendmentEvent, place: number): OrderKey => ({
  t: receivedAt,
  rank: 4,
  source: by ?? '',
  epoch: 0,
  seq: commit,
  at: receivedAt,
  turn: 0,
  place,
});

const reasonValue = (reason: string | null): Record<string, string> => (reason === null ? {} : { reason });

/** The outage with what only adds to it; predictions take these as well. */
export function annotated(
  outage: Outage,
  event: AmendmentEvent,
): { readonly outage: Outage; readonly values: Record<string, string | number> } | null {
  const { amendment, receivedAt, by } = event;
  switch (amendment.what) {
    case 'cause':
      return {
        outage: { ...outage, cause: amendment.cause },
        values: { cause: amendment.cause, was: outage.cause ?? '', ...(amendment.note === null ? {} : { note: amendment.note }) },
      };
    case 'estimate': {
      const { at, reason } = amendment;
      const estimate = {
        at,
        earliest: null,
        latest: null,
        source: 'dispatcher',
        madeAt: receivedAt,
        by,
        reason,
        customersOut: outage.customersOut,
      } as const;
      return {
        outage: { ...outage, estimates: [...outage.estimates, estimate] },
        values: { at: new Date(at).toISOString(), ...reasonValue(reason) },
      };
    }
    case 'acknowledged':
      return { outage: { ...outage, acknowledged: true }, values: {} };
    case 'comment':
      return { outage, values: { text: amendment.text } };
    default:
      return null;
  }
}

const NAMES: Readonly<Record<Amendment['what'], string>> = {
  cause: 'cause-set',
  estimate: 'estimate-set',
  acknowledged: 'acknowledged',
  comment: 'commented',
  start: 'start-changed',
  merge: 'merged',
  split: 'split',
  close: 'closed',
  release: 'restored-by-person',
  cancel: 'cancelled',
  reopen: 'reopened',
  verified: 'verified',
  dispute: 'disputed',
};

export const nameOfAmendment = ({ amendment }: AmendmentEvent): string => NAMES[amendment.what];

export function applyAmendment(world: World, event: AmendmentEvent): void {
  const { ledger } = world;
  const { amendment, receivedAt: at, commit, by } = event;
  const outage = ledger.outages.get(event.outage);
  if (!outage) return;
  const what = nameOfAmendment(event);
  const ending: Ending = { at, after: null, how: 'by-person', commit, by };
  const noted = annotated(outage, event);
  if (noted) {
    if (amendment.what === 'acknowledged' && outage.acknowledged) return;
    world.note(noted.outage, { at, what, values: noted.values, commit, by }, commit);
    return;
  }
  const note = (changed: Outage, values: Record<string, string | number>): void =>
    world.note(changed, { at, what, values, commit, by }, commit);
  switch (amendment.what) {
    case 'start':
      backdate(world, outage, amendment.at);
      note({ ...(ledger.outages.get(outage.id) ?? outage), startedAt: amendment.at }, { at: new Date(amendment.at).toISOString() });
      return;
    case 'merge': {
      const into = ledger.outages.get(amendment.into);
      if (!into || !isOpen(outage) || !isOpen(into)) return;
      movePoints(world, outage, into, ledger.pointsOf(outage.slot), ending);
      ledger.settle(commit);
      const left = ledger.outages.get(outage.id) ?? outage;
      const values = { into: into.id, ...reasonValue(amendment.reason) };
      note({ ...left, state: 'void', voidReason: 'merged-into', mergedInto: into.id, possiblyMomentary: false, endedAt: at }, values);
      const target = ledger.outages.get(into.id) ?? into;
      note({ ...target, startedAt: Math.min(target.startedAt, outage.startedAt) }, { from: outage.id });
      return;
    }
    case 'split':
      split(world, outage, event, amendment.servicePoints, amendment.device, ending);
      return;
    case 'close':
      if (outage.state === 'restored') note({ ...outage, state: 'closed', verification: 'skipped' }, { reason: amendment.reason });
      return;
    case 'release': {
      const back = ledger.pointsOf(outage.slot).filter((point) => lostPhases(world, point) === 0);
      note(outage, { reason: amendment.reason });
      if (back.length === 0) return;
      releasePoints(world, new Map([[outage.slot, back]]), ending);
      ledger.settle(commit);
      concludeOutages(world, [outage.id], ending);
      return;
    }
    case 'cancel':
      cancel(world, outage, amendment.reason, ending);
      return;
    case 'verified': {
      const { verification, reason } = amendment;
      if (outage.state === 'restored') note({ ...outage, state: 'closed', verification }, { reason, cause: outage.cause ?? 'unknown' });
      return;
    }
    case 'dispute':
      if (!outage.disputed) note({ ...outage, disputed: true }, { servicePoint: amendment.servicePoint });
      return;
    case 'reopen':
      if (outage.state === 'closed') note({ ...outage, state: 'restored', verification: 'none' }, { reason: amendment.reason });
      return;
    default:
      return;
  }
}

/** Service points with the old start get the new one; others keep their own (rule O16). */
function backdate(world: World, outage: Outage, startedAt: number): void {
  const { ledger } = world;
  for (const point of ledger.pointsOf(outage.slot)) {
    if (ledger.since[point] === outage.startedAt) ledger.setPoint(point, outage.slot, startedAt, ledger.dead[point]!);
  }
}

function split(world: World, outage: Outage, event: AmendmentEvent, points: readonly number[], device: number, ending: Ending): void {
  const { ledger } = world;
  const members = points.filter((point) => ledger.outageOf[point] === outage.slot);
  if (members.length === 0) return;
  const { commit, receivedAt: at, by } = event;
  const part = openOutage(world, device, {
    at: outage.startedAt,
    after: outage.startedAfter,
    uncertain: outage.startUncertain,
    origin: outage.origin,
    lockout: true,
    cause: outage.cause ?? 'unknown',
    phases: outage.phases,
    parent: null,
    commit,
    by,
    evidence: null,
    level: outage.level ?? 'device',
  });
  movePoints(world, outage, part, members, ending);
  ledger.settle(commit);
  const rest = ledger.outages.get(outage.id) ?? outage;
  world.note(rest, { at, what: 'split', values: { part: part.id, servicePoints: members.length }, commit, by }, commit);
}

/** What never was: nobody of it was out, and no interruption stays (rule O3). */
function cancel(world: World, outage: Outage, reason: string, ending: Ending): void {
  if (outage.voidReason === 'merged-into') return;
  const { at, commit, by } = ending;
  const members = world.ledger.pointsOf(outage.slot);
  if (members.length > 0) releasePoints(world, new Map([[outage.slot, members]]), ending);
  world.ledger.settle(commit);
  const left = world.ledger.outages.get(outage.id) ?? outage;
  const cancelled: Outage = {
    ...left,
    state: 'void',
    voidReason: 'cancelled',
    possiblyMomentary: false,
    endedAt: at,
    steps: [],
    momentary: false,
  };
  world.note(cancelled, { at, what: 'cancelled', values: { reason }, commit, by }, commit);
}
