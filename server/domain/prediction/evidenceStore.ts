/** What calls and meters said of each service point, kept until it is answered: attached, disproved, or too old (rules P2, P10, P19). */

import type { Report } from './reports.ts';

export type Saying = 'call' | 'gasp' | 'ping' | 'silence';

export type Said = { readonly at: number; readonly by: Saying; readonly commit: number };

export type PointEvidence = {
  readonly point: number;
  readonly said: readonly Said[];
  /** Open outage this evidence is attached to, null while it is unexplained. */
  readonly attachedTo: string | null;
};

export type EvidenceStore = {
  get(point: number): PointEvidence | undefined;
  add(point: number, said: Said): PointEvidence;
  attach(point: number, outage: string | null): void;
  /** Forgets what was said from one moment to another, both included; true when nothing is left. */
  answer(point: number, upTo: number, from?: number): boolean;
  drop(point: number): void;
  /** Service points whose evidence is attached to an outage. */
  attachedTo(outage: string): Iterable<number>;
  all(): Iterable<PointEvidence>;
  size(): number;
};

/** Repeats beyond this many of one service point add nothing. */
const MOST_SAID = 20;

export function createEvidenceStore(saved: readonly PointEvidence[] = []): EvidenceStore {
  const byPoint = new Map<number, PointEvidence>(saved.map((evidence) => [evidence.point, evidence]));
  const byOutage = new Map<string, Set<number>>();
  const move = (point: number, from: string | null, to: string | null): void => {
    if (from === to) return;
    const left = from === null ? undefined : byOutage.get(from);
    left?.delete(point);
    if (from !== null && left?.size === 0) byOutage.delete(from);
    if (to !== null) byOutage.set(to, (byOutage.get(to) ?? new Set()).add(point));
  };
  const forget = (point: number): void => {
    move(point, byPoint.get(point)?.attachedTo ?? null, null);
    byPoint.delete(point);
  };
  for (const { point, attachedTo } of saved) move(point, null, attachedTo);
  return {
    get: (point) => byPoint.get(point),
    add(point, said) {
      const before = byPoint.get(point);
      const all = [...(before?.said ?? []), said].sort((a, b) => a.at - b.at || a.commit - b.commit);
      const evidence: PointEvidence = {
        point,
        said: all.length > MOST_SAID ? [...all.slice(0, MOST_SAID - 1), ...all.slice(-1)] : all,
        attachedTo: before?.attachedTo ?? null,
      };
      byPoint.set(point, evidence);
      return evidence;
    },
    attach(point, outage) {
      const before = byPoint.get(point);
      if (!before) return;
      move(point, before.attachedTo, outage);
      byPoint.set(point, { ...before, attachedTo: outage });
    },
    answer(point, upTo, from = Number.NEGATIVE_INFINITY) {
      const before = byPoint.get(point);
      if (!before) return true;
      const said = before.said.filter(({ at }) => at > upTo || at < from);
      if (said.length === 0) forget(point);
      else byPoint.set(point, { ...before, said });
      return said.length === 0;
    },
    drop: forget,
    attachedTo: (outage) => byOutage.get(outage) ?? [],
    all: () => byPoint.values(),
    size: () => byPoint.size,
  };
}

/** The evidence of one service point as one report, however often it was said (rule P2). */
export function reportOf({ said }: PointEvidence): Report | null {
  const first = said[0];
  const last = said.at(-1);
  if (!first || !last) return null;
  const calls = said.filter(({ by }) => by === 'call').length;
  return { firstAt: first.at, lastAt: last.at, calls, meters: said.length - calls };
}
