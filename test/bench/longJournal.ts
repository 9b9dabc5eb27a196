/** Builds the data folder of a server that was killed long after its first message: a long journal, the state it kept, and a tail behind it. */

import { createHash } from 'node:crypto';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import { wallClock } from '../../server/clock.ts';
import type { Network } from '../../server/domain/network/network.ts';
import type { JournalEntry } from '../../server/ports.ts';
import { rebuild } from '../../server/rebuild.ts';
import { snapshotVersion } from '../../server/restore.ts';

export type LongJournal = {
  readonly network: Network;
  readonly folder: string;
  readonly rows: number;
  /** Rows after the kept state; nothing that follows from them is recorded. */
  readonly tail: number;
};

type SwitchEvent = { readonly topic: string; readonly body: Readonly<Record<string, unknown>> };

const BATCH = 500;
const SWITCH_EVERY = 100;
const SOURCES = 50;
/** Rows that the kept state was judged from; older ones would be settled and gone from it. */
const RECENT = 20_000;
const EVERY_MS = 5;

export const telemetered = ({ branches }: Network): readonly string[] =>
  branches.ids.filter((_, branch) => branches.telemetered[branch] === 1);

/** One switch operation among many readings; every point has its turn. */
export function eventOf(points: readonly string[], n: number): SwitchEvent {
  const point = points[(n * 7) % points.length] ?? '';
  if (n % SWITCH_EVERY > 0) return { topic: `grid/v1/-/measurement/${point}`, body: { quantity: 'current', value: n % 300, unit: 'A' } };
  return { topic: `grid/v1/-/switch/${point}`, body: { position: (n / SWITCH_EVERY) % 2 === 0 ? 'open' : 'closed', cause: 'trip' } };
}

function entryOf(points: readonly string[], n: number, begin: number): JournalEntry {
  const { topic, body } = eventOf(points, n);
  const [source, seq, at] = [`rtu-${n % SOURCES}`, Math.floor(n / SOURCES) + 1, begin + n * EVERY_MS];
  const payload = Buffer.from(JSON.stringify({ at, source, seq, ...body }));
  const contentHash = createHash('sha256').update(payload).digest('hex').slice(0, 32);
  return {
    type: 'message',
    kind: topic.split('/')[3] ?? '',
    topic,
    payload,
    receivedAt: at,
    sender: source,
    broker: 'embedded',
    identity: { source, epoch: null, seq, eventId: null, contentHash, at },
    flags: [],
    decoded: null,
  };
}

export async function writeLongJournal({ network, folder, rows, tail }: LongJournal): Promise<void> {
  const points = telemetered(network);
  const begin = Date.now() - rows * EVERY_MS;
  const journal = await openSqliteJournal({ folder });
  const upTo = async (last: number): Promise<void> => {
    for (let n = journal.head(); n < last; n = journal.head()) {
      const count = Math.min(BATCH, last - n);
      await journal.append(Array.from({ length: count }, (_, i) => entryOf(points, n + i, begin)));
    }
  };
  const commit = rows - tail;
  await upTo(commit);
  await journal.record([], commit);
  const recent: typeof journal = {
    ...journal,
    inboxAfter: (after, limit) => journal.inboxAfter(Math.max(after, commit - RECENT), limit),
  };
  const silent = (): void => undefined;
  const { core } = await rebuild({ network, journal: recent, clock: wallClock, fromSnapshot: false, progress: silent, say: silent });
  await journal.saveSnapshot({ commit, takenAt: Date.now(), version: snapshotVersion(network.hash), state: core.snapshot() });
  await upTo(rows);
  await journal.close();
}
