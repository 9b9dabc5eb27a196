/** Keeps the messages of one edge in the order of seq: holds what came too early, and gives up after a while (rule E14). A loss of exactly 256 messages cannot be seen. */

import type { Quality } from '../../../shared/messages/envelope.ts';
import type { CoverageGap } from '../../ports.ts';
import { applyAsHistory, applyData, applyDeviceBirth, applyDeviceDeath } from './deviceMessages.ts';
import { ahead, type Edge, type Held } from './edge.ts';
import { ignore, type Judged, reject, type Session } from './judged.ts';

export const bestQuality = (edge: Edge, mono: number): Quality => (mono < edge.doubtedUntil ? 'questionable' : 'good');

/** From the last message applied live to `now`; null before the first one. */
export function gapUntil(edge: Edge, now: number): CoverageGap | null {
  return edge.lastGoodAt === null || edge.lastGoodAt >= now ? null : { source: edge.node.source, from: edge.lastGoodAt, to: now };
}

function apply(session: Session, edge: Edge, held: Held, mono: number, flags: readonly string[]): void {
  const delivery = { held, bestQuality: bestQuality(edge, mono) };
  edge.lastGoodAt = held.raw.receivedAt;
  switch (held.verb) {
    case 'DBIRTH':
      return applyDeviceBirth(session, edge, delivery);
    case 'DDEATH':
      return applyDeviceDeath(session, edge, delivery, flags);
    default:
      return applyData(session, edge, delivery, 'data', flags);
  }
}

function applyNext(session: Session, edge: Edge, held: Held, mono: number): void {
  edge.nextSeq = (held.seq + 1) % 256;
  edge.prints[held.seq] = held.print;
  apply(session, edge, held, mono, []);
}

/** Data without seq from an edge that is allowed to: its place in the order is where it arrived. */
export const applyUnnumbered = (session: Session, edge: Edge, held: Held, mono: number): void =>
  apply(session, edge, held, mono, ['sp-seq']);

/** Applies what was held as far as it is in order now, and waits on for what is still missing. */
export function drain(session: Session, edge: Edge, mono: number): void {
  if (edge.held.length === 0) return;
  for (let index = edge.held.findIndex(({ seq }) => seq === edge.nextSeq); index >= 0; ) {
    const [next] = edge.held.splice(index, 1);
    if (next) applyNext(session, edge, next, mono);
    index = edge.held.findIndex(({ seq }) => seq === edge.nextSeq);
  }
  edge.holdUntil = edge.held.length === 0 ? null : mono + session.settings.reorderWaitMs;
}

/** Puts the gap on the first row that leaves from here. */
function withGap(session: Session, gap: CoverageGap | null): Session {
  let pending = gap;
  const judged = (edge: Edge, row: Judged): void => {
    session.sink.judged(edge, pending ? { ...row, gaps: [pending, ...row.gaps] } : row);
    pending = null;
  };
  return { ...session, sink: { ...session.sink, judged } };
}

/** Empties the buffer: behind a gap into history, before any birth into the rejections. */
export function flushHeld(session: Session, edge: Edge, held: readonly Held[], mono: number, gap: CoverageGap | null): void {
  const sorted = [...held].sort((a, b) => ahead(edge, a.seq) - ahead(edge, b.seq));
  const marked = withGap(session, gap);
  for (const message of sorted) {
    if (edge.phase === 'live' || edge.phase === 'waiting') {
      applyAsHistory(marked, edge, { held: message, bestQuality: bestQuality(edge, mono) });
    } else reject(marked, edge, message.raw, 'sp-order', 'data before birth');
  }
}

/** What is missing did not come: from here on history only, until the edge is born again. `now` in epoch milliseconds. */
export function giveUpWaiting(session: Session, edge: Edge, mono: number, now: number): void {
  const held = edge.held;
  const broker = held[0]?.raw.broker ?? edge.broker;
  const gap = edge.phase === 'live' ? gapUntil(edge, now) : null;
  edge.held = [];
  edge.holdUntil = null;
  flushHeld(session, edge, held, mono, gap);
  if (edge.phase === 'live') {
    edge.phase = 'waiting';
    if (gap) edge.lastGoodAt = gap.to;
  }
  session.sink.rebirth(edge, broker);
}

function hold(session: Session, edge: Edge, held: Held, mono: number): void {
  edge.held.push(held);
  edge.holdUntil ??= mono + session.settings.reorderWaitMs;
  if (edge.held.length > session.settings.holdLimit) giveUpWaiting(session, edge, mono, held.raw.receivedAt);
}

/** The same message again, applied or still held. */
function isRepeat(edge: Edge, { seq, print }: Held): boolean {
  return edge.prints[seq] === print || edge.held.some((other) => other.seq === seq && other.print === print);
}

/** Takes one numbered message of an edge: DBIRTH, NDATA, DDATA or DDEATH. */
export function takeNumbered(session: Session, edge: Edge, held: Held, mono: number): void {
  switch (edge.phase) {
    case 'live':
      if (held.raw.broker !== edge.broker) {
        reject(session, edge, held.raw, 'sp-order', 'born through another broker');
        session.sink.rebirth(edge, held.raw.broker);
      } else if (ahead(edge, held.seq) === 0) {
        applyNext(session, edge, held, mono);
        drain(session, edge, mono);
      } else if (isRepeat(edge, held)) ignore(session, edge, 'duplicate');
      else hold(session, edge, held, mono);
      return;
    case 'waiting':
      if (isRepeat(edge, held)) return ignore(session, edge, 'duplicate');
      edge.prints[held.seq] = held.print;
      return applyAsHistory(session, edge, { held, bestQuality: bestQuality(edge, mono) });
    case 'unborn':
    case 'dead':
      return hold(session, edge, held, mono);
  }
}
