/** The people of one outage or plan in the order in which they came, and what each of them is told (rules M2, M5, M7). */

import type { NoticeKind } from '../../../shared/records/notification.ts';
import { NONE } from '../network/network.ts';
import { type Column, createColumn, growColumn, setCell } from './cells.ts';
import type { Recipients } from './recipients.ts';

export const STANDING = { out: 1, back: 2, /** Counts in another case now (rules O17 to O19). */ moved: 3 } as const;

export type Case = {
  /** Outage or planned outage. */
  readonly id: string;
  readonly openedAt: number;
  size: number;
  /** Recipient of each entry. */
  recipient: Int32Array;
  standing: Uint8Array;
  /** Start of the dark time, and its end, epoch seconds. */
  since: Uint32Array;
  backAt: Uint32Array;
  /** Index into `roots`: the outage under which the entry was first told, part of every message's key (rule M7). */
  root: Uint8Array;
  readonly roots: string[];
  readonly columns: Map<NoticeKind, Column>;
  /** Customers in it: all but those that moved. */
  affected: number;
  /** Entry of each recipient, built when first asked for. */
  index: Map<number, number> | null;
  /** What the outage looked like when its people were last compared. */
  seen: string;
  /** Newest estimate told, epoch milliseconds. */
  estimate: number | null;
  /** The outage has ended, as far as notices are concerned. */
  ended: boolean;
};

export function createCase(id: string, openedAt: number): Case {
  return {
    id,
    openedAt,
    size: 0,
    recipient: new Int32Array(4),
    standing: new Uint8Array(4),
    since: new Uint32Array(4),
    backAt: new Uint32Array(4),
    root: new Uint8Array(4),
    roots: [id],
    columns: new Map(),
    affected: 0,
    index: null,
    seen: '',
    estimate: null,
    ended: false,
  };
}

function resized<T extends Int32Array | Uint32Array | Uint8Array>(old: T, grown: T): T {
  grown.set(old);
  return grown;
}

/** Makes room for so many entries more. */
export function reserve(of: Case, more: number): void {
  const wanted = of.size + more;
  if (wanted <= of.recipient.length) return;
  const capacity = of.size === 0 ? wanted : Math.max(wanted, Math.min(of.recipient.length * 2, of.recipient.length + 65_536));
  of.recipient = resized(of.recipient, new Int32Array(capacity));
  of.standing = resized(of.standing, new Uint8Array(capacity));
  of.since = resized(of.since, new Uint32Array(capacity));
  of.backAt = resized(of.backAt, new Uint32Array(capacity));
  of.root = resized(of.root, new Uint8Array(capacity));
  for (const column of of.columns.values()) growColumn(column, capacity);
}

export function columnOf(of: Case, kind: NoticeKind, now: number): Column {
  const known = of.columns.get(kind);
  if (known) return known;
  const column = createColumn(kind, of.recipient.length, now);
  of.columns.set(kind, column);
  return column;
}

/** Adds a recipient that is out; answers with its entry. The caller has reserved room. */
export function addEntry(of: Case, recipients: Recipients, recipient: number, since: number): number {
  const entry = of.size;
  of.size += 1;
  of.recipient[entry] = recipient;
  of.standing[entry] = STANDING.out;
  of.since[entry] = Math.floor(since / 1000);
  of.root[entry] = 0;
  of.affected += recipients.weight[recipient]!;
  of.index?.set(recipient, entry);
  return entry;
}

/** NONE when the recipient never was in this case. */
export function entryOf(of: Case, recipient: number): number {
  if (!of.index) {
    of.index = new Map();
    for (let entry = 0; entry < of.size; entry += 1) of.index.set(of.recipient[entry]!, entry);
  }
  return of.index.get(recipient) ?? NONE;
}

/** Takes an entry with all it was told into another case; messages keep their key. */
export function moveEntry(from: Case, entry: number, to: Case, recipients: Recipients, now: number): number {
  const recipient = from.recipient[entry]!;
  const weight = recipients.weight[recipient]!;
  const known = entryOf(to, recipient);
  const root = from.roots[from.root[entry]!]!;
  if (known === NONE) reserve(to, 1);
  const target = known === NONE ? addEntry(to, recipients, recipient, from.since[entry]! * 1000) : known;
  if (known !== NONE) {
    if (to.standing[target] === STANDING.moved) to.affected += weight;
    to.standing[target] = STANDING.out;
    to.since[target] = Math.min(to.since[target]!, from.since[entry]!);
  }
  // More roots than one byte holds cannot be told apart; the oldest one then stands for the rest.
  const place = to.roots.indexOf(root);
  to.root[target] = place >= 0 ? place : to.roots.length < 255 ? to.roots.push(root) - 1 : 0;
  for (const [kind, column] of from.columns) {
    const part = column.part[entry]!;
    if (part === 0) continue;
    const into = columnOf(to, kind, now);
    setCell(into, target, weight, part, column.stage[entry]!, column.at[entry]! * 1000);
    into.step[target] = column.step[entry]!;
    into.version[target] = Math.max(into.version[target]!, column.version[entry]!);
    setCell(column, entry, weight, 0, 0, 0);
  }
  from.standing[entry] = STANDING.moved;
  from.affected -= weight;
  return target;
}
