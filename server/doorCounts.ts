/** Counts what neither journal nor core keeps for each source: repeats, refusals, and what the core remarked of messages; kept over restarts. */

import * as z from 'zod';
import type { Outcome } from './inbox.ts';
import type { Journal } from './ports.ts';

const counts = z.object({ duplicates: z.number(), rejected: z.number() });
export type SourceCounts = Readonly<z.infer<typeof counts>>;

const kept = z.object({ sources: z.array(z.tuple([z.string(), counts])), remarks: z.array(z.tuple([z.string(), z.number()])) });

export type DoorCounts = {
  note(outcome: Outcome): void;
  /** A reason code that the door itself had not found. */
  remarked(code: string): void;
  ofSource(id: string): SourceCounts;
  remarks(): ReadonlyMap<string, number>;
  /** Writes them down once more. */
  stop(): Promise<void>;
};

export type DoorCountsOptions = {
  readonly journal: Pick<Journal, 'document' | 'putDocuments' | 'recording'>;
  /** Epoch milliseconds of life. */
  readonly now: () => number;
  readonly changed: (source: string) => void;
  readonly failed: (error: unknown) => void;
};

const KIND = 'door-counts';
const ID = 'all';
const SAVE_MS = 5_000;
/** Names come from outside: an invented one for every refusal must not fill the memory. */
const MOST_SOURCES = 20_000;
const NONE: SourceCounts = { duplicates: 0, rejected: 0 };

export function summed(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sum = new Map(one);
  for (const [name, count] of other) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}

export async function openDoorCounts({ journal, now, changed, failed }: DoorCountsOptions): Promise<DoorCounts> {
  const document = await journal.document(KIND, ID);
  const before = document === null ? null : kept.safeParse(JSON.parse(document));
  const sources = new Map<string, SourceCounts>(before?.data?.sources);
  const remarks = new Map<string, number>(before?.data?.remarks);
  let unsaved = false;

  async function save(): Promise<void> {
    if (!unsaved || !journal.recording()) return;
    unsaved = false;
    const body = JSON.stringify({ sources: [...sources], remarks: [...remarks] });
    await journal.putDocuments(KIND, [{ id: ID, at: now(), body }]).catch(failed);
  }

  const timer = setInterval(() => void save(), SAVE_MS);
  timer.unref();

  return {
    note({ source, outcome }) {
      const { duplicates, rejected } = sources.get(source) ?? NONE;
      if (!sources.has(source) && sources.size >= MOST_SOURCES) return;
      sources.set(source, outcome === 'rejected' ? { duplicates, rejected: rejected + 1 } : { duplicates: duplicates + 1, rejected });
      unsaved = true;
      changed(source);
    },
    remarked(code) {
      remarks.set(code, (remarks.get(code) ?? 0) + 1);
      unsaved = true;
    },
    ofSource: (id) => sources.get(id) ?? NONE,
    remarks: () => remarks,
    async stop() {
      clearInterval(timer);
      await save();
    },
  };
}
