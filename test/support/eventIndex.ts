/** Recognises repeats, conflicts, gaps and restarted counters in memory, as promises 4.6 says, for the fake journal. */

import type { EventIdentity } from '../../server/ports.ts';

export type Verdict =
  | { readonly type: 'new'; readonly flags: readonly string[] }
  | { readonly type: 'duplicate'; readonly commit: number }
  | { readonly type: 'conflict'; readonly commit: number; readonly reason: 'event-id-conflict' | 'seq-conflict' };

type Seen = { readonly commit: number; readonly contentHash: string; readonly eventId: string | null };
type Counter = { epoch: number; last: number; newestAt: number };

export type EventIndex = { judge(identity: EventIdentity, commit: number): Verdict };

export function createEventIndex(): EventIndex {
  const byEventId = new Map<string, Seen>();
  const bySeq = new Map<string, Seen>();
  const byContent = new Map<string, Seen>();
  const counters = new Map<string, Counter>();

  const repeatOf = (seen: Seen, identity: EventIdentity, reason: 'event-id-conflict' | 'seq-conflict'): Verdict =>
    seen.contentHash === identity.contentHash
      ? { type: 'duplicate', commit: seen.commit }
      : { type: 'conflict', commit: seen.commit, reason };

  function count(identity: EventIdentity, seq: number, counter: Counter, seen: Seen): Verdict {
    const seqKey = () => JSON.stringify([identity.source, identity.epoch, counter.epoch, seq]);
    const known = bySeq.get(seqKey());
    const otherEvent = known !== undefined && known.eventId !== null && seen.eventId !== null && known.eventId !== seen.eventId;
    const restarted = identity.at > counter.newestAt && (seq < counter.last || (seq === counter.last && otherEvent));
    if (known && !restarted) return repeatOf(known, identity, 'seq-conflict');
    const flags: string[] = [];
    if (restarted) {
      counter.epoch += 1;
      counter.last = seq;
      flags.push('seq-reset');
    } else if (counter.last >= 0 && seq > counter.last + 1) flags.push('seq-gap');
    counter.last = Math.max(counter.last, seq);
    counter.newestAt = Math.max(counter.newestAt, identity.at);
    bySeq.set(seqKey(), seen);
    return { type: 'new', flags };
  }

  return {
    judge(identity, commit) {
      const seen: Seen = { commit, contentHash: identity.contentHash, eventId: identity.eventId };
      const eventKey = identity.eventId === null ? null : JSON.stringify([identity.source, identity.eventId]);
      const sameEvent = eventKey === null ? undefined : byEventId.get(eventKey);
      if (sameEvent) return repeatOf(sameEvent, identity, 'event-id-conflict');
      let verdict: Verdict = { type: 'new', flags: [] };
      if (identity.seq !== null) {
        const counterKey = JSON.stringify([identity.source, identity.epoch]);
        const counter = counters.get(counterKey) ?? { epoch: 0, last: -1, newestAt: Number.NEGATIVE_INFINITY };
        counters.set(counterKey, counter);
        verdict = count(identity, identity.seq, counter, seen);
      } else if (eventKey === null) {
        const same = byContent.get(identity.contentHash);
        if (same) return { type: 'duplicate', commit: same.commit };
        byContent.set(identity.contentHash, seen);
      }
      if (verdict.type === 'new' && eventKey !== null) byEventId.set(eventKey, seen);
      return verdict;
    },
  };
}
