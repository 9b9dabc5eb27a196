/** A case with its columns as plain data for a snapshot, and back. */

import type { NoticeKind } from '../../../shared/records/notification.ts';
import { type Case, createCase, STANDING } from './cases.ts';
import { type Column, createColumn, setCell } from './cells.ts';
import { packBytes, packWords, unpackBytes, unpackWords } from './packing.ts';
import type { Recipients } from './recipients.ts';

type ColumnState = Pick<Column, 'kind' | 'hold' | 'gate' | 'overridesQuiet' | 'openedAt' | 'firstSentAt'> & {
  readonly sent: readonly number[];
  readonly part: string;
  readonly stage: string;
  readonly step: string;
  readonly version: string;
  readonly at: string;
};

export type CaseState = Pick<Case, 'id' | 'openedAt' | 'size' | 'roots' | 'seen' | 'estimate' | 'ended'> & {
  readonly recipient: string;
  readonly standing: string;
  readonly since: string;
  readonly backAt: string;
  readonly root: string;
  readonly columns: readonly ColumnState[];
};

export function keepCase(of: Case): CaseState {
  const { id, openedAt, size, roots, seen, estimate, ended } = of;
  return {
    id,
    openedAt,
    size,
    roots: [...roots],
    seen,
    estimate,
    ended,
    recipient: packWords(of.recipient, size),
    standing: packBytes(of.standing, size),
    since: packWords(of.since, size),
    backAt: packWords(of.backAt, size),
    root: packBytes(of.root, size),
    columns: [...of.columns.values()].map((column) => ({
      kind: column.kind,
      hold: column.hold,
      gate: column.gate,
      overridesQuiet: column.overridesQuiet,
      openedAt: column.openedAt,
      firstSentAt: column.firstSentAt,
      sent: [...column.sent],
      part: packBytes(column.part, size),
      stage: packBytes(column.stage, size),
      step: packBytes(column.step, size),
      version: packBytes(column.version, size),
      at: packWords(column.at, size),
    })),
  };
}

export function restoreCase(state: CaseState, recipients: Recipients): Case {
  const { size } = state;
  const of = createCase(state.id, state.openedAt);
  Object.assign(of, { size, seen: state.seen, estimate: state.estimate, ended: state.ended });
  of.roots.splice(0, 1, ...state.roots);
  const room = Math.max(4, size);
  of.recipient = new Int32Array(unpackWords(state.recipient, room).buffer);
  of.standing = unpackBytes(state.standing, room);
  of.since = unpackWords(state.since, room);
  of.backAt = unpackWords(state.backAt, room);
  of.root = unpackBytes(state.root, room);
  for (let entry = 0; entry < size; entry += 1)
    if (of.standing[entry] !== STANDING.moved) of.affected += recipients.weight[of.recipient[entry]!]!;
  const columns: Map<NoticeKind, Column> = of.columns;
  for (const kept of state.columns) {
    const column = createColumn(kept.kind, room, kept.openedAt);
    const { hold, gate, overridesQuiet, firstSentAt } = kept;
    Object.assign(column, { hold, gate, overridesQuiet, firstSentAt });
    column.sent.set(kept.sent);
    column.step = unpackBytes(kept.step, room);
    column.version = unpackBytes(kept.version, room);
    const [part, stage, at] = [unpackBytes(kept.part, room), unpackBytes(kept.stage, room), unpackWords(kept.at, room)];
    for (let entry = 0; entry < size; entry += 1)
      setCell(column, entry, recipients.weight[of.recipient[entry]!]!, part[entry]!, stage[entry]!, at[entry]! * 1000);
    columns.set(kept.kind, column);
  }
  return of;
}
