/** Tests how repeats, contradictions, gaps and restarts of a source are told apart. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identify, type Kept, type Known, type Sighting, type Verdict } from '../../../../../server/adapters/storage/identity/identify.ts';
import type { SourceState } from '../../../../../server/adapters/storage/identity/sourceState.ts';
import type { EventIdentity } from '../../../../../server/ports.ts';
import { event } from '../entries.ts';

/** Remembers as a store does, without one. */
function remembering() {
  const sources = new Map<string, SourceState>();
  const seqs = new Map<string, Sighting[]>();
  const events = new Map<string, Kept>();
  const contents = new Map<string, number>();
  let commit = 0;
  return {
    source: (name: string) => sources.get(name),
    hear(heard: EventIdentity): Verdict {
      const slot = `${heard.source}/${heard.seq}`;
      const known: Known = {
        source: sources.get(heard.source) ?? null,
        sameSeq: heard.seq === null ? [] : (seqs.get(slot) ?? []),
        sameEventId: heard.eventId === null ? null : (events.get(heard.eventId) ?? null),
        sameContent: heard.seq === null && heard.eventId === null ? (contents.get(heard.contentHash) ?? null) : null,
      };
      const verdict = identify(heard, known);
      if (verdict.verdict !== 'new') return verdict;
      commit += 1;
      const kept = { commit, contentHash: heard.contentHash };
      if (verdict.source) sources.set(heard.source, verdict.source);
      if (verdict.epoch !== null) seqs.set(slot, [{ ...kept, epoch: verdict.epoch }, ...(seqs.get(slot) ?? [])]);
      if (heard.eventId !== null) events.set(heard.eventId, kept);
      if (heard.seq === null && heard.eventId === null) contents.set(heard.contentHash, commit);
      return verdict;
    },
  };
}

function judged(...heard: readonly EventIdentity[]): readonly string[] {
  const memory = remembering();
  return heard.map((one) => {
    const verdict = memory.hear(one);
    if (verdict.verdict === 'new') return verdict.flags.join('+') || 'new';
    return verdict.verdict === 'conflict' ? verdict.reason : `duplicate of ${verdict.commit}`;
  });
}

const at = (minute: number): number => Date.UTC(2026, 0, 5, 10, minute);

describe('the identity of an event', () => {
  it('[E12] the same number with the same content is a repeat', () =>
    expect(judged(event({ seq: 12, eventId: 'e-12' }), event({ seq: 12, eventId: 'e-12' }))).toEqual(['new', 'duplicate of 1']));

  it('[E12] without names the same content is a repeat', () => expect(judged(event(), event())).toEqual(['new', 'duplicate of 1']));

  it('[E13] an event id that says something else is a contradiction', () =>
    expect(judged(event({ seq: 12, eventId: 'e-12' }), event({ seq: 13, eventId: 'e-12', says: 'closed' }))).toEqual([
      'new',
      'event-id-conflict',
    ]));

  it('[E13] a number that says something else is a contradiction, even with a newer time', () =>
    expect(judged(event({ seq: 12 }), event({ seq: 12, at: at(1), says: 'closed' }))).toEqual(['new', 'seq-conflict']));

  it('[E14] the last number with a newer time and another event id is a restarted counter', () =>
    expect(judged(event({ seq: 12, eventId: 'e-12' }), event({ seq: 12, eventId: 'f-12', at: at(1) }))).toEqual(['new', 'seq-reset']));

  it('[E14] a jump is a gap, a fall with a newer time is a restart, an older one is late', () => {
    expect(judged(event({ seq: 12 }), event({ seq: 10_012, at: at(1) }))).toEqual(['new', 'seq-gap']);
    expect(judged(event({ seq: 12 }), event({ seq: 1, at: at(1) }))).toEqual(['new', 'seq-reset']);
    expect(judged(event({ seq: 10 }), event({ seq: 12, at: at(2) }), event({ seq: 11, at: at(1) }))).toEqual(['new', 'seq-gap', 'late']);
  });

  it('[E14] a restart that reaches numbers used before is still a restart', () => {
    const first = [1, 2, 3, 4].map((seq) => event({ seq, at: at(seq) }));
    const second = [1, 2, 3].map((seq) => event({ seq, at: at(10 + seq), says: 'closed' }));
    expect(judged(...first, ...second)).toEqual(['new', 'new', 'new', 'new', 'seq-reset', 'new', 'new']);
  });

  it('[E12] a replay of the epoch before a restart has no effect', () => {
    const before = [1, 2, 4].map((seq) => event({ seq, at: at(seq) }));
    const restart = event({ seq: 1, at: at(10) });
    const verdicts = judged(...before, restart, ...before, event({ seq: 3, at: at(3) }), event({ seq: 2, at: at(11) }));
    expect(verdicts.slice(3)).toEqual(['seq-reset', 'duplicate of 1', 'duplicate of 2', 'duplicate of 3', 'late', 'new']);
  });

  it('[E12] a named epoch starts a new count whatever the clock says', () =>
    expect(judged(event({ seq: 9, epoch: 'a' }), event({ seq: 1, epoch: 'b', at: 0 }), event({ seq: 8, epoch: 'a' }))).toEqual([
      'new',
      'seq-reset',
      'late',
    ]));

  it('[P13] a clock set back does not make live events late', () =>
    expect(judged(event({ seq: 5, at: at(30) }), event({ seq: 6, at: at(1) }), event({ seq: 7, at: at(2) }))).toEqual([
      'new',
      'new',
      'new',
    ]));

  it('[E14] the missing numbers shrink as late events fill them', () => {
    const memory = remembering();
    memory.hear(event({ seq: 1, at: at(1) }));
    memory.hear(event({ seq: 6, at: at(6) }));
    expect(memory.source('rtu-7')?.missing).toEqual([[2, 5]]);
    memory.hear(event({ seq: 3, at: at(3) }));
    expect(memory.source('rtu-7')?.missing).toEqual([
      [2, 2],
      [4, 5],
    ]);
  });

  it('[P4] any delivery with repeats keeps each event of a counting source exactly once', () => {
    const delivery = fc
      .integer({ min: 1, max: 30 })
      .chain((count) => fc.array(fc.integer({ min: 1, max: count }), { minLength: 1, maxLength: 90 }));
    fc.assert(
      fc.property(delivery, fc.constantFrom('seq', 'both', 'id', 'none'), (order, names) => {
        const memory = remembering();
        const kept = new Set<number>();
        for (const n of order) {
          const seq = names === 'seq' || names === 'both' ? n : null;
          const eventId = names === 'id' || names === 'both' ? `e-${n}` : null;
          const verdict = memory.hear(event({ seq, eventId, at: at(n), says: `${n}` }));
          expect(verdict.verdict).toBe(kept.has(n) ? 'duplicate' : 'new');
          kept.add(n);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[P4] across a restart any out-of-order delivery with repeats keeps each event once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }), (replayed) => {
        const memory = remembering();
        const all = [...Array(6).keys()]
          .map((n) => event({ seq: n + 1, at: at(n) }))
          .concat([...Array(6).keys()].map((n) => event({ seq: n + 1, at: at(20 + n) })));
        for (const one of all) expect(memory.hear(one).verdict).toBe('new');
        for (const n of replayed) {
          const again = all[n - 1];
          if (again) expect(memory.hear(again).verdict).toBe('duplicate');
        }
      }),
    );
  });
});
