/** Tells the people of a planned outage: first notice, reminder, withdrawal, new end (rules M1, M2, M12, L2, L9, L11). */

import type { NoticeKind } from '../../../shared/records/notification.ts';
import { NONE } from '../network/network.ts';
import { addEntry, type Case, columnOf, entryOf, reserve, STANDING } from './cases.ts';
import { type Column, growColumn, PART, STAGE } from './cells.ts';
import type { Delivery } from './delivery.ts';
import type { Recipients } from './recipients.ts';
import type { NoticeSettings } from './settings.ts';

export type PlanAnnouncement = {
  readonly plan: string;
  readonly kind: NoticeKind;
  /** Service points affected as far as is known now; whoever was told and is not among them hears that it is off. */
  readonly points: readonly number[];
};

/** What notices need to know of planned outages. */
export type PlanNews = {
  isPlan(id: string): boolean;
  /** Approved and neither over nor cancelled. */
  stands(id: string): boolean;
  takeNews(): readonly PlanAnnouncement[];
  /** Epoch milliseconds; null for an unknown plan. */
  textOf(id: string): { readonly start: number; readonly end: number; readonly reason: string } | null;
  /** Who submitted and who approved, so that the second person is another one (rule M12). */
  peopleOf(id: string): readonly string[];
};

export const noPlans: PlanNews = {
  isPlan: () => false,
  stands: () => false,
  takeNews: () => [],
  textOf: () => null,
  peopleOf: () => [],
};

export type PlanNoticesOptions = {
  readonly recipients: Recipients;
  readonly delivery: Delivery;
  readonly settings: NoticeSettings;
  readonly cases: ReadonlyMap<string, Case>;
  readonly open: (id: string, now: number) => Case;
  readonly changed: (of: Case, column: Column | null) => void;
  readonly tell: (of: Case, kind: NoticeKind, entry: number, now: number) => void;
};

const FIRST: readonly NoticeKind[] = ['planned', 'maintenance', 'temporary'];

export function createPlanNotices({ recipients, delivery, settings, cases, open, changed, tell }: PlanNoticesOptions) {
  function addAll(of: Case, points: readonly number[], now: number): ReadonlySet<number> {
    const among = new Set<number>();
    for (const point of points) {
      const [from, to] = [recipients.start[point]!, recipients.start[point + 1]!];
      reserve(of, to - from);
      for (let recipient = from; recipient < to; recipient += 1) {
        const known = entryOf(of, recipient);
        const entry = known === NONE ? addEntry(of, recipients, recipient, now) : known;
        of.standing[entry] = STANDING.out;
        among.add(entry);
      }
    }
    return among;
  }

  /** Told of the plan, and no longer affected. */
  function withdraw(of: Case, entry: number, now: number): void {
    of.standing[entry] = STANDING.back;
    let told = false;
    for (const column of [...of.columns.values()]) {
      if (column.part[entry] === 0 || column.kind === 'cancelled') continue;
      const left = FIRST.includes(column.kind) && column.stage[entry] !== STAGE.ready && column.stage[entry] !== STAGE.waiting;
      const reached = column.part[entry] !== PART.noContact && column.part[entry] !== PART.optedOut;
      if (left && reached && column.part[entry] !== PART.notNeeded) told = true;
      delivery.withdraw(of, column, entry, now);
    }
    if (told) tell(of, 'cancelled', entry, now);
  }

  return {
    announce({ plan, kind, points }: PlanAnnouncement, now: number): void {
      const of = cases.get(plan) ?? open(plan, now);
      const among = addAll(of, points, now);
      if (kind !== 'etr-change')
        for (let entry = 0; entry < of.size; entry += 1)
          if (!among.has(entry) && of.standing[entry] === STANDING.out) withdraw(of, entry, now);
      if (kind !== 'cancelled') {
        const column = columnOf(of, kind, now);
        growColumn(column, of.recipient.length);
        if (FIRST.includes(kind) && column.firstSentAt === null && of.affected > settings.bulkApprove && kind !== 'temporary')
          column.gate = 'approval';
        for (const entry of among) {
          if (column.part[entry] !== 0 && kind !== 'etr-change') continue;
          tell(of, kind, entry, now);
        }
      }
      of.ended = kind === 'cancelled';
      changed(of, null);
    },
  };
}
