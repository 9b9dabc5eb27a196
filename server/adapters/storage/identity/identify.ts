/** Decides whether an event is new, a repeat, a contradiction, or a sign that a source lost events or restarted its counter (rules E12 to E14). */

import type { EventIdentity } from '../../../ports.ts';
import { addMissing, fillMissing } from './missing.ts';
import { backToEpoch, firstEpoch, nextEpoch, type SourceState } from './sourceState.ts';

/** An event that was kept before. */
export type Kept = { readonly commit: number; readonly contentHash: string };
export type Sighting = Kept & { readonly epoch: number };

/** What is known when an event arrives. */
export type Known = {
  /** null until the source sent a first `seq`. */
  readonly source: SourceState | null;
  /** Kept events of this source with this `seq`, in any epoch. */
  readonly sameSeq: readonly Sighting[];
  readonly sameEventId: Kept | null;
  /** Commit of an event without `seq` and `eventId` that says the same. */
  readonly sameContent: number | null;
};

export type Verdict =
  | {
      readonly verdict: 'new';
      readonly flags: readonly ('seq-gap' | 'seq-reset' | 'late')[];
      /** Epoch under which its `seq` is remembered, null without one. */
      readonly epoch: number | null;
      readonly source: SourceState | null;
    }
  | { readonly verdict: 'duplicate'; readonly commit: number }
  | { readonly verdict: 'conflict'; readonly reason: 'event-id-conflict' | 'seq-conflict'; readonly commit: number };

/** The same content is a repeat whatever else; then `eventId` and `seq` must not say something new under an old name. */
export function identify(event: EventIdentity, known: Known): Verdict {
  const repeated = known.sameSeq.find((sighting) => sighting.contentHash === event.contentHash);
  if (repeated) return { verdict: 'duplicate', commit: repeated.commit };
  if (known.sameEventId) {
    return known.sameEventId.contentHash === event.contentHash
      ? { verdict: 'duplicate', commit: known.sameEventId.commit }
      : { verdict: 'conflict', reason: 'event-id-conflict', commit: known.sameEventId.commit };
  }
  if (event.seq !== null) return place(event, event.seq, known);
  if (known.sameContent !== null) return { verdict: 'duplicate', commit: known.sameContent };
  const newer = known.source !== null && event.at > known.source.newestAt;
  return { verdict: 'new', flags: [], epoch: null, source: newer ? { ...known.source, newestAt: event.at } : known.source };
}

function place(event: EventIdentity, seq: number, known: Known): Verdict {
  const source = known.source;
  if (!source) return { verdict: 'new', flags: [], epoch: 1, source: firstEpoch(event.epoch, seq, event.at) };
  if (event.epoch !== null && event.epoch !== source.current.declared) return placeInNamedEpoch(event, event.epoch, seq, source, known);

  const previous = source.earlier.at(-1);
  const follows = seq === source.current.highestSeq + 1;
  // Without a name only the time tells which epoch a number belongs to; the very next number is live whatever its clock says.
  if (event.epoch === null && previous && event.at <= previous.newestAt && !follows) return late(event, seq, previous.epoch, source, known);

  if (seq > source.current.highestSeq) return forward(event, seq, source);
  const newest = event.at > source.newestAt;
  const seen = known.sameSeq.some((sighting) => sighting.epoch === source.current.epoch);
  const restarted = newest && (seq < source.current.highestSeq || !seen || event.eventId !== null);
  if (event.epoch === null && restarted) return restart(event, null, seq, source);
  return late(event, seq, source.current.epoch, source, known);
}

function placeInNamedEpoch(event: EventIdentity, declared: string, seq: number, source: SourceState, known: Known): Verdict {
  const earlier = source.earlier.find((epoch) => epoch.declared === declared);
  if (!earlier) return restart(event, declared, seq, source);
  if (seq > earlier.highestSeq && event.at > source.newestAt) {
    return { verdict: 'new', flags: ['seq-reset'], epoch: earlier.epoch, source: backToEpoch(source, earlier, seq, event.at) };
  }
  return late(event, seq, earlier.epoch, source, known);
}

function restart(event: EventIdentity, declared: string | null, seq: number, source: SourceState): Verdict {
  const state = nextEpoch(source, declared, seq, event.at);
  return { verdict: 'new', flags: ['seq-reset'], epoch: state.current.epoch, source: state };
}

function forward(event: EventIdentity, seq: number, source: SourceState): Verdict {
  const { current } = source;
  const gap = seq > current.highestSeq + 1;
  return {
    verdict: 'new',
    flags: gap ? ['seq-gap'] : [],
    epoch: current.epoch,
    source: {
      ...source,
      current: { ...current, highestSeq: seq, newestAt: Math.max(current.newestAt, event.at) },
      newestAt: Math.max(source.newestAt, event.at),
      missing: gap ? addMissing(source.missing, current.highestSeq + 1, seq - 1) : source.missing,
    },
  };
}

/** A number at or below the highest: history that was missing, unless that number was already used for something else. */
function late(event: EventIdentity, seq: number, epoch: number, source: SourceState, known: Known): Verdict {
  const used = known.sameSeq.find((sighting) => sighting.epoch === epoch);
  if (used) return { verdict: 'conflict', reason: 'seq-conflict', commit: used.commit };
  const newestAt = Math.max(source.newestAt, event.at);
  if (epoch !== source.current.epoch) return { verdict: 'new', flags: ['late'], epoch, source: { ...source, newestAt } };
  const current = { ...source.current, newestAt: Math.max(source.current.newestAt, event.at) };
  return { verdict: 'new', flags: ['late'], epoch, source: { ...source, current, newestAt, missing: fillMissing(source.missing, seq) } };
}
