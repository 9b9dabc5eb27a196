/** What each source last said of each switch, and the position that follows by rank (rules N11, N13, E27). */

import type { SwitchMessage } from '../../../shared/messages/switch.ts';
import type { Network } from '../network/network.ts';
import type { Origin } from '../outages/outage.ts';
import type { UndoLog } from '../outages/undo.ts';
import { compareKeys, type OrderKey } from './order.ts';

export type Reading = {
  readonly at: number;
  readonly position: SwitchMessage['position'];
  readonly phases: number;
  readonly quality: SwitchMessage['quality'];
  readonly source: string;
  readonly commit: number;
};

/** One source's word on one switch, as far as it may act. */
export type SourcePoint = {
  /** Phases it said are open, among those it spoke of. */
  readonly open: number;
  readonly known: number;
  /** Place and source time of the last reading that acted. */
  readonly key: OrderKey;
  readonly at: number;
  /** Phases that are faulty or stayed between their positions (rule E5). */
  readonly lost: number;
  readonly travelling: number;
  readonly stale: boolean;
  readonly lastGoodAt: number;
  /** After a silence: nothing is known between `after` and the next good value, unless that comes after `until` (rule E23). */
  readonly gap: { readonly after: number; readonly until: number } | null;
  /** Times of recent changes, oldest first (rule E32). */
  readonly changes: readonly number[];
  /** The last reading that was held back by chatter. */
  readonly chatter: { readonly open: number; readonly phases: number; readonly at: number } | null;
};

export type Point = {
  readonly sources: ReadonlyMap<string, SourcePoint>;
  /** Phases a confirmed outage or a person opened, and when (rule N12). */
  readonly person: {
    readonly open: number;
    readonly key: OrderKey;
    readonly origin: Origin;
    readonly cause: string;
  } | null;
  /** The last reading of any quality, as screens show it. */
  readonly reported: Reading | null;
  /** When it last opened by good evidence. */
  readonly openedAt: number | null;
};

export type Effective = { readonly open: number; readonly unknown: number };

const NOTHING: Point = { sources: new Map(), person: null, reported: null, openedAt: null };

export type Points = {
  get(branch: number): Point;
  set(branch: number, point: Point): void;
  setSource(branch: number, source: string, value: SourcePoint): void;
  /** Position that follows from everything known of the branch. */
  effective(branch: number): Effective;
  /** What was said of the branch, where that counts more than its telemetry; null otherwise. */
  wordInForce(branch: number): Point['person'];
  /** All of its telemetry is silent. */
  isStale(branch: number): boolean;
  /** On its way from one position to the other (rule E5). */
  isTravelling(branch: number): boolean;
  /** Switches a source has spoken of. */
  ofSource(source: string): Iterable<number>;
  all(): IterableIterator<readonly [number, Point]>;
};

const newest = (points: Iterable<SourcePoint>): SourcePoint | null => {
  let best: SourcePoint | null = null;
  for (const each of points) if (!best || compareKeys(each.key, best.key) > 0) best = each;
  return best;
};

export function createPoints(network: Network, undo: UndoLog): Points {
  const byBranch = new Map<number, Point>();
  const bySource = new Map<string, Set<number>>();

  function write(branch: number, point: Point | undefined): void {
    if (!point) {
      byBranch.delete(branch);
      return;
    }
    byBranch.set(branch, point);
    for (const source of point.sources.keys()) {
      const branches = bySource.get(source) ?? new Set();
      bySource.set(source, branches.add(branch));
    }
  }

  const get = (branch: number): Point => byBranch.get(branch) ?? NOTHING;

  function set(branch: number, point: Point): void {
    const before = byBranch.get(branch);
    write(branch, point);
    undo.add(() => write(branch, before));
  }

  function isStale(branch: number): boolean {
    const { sources } = get(branch);
    if (sources.size === 0) return false;
    for (const { stale } of sources.values()) if (!stale) return false;
    return true;
  }

  const outranks = (person: Point['person'], last: SourcePoint | null): boolean =>
    person !== null && (!last || compareKeys(person.key, last.key) > 0);

  return {
    get,
    set,
    wordInForce(branch) {
      const { sources, person } = get(branch);
      const values = [...sources.values()];
      return values.every(({ stale }) => stale) && outranks(person, newest(values)) ? person : null;
    },
    setSource(branch, source, value) {
      const point = get(branch);
      set(branch, { ...point, sources: new Map(point.sources).set(source, value) });
    },
    effective(branch) {
      const { sources, person } = get(branch);
      const normal = network.branches.normalOpenPhases[branch]!;
      const good = newest([...sources.values()].filter(({ stale }) => !stale));
      if (good) return { open: (normal & ~good.known) | (good.open & good.known), unknown: good.lost };
      const last = newest(sources.values());
      if (person && outranks(person, last)) return { open: person.open, unknown: 0 };
      if (last) return { open: (normal & ~last.known) | (last.open & last.known), unknown: network.branches.phases[branch]! };
      return { open: normal, unknown: 0 };
    },
    isStale,
    isTravelling(branch) {
      for (const { travelling } of get(branch).sources.values()) if (travelling & network.branches.phases[branch]!) return true;
      return false;
    },
    ofSource: (source) => bySource.get(source) ?? [],
    all: () => byBranch.entries(),
  };
}
