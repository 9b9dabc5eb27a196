/** Who speaks to us: what each source said, what is missing, how far its clock is off, and whether it is there (rules E9, E14, E15, E18, E19). */

import type { Message } from '../../../shared/messages/message.ts';
import type { Touch } from '../outages/touch.ts';

export type CoverageGap = { readonly from: number; readonly to: number; readonly missing: number };

export type Source = {
  readonly id: string;
  readonly kinds: string[];
  /** Where it measures: branches, nodes and fault indicators; switches and meters are known elsewhere. */
  readonly measures: Set<string>;
  broker: string;
  online: boolean;
  /** Who said it is gone. */
  offlineBy: 'source' | 'broker' | null;
  offlineSince: number | null;
  lastAt: number | null;
  lastReceivedAt: number | null;
  accepted: number;
  gaps: number;
  missing: number;
  readonly coverageGaps: CoverageGap[];
  skewMs: number | null;
  epoch: number;
  newestSeq: number;
  /** Newest time of a numbered message. */
  newestAt: number;
  /** Recent messages, for what came before or after a silence that is told late. */
  readonly recent: { readonly seq: number; readonly epoch: number; readonly at: number }[];
};

export type Heard = {
  readonly epoch: number;
  readonly flags: readonly ('seq-gap' | 'seq-reset')[];
  /** What is missing before this message. */
  readonly gap: CoverageGap | null;
};

export type Missed = {
  readonly source: string | null;
  readonly broker: string | null;
  /** null = since each of them was last heard. */
  readonly from: number | null;
  readonly to: number;
};

export type Sources = {
  get(id: string): Source | undefined;
  all(): Iterable<Source>;
  /** Counts a message; says which numbering it belongs to and whether numbers are missing. `flags`: what the door knows of its numbering. */
  hear(message: Message, receivedAt: number, broker: string, flags?: readonly string[]): Heard;
  /** Notes an interval in which something may have been missed; answers with the sources it is about, and how long for each. */
  miss(missed: Missed): readonly { readonly source: string; readonly gap: CoverageGap }[];
  /** Makes sure a source is known. */
  know(id: string, broker: string): Source;
  restore(source: Source): void;
};

const MEASURING: readonly Message['kind'][] = ['measurement', 'fault-indicator'];
const MOST_MEASURED = 50_000;
const KEPT_RECENT = 64;
const KEPT_GAPS = 100;
/** Share of a new reading in the smoothed clock difference. */
const SKEW_SHARE = 0.1;

export function createSources(touch: Touch): Sources {
  const byId = new Map<string, Source>();

  function know(id: string, broker: string): Source {
    const known = byId.get(id);
    if (known) return known;
    const source: Source = {
      id,
      kinds: [],
      measures: new Set(),
      broker,
      online: true,
      offlineBy: null,
      offlineSince: null,
      lastAt: null,
      lastReceivedAt: null,
      accepted: 0,
      gaps: 0,
      missing: 0,
      coverageGaps: [],
      skewMs: null,
      epoch: 0,
      newestSeq: -1,
      newestAt: Number.NEGATIVE_INFINITY,
      recent: [],
    };
    byId.set(id, source);
    return source;
  }

  /** A number not above the last, with a time above all, belongs to a new numbering; lower ones with older times are late. */
  function number(source: Source, message: Message, known: readonly string[] | undefined): Heard {
    const { seq, at, replay } = message;
    if (seq === null || replay) return { epoch: source.epoch, flags: [], gap: null };
    const flags: ('seq-gap' | 'seq-reset')[] = [];
    let gap: CoverageGap | null = null;
    const { newestAt } = source;
    source.newestAt = Math.max(newestAt, at);
    // The door also knows numberings by the name their sender gave them.
    const restarted = source.newestSeq >= 0 && (known ? known.includes('seq-reset') : seq <= source.newestSeq && at > newestAt);
    if (restarted) {
      source.epoch += 1;
      flags.push('seq-reset');
      gap = noteGap(source, newestAt, at, 0);
    } else if (source.newestSeq >= 0 && seq > source.newestSeq + 1) {
      const missing = seq - source.newestSeq - 1;
      flags.push('seq-gap');
      gap = noteGap(source, newestAt, at, missing);
    } else if (
      seq < source.newestSeq &&
      source.missing > 0 &&
      !source.recent.some((each) => each.seq === seq && each.epoch === source.epoch)
    ) {
      source.missing -= 1;
    }
    source.newestSeq = flags.includes('seq-reset') ? seq : Math.max(source.newestSeq, seq);
    return { epoch: source.epoch, flags, gap };
  }

  function noteGap(source: Source, from: number, to: number, missing: number): CoverageGap {
    const gap = { from: Math.min(from, to), to: Math.max(from, to), missing };
    source.gaps += 1;
    source.missing += missing;
    source.coverageGaps.push(gap);
    if (source.coverageGaps.length > KEPT_GAPS) source.coverageGaps.shift();
    touch.mark('source', source.id);
    return gap;
  }

  /** What an edge missed, its devices missed too. */
  const isAbout = ({ source, broker }: Missed, { id, broker: own }: Source): boolean =>
    source === null ? own === broker : id === source || (source.startsWith('spb:') && id.startsWith(`${source}/`));

  return {
    get: (id) => byId.get(id),
    all: () => byId.values(),
    know,
    miss(missed) {
      const { from, to } = missed;
      const about = [...byId.values()].filter((source) => isAbout(missed, source));
      return about.map((source) => ({ source: source.id, gap: noteGap(source, from ?? source.lastReceivedAt ?? to, to, 0) }));
    },
    hear(message, receivedAt, broker, flags) {
      const source = know(message.source, broker);
      source.broker = broker;
      source.accepted += 1;
      if (!source.kinds.includes(message.kind)) source.kinds.push(message.kind);
      if (MEASURING.includes(message.kind) && source.measures.size < MOST_MEASURED) source.measures.add(message.id);
      const heard = number(source, message, flags);
      if (!message.replay && !message.timeSuspect) {
        const skew = receivedAt - message.at;
        source.skewMs = source.skewMs === null ? skew : source.skewMs + SKEW_SHARE * (skew - source.skewMs);
      }
      if (!message.replay && message.kind !== 'source') {
        source.lastAt = Math.max(source.lastAt ?? message.at, message.at);
        source.recent.push({ seq: message.seq ?? -1, epoch: heard.epoch, at: message.at });
        if (source.recent.length > KEPT_RECENT) source.recent.shift();
      }
      source.lastReceivedAt = Math.max(source.lastReceivedAt ?? receivedAt, receivedAt);
      touch.mark('source', source.id);
      return heard;
    },
    restore: (source) => {
      byId.set(source.id, { ...source, measures: source.measures ?? new Set() });
    },
  };
}
