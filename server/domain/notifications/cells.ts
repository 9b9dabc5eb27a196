/** How far one kind of notice got for each entry of a case, in typed arrays: part, stage, rung, version and the next moment (rule M5). */

import { type LedgerPart, ledgerParts, type NoticeKind } from '../../../shared/records/notification.ts';

/** Codes of the parts; 0 = not in the audience of this kind. */
export const PART: Readonly<Record<LedgerPart, number>> = {
  delivered: 1,
  acknowledged: 2,
  inFlight: 3,
  failedNext: 4,
  manualPending: 5,
  manualDone: 6,
  held: 7,
  optedOut: 8,
  noContact: 9,
  unknown: 10,
  notNeeded: 11,
};
export const partName = (code: number): LedgerPart | null => ledgerParts[code - 1] ?? null;

export const STAGE = {
  /** Nothing more happens by itself. */
  done: 0,
  /** Not before `at`. */
  waiting: 1,
  /** The sender may take it. */
  ready: 2,
  /** Written down as leaving; without a result it is in doubt (rule M8). */
  taken: 3,
  /** The provider has it; no receipt by `at` means the next rung. */
  accepted: 4,
  /** The next rung is due at `at`. */
  next: 5,
} as const;

export type Column = {
  readonly kind: NoticeKind;
  size: number;
  part: Uint8Array;
  stage: Uint8Array;
  step: Uint8Array;
  version: Uint8Array;
  /** Epoch seconds. */
  at: Uint32Array;
  /** Customers by part code. */
  readonly counts: Int32Array;
  /** Messages that left, by channel. */
  readonly sent: Int32Array;
  hold: string | null;
  gate: 'none' | 'approval' | 'verification';
  overridesQuiet: boolean;
  /** No entry before this one is ready. */
  readyFrom: number;
  ready: number;
  /** Earliest `at` of a waiting, accepted or next entry, epoch seconds; Infinity when none. */
  nextDue: number;
  /** Epoch milliseconds. */
  readonly openedAt: number;
  firstSentAt: number | null;
};

export function createColumn(kind: NoticeKind, size: number, openedAt: number): Column {
  return {
    kind,
    size,
    part: new Uint8Array(size),
    stage: new Uint8Array(size),
    step: new Uint8Array(size),
    version: new Uint8Array(size),
    at: new Uint32Array(size),
    counts: new Int32Array(ledgerParts.length + 1),
    sent: new Int32Array(3),
    hold: null,
    gate: 'none',
    overridesQuiet: false,
    readyFrom: 0,
    ready: 0,
    nextDue: Number.POSITIVE_INFINITY,
    openedAt,
    firstSentAt: null,
  };
}

export function growColumn(column: Column, size: number): void {
  if (size <= column.size) return;
  const bytes = (old: Uint8Array): Uint8Array => {
    const grown = new Uint8Array(size);
    grown.set(old);
    return grown;
  };
  column.part = bytes(column.part);
  column.stage = bytes(column.stage);
  column.step = bytes(column.step);
  column.version = bytes(column.version);
  const at = new Uint32Array(size);
  at.set(column.at);
  column.at = at;
  column.size = size;
}

const isTimed = (stage: number): boolean => stage === STAGE.waiting || stage === STAGE.accepted || stage === STAGE.next;

/** `at` in epoch milliseconds; sums move with the weight of the entry. */
export function setCell(column: Column, entry: number, weight: number, part: number, stage: number, at: number): void {
  const { counts } = column;
  counts[column.part[entry]!]! -= weight;
  counts[part]! += weight;
  column.part[entry] = part;
  if (column.stage[entry] === STAGE.ready) column.ready -= 1;
  column.stage[entry] = stage;
  if (stage === STAGE.ready) {
    column.ready += 1;
    if (entry < column.readyFrom) column.readyFrom = entry;
  }
  const seconds = Math.ceil(at / 1000);
  column.at[entry] = seconds;
  if (isTimed(stage) && seconds < column.nextDue) column.nextDue = seconds;
}

/** Entries whose moment has come; also finds the next moment. Answers ascending. */
export function takeDue(column: Column, now: number): number[] {
  const seconds = Math.floor(now / 1000);
  const due: number[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (let entry = 0; entry < column.size; entry += 1) {
    if (!isTimed(column.stage[entry]!)) continue;
    const at = column.at[entry]!;
    if (at <= seconds) due.push(entry);
    else if (at < next) next = at;
  }
  column.nextDue = next;
  return due;
}
