/** The sessions of all edges: gives each message to its edge, and lets their timers run. No I/O, time is an argument. */

import { decodePayload } from '../../../shared/sparkplug/decodePayload.ts';
import type { SparkplugTopic } from '../../../shared/sparkplug/topic.ts';
import type { RawMessage } from '../../ports.ts';
import { createEdge, type Edge, edgeKey, type Held, unitOf } from './edge.ts';
import { endUnborn, loseEdge, takeEdgeBirth, takeEdgeDeath } from './edgeLife.ts';
import { applyUnnumbered, giveUpWaiting, takeNumbered } from './edgeOrder.ts';
import { fingerprint } from './fingerprint.ts';
import { ignore, reject, type Session, type SessionSettings, type SessionSink, sessionDefaults } from './judged.ts';

// Names come from outside: an invented one for every message must not fill the memory.
const MAX_EDGES = 20_000;
const MAX_DEVICES = 10_000;

export type DataTopic = Extract<SparkplugTopic, { type: 'data' }>;

/** `source` as in its messages ("spb:group/edge/device"); `lastHeardAt` in epoch milliseconds. */
export type KnownSource = { readonly source: string; readonly lastHeardAt: number | null };

export type EdgeSessions = {
  /** `mono` is monotonic milliseconds, for timers; times of effect come from `raw.receivedAt`. */
  hear(raw: RawMessage, topic: DataTopic, mono: number): void;
  /** Ends waits that are over. */
  tick(mono: number, now: number): void;
  /** Everything behind a lost broker is unknown until born again. `standIn` replaces the message that never came. */
  brokerLost(standIn: RawMessage, mono: number): void;
  /** A row of this edge, received at `since`, could not be recorded: live state waits for the next birth. */
  rowLost(edge: Edge, since: number, mono: number): void;
  /** What an earlier run knew: an edge or device that was online then and must be born again. */
  recall(known: KnownSource, broker: string): void;
  edges(): ReadonlyMap<string, Edge>;
};

function isTwin(edges: ReadonlyMap<string, Edge>, byLowerCase: Map<string, string>, key: string): boolean {
  const lower = key.toLowerCase();
  const first = byLowerCase.get(lower);
  if (first === undefined) byLowerCase.set(lower, key);
  return first !== undefined && first !== key && edges.has(first);
}

export function createEdgeSessions(sink: SessionSink, settings: Partial<SessionSettings> = {}): EdgeSessions {
  const session: Session = { sink, settings: { ...sessionDefaults, ...settings } };
  const edges = new Map<string, Edge>();
  const byLowerCase = new Map<string, string>();

  function edgeOf(group: string, id: string, broker: string): Edge | null {
    const key = edgeKey(group, id);
    const known = edges.get(key);
    if (known || edges.size >= MAX_EDGES) return known ?? null;
    const created = createEdge(group, id, broker);
    edges.set(key, created);
    return created;
  }

  /** Broken bytes of an edge we follow: what they held is missing. */
  function refuse(edge: Edge, raw: RawMessage, reason: string, detail: string): void {
    reject(session, edge, raw, reason, detail);
    if (edge.phase === 'live' || edge.phase === 'waiting') sink.rebirth(edge, raw.broker);
  }

  function hear(raw: RawMessage, topic: DataTopic, mono: number): void {
    const { verb, group, edge: id, device } = topic;
    const edge = edgeOf(group, id, raw.broker);
    if (!edge) return reject(session, createEdge(group, id, raw.broker), raw, 'too-many-items', 'too many edges');
    if (raw.retain) {
      ignore(session, edge, 'retained-copy');
      if (edge.phase !== 'live') sink.rebirth(edge, raw.broker);
      return;
    }
    const decoded = decodePayload(raw.payload);
    if (!decoded.ok) return refuse(edge, raw, decoded.reason, decoded.detail);
    const { payload } = decoded;
    if (verb === 'NDEATH') return takeEdgeDeath(session, edge, raw, payload, mono);
    if (device !== null && edge.devices.size >= MAX_DEVICES && !edge.devices.has(device)) {
      return reject(session, edge, raw, 'too-many-items', 'too many devices');
    }
    const { seq } = payload;
    if (seq === null || seq > 255) {
      const isTolerated = seq === null && verb !== 'NBIRTH' && edge.phase === 'live' && session.settings.acceptsMissingSeq(group, id);
      if (!isTolerated) return refuse(edge, raw, 'sp-seq', seq === null ? 'no sequence number' : `sequence number ${seq}`);
      return applyUnnumbered(session, edge, { raw, verb, device, seq: edge.nextSeq, payload, print: -1 }, mono);
    }
    const held: Held = { raw, verb, device, seq, payload, print: fingerprint(raw.topic, raw.payload) };
    if (verb !== 'NBIRTH') return takeNumbered(session, edge, held, mono);
    takeEdgeBirth(session, edge, held, mono, isTwin(edges, byLowerCase, edgeKey(group, id)) ? ['similar-id'] : []);
  }

  return {
    hear,
    tick(mono, now) {
      for (const edge of edges.values()) {
        if (edge.holdUntil !== null && mono >= edge.holdUntil) giveUpWaiting(session, edge, mono, now);
        if (edge.rebornBy !== null && mono >= edge.rebornBy.until) endUnborn(session, edge, now);
      }
    },
    brokerLost(standIn, mono) {
      for (const edge of edges.values()) {
        if (edge.broker === standIn.broker) loseEdge(session, edge, standIn, mono);
      }
    },
    rowLost(edge, since, mono) {
      if (edge.lastGoodAt !== null) edge.lastGoodAt = Math.min(edge.lastGoodAt, since);
      if (edge.phase !== 'live') return;
      const held = edge.held;
      edge.held = [];
      edge.holdUntil = null;
      edge.phase = 'waiting';
      for (const message of held) takeNumbered(session, edge, message, mono);
      sink.rebirth(edge, edge.broker);
    },
    recall({ source, lastHeardAt }, broker) {
      const [group, id, device] = source.replace(/^spb:/, '').split('/');
      const edge = group && id ? edgeOf(group, id, broker) : null;
      if (!edge) return;
      edge.phase = 'waiting';
      edge.node.online = true;
      if (device) unitOf(edge, device).online = true;
      if (lastHeardAt !== null) edge.lastGoodAt = Math.max(edge.lastGoodAt ?? 0, lastHeardAt);
    },
    edges: () => edges,
  };
}
