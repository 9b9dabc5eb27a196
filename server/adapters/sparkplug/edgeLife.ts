/** Birth and death of an edge node: where its session begins and ends. */

import type { SparkplugPayload } from '../../../shared/sparkplug/payload.ts';
import type { RawMessage } from '../../ports.ts';
import { installBirth, readBirth } from './birth.ts';
import { readBornValue } from './bornValue.ts';
import { flagsOf, readUnit } from './deviceMessages.ts';
import type { Edge, Held, Unit } from './edge.ts';
import { bestQuality, drain, flushHeld, gapUntil } from './edgeOrder.ts';
import { accept, ignore, reject, type Session, sourceMessage } from './judged.ts';
import { metricTime } from './metricTime.ts';

const REBIRTH_METRIC = 'Node Control/Rebirth';
const BIRTHS_REMEMBERED = 6;

/** Signed or unsigned, 0 to 255 (decision D1); null when missing or unusable. */
export function readBdSeq(payload: SparkplugPayload): number | null {
  const metric = payload.metrics.find(({ name }) => name === 'bdSeq');
  if (!metric?.value || metric.datatype === null) return null;
  const read = readBornValue(metric.datatype, metric.value);
  if (!read.ok || (typeof read.value !== 'bigint' && typeof read.value !== 'number')) return null;
  const bdSeq = Number(read.value);
  return Number.isInteger(bdSeq) && bdSeq >= 0 && bdSeq <= 255 ? bdSeq : null;
}

/** Two edges of one name show themselves by turns: a bdSeq comes back after another one was born. */
function noteBirth(session: Session, edge: Edge, bdSeq: number | null, mono: number): boolean {
  if (bdSeq === null) return false;
  const recent = edge.births.filter((birth) => mono - birth.mono < session.settings.doubtMs);
  const isBack = recent.at(-1)?.bdSeq !== bdSeq && recent.some((birth) => birth.bdSeq === bdSeq);
  edge.births.splice(0, edge.births.length, ...recent.slice(1 - BIRTHS_REMEMBERED), { bdSeq, mono });
  if (!isBack) return false;
  if (mono >= edge.doubtedUntil) session.sink.alarm('sp-duplicate-edge', edge);
  edge.doubtedUntil = mono + session.settings.doubtMs;
  return true;
}

export function takeEdgeBirth(session: Session, edge: Edge, birth: Held, mono: number, extraFlags: readonly string[]): void {
  const { raw, payload, seq } = birth;
  if (edge.phase === 'live' && edge.broker === raw.broker && edge.prints[seq] === birth.print) return ignore(session, edge, 'duplicate');
  const table = readBirth(edge, edge.node, payload, new Map());
  if ('reason' in table) {
    edge.phase = 'unborn';
    reject(session, edge, raw, table.reason, table.detail);
    session.sink.alarm('sp-alias-duplicate', edge);
    session.sink.rebirth(edge, raw.broker);
    return;
  }
  const flags = new Set([...extraFlags, ...table.flags]);
  const bdSeq = readBdSeq(payload);
  const wasFollowed = edge.phase === 'live' || edge.phase === 'waiting';
  const answersAnother = wasFollowed && edge.askedWithBdSeq !== null && bdSeq !== edge.askedWithBdSeq;
  if (bdSeq === null || answersAnother) flags.add('sp-bdseq');
  if (noteBirth(session, edge, bdSeq, mono)) flags.add('sp-duplicate-edge');
  edge.offersRebirth = table.metrics.has(REBIRTH_METRIC);
  if (!edge.offersRebirth) flags.add('sp-no-rebirth');

  const early = edge.held.filter((held) => held.payload.timestamp !== null && held.payload.timestamp >= (payload.timestamp ?? Infinity));
  const late = edge.held.filter((held) => !early.includes(held));
  const gap = edge.phase !== 'live' || late.length > 0 ? gapUntil(edge, raw.receivedAt) : null;
  flushHeld(session, edge, late, mono, null);

  const former = [...edge.devices.values()];
  edge.rebornBy = former.some(({ online }) => online) ? { until: mono + session.settings.reorderWaitMs, birth: raw } : null;
  for (const device of former) device.born = false;
  edge.formerAliases = edge.aliases;
  edge.aliases = new Map();
  installBirth(edge, edge.node, table);
  edge.bdSeq = bdSeq;
  edge.askedWithBdSeq = null;
  edge.broker = raw.broker;
  edge.phase = 'live';
  edge.nextSeq = (seq + 1) % 256;
  edge.prints.fill(-1);
  edge.prints[seq] = birth.print;
  edge.lastGoodAt = raw.receivedAt;
  edge.held = early;
  edge.node.online = true;

  const time = metricTime(null, payload.timestamp, raw.receivedAt, 'newest');
  const reading = readUnit(edge, edge.node, { held: birth, bestQuality: bestQuality(edge, mono) }, 'birth');
  for (const flag of [...flagsOf(reading), ...(time.flag ? [time.flag] : [])]) flags.add(flag);
  const online = sourceMessage(edge, edge.node, true, time.at, time.suspect);
  accept(session, edge, { raw, unit: edge.node }, [online, ...reading.messages], flags, gap ? [gap] : []);
  session.sink.born(edge);
  edge.holdUntil = null;
  drain(session, edge, mono);
}

/** Ends what an edge knows; the messages that say so, at host time (rule E20). */
function endUnits(edge: Edge, now: number): ReturnType<typeof sourceMessage>[] {
  const units: Unit[] = [edge.node, ...edge.devices.values()];
  const told = units.filter(({ online }) => online);
  for (const unit of units) {
    unit.born = false;
    unit.silent ||= unit.online;
    unit.online = false;
  }
  edge.formerAliases = edge.aliases;
  edge.aliases = new Map();
  edge.rebornBy = null;
  return told.map((unit) => sourceMessage(edge, unit, false, now, false));
}

/** What was held goes first; the gap is told with the next birth, when its end is known. */
function endSession(session: Session, edge: Edge, raw: RawMessage, mono: number, phase: 'dead' | 'unborn', flags: readonly string[]): void {
  const held = edge.held;
  edge.held = [];
  edge.holdUntil = null;
  flushHeld(session, edge, held, mono, null);
  edge.phase = phase;
  accept(session, edge, { raw, unit: edge.node }, endUnits(edge, raw.receivedAt), flags);
}

/** NDEATH counts only for the session it was registered with; without a bdSeq on either side it counts, as stale is the safe side. */
export function takeEdgeDeath(session: Session, edge: Edge, raw: RawMessage, payload: SparkplugPayload, mono: number): void {
  const bdSeq = readBdSeq(payload);
  const isOurs = (edge.phase === 'live' || edge.phase === 'waiting') && raw.broker === edge.broker;
  const matches = bdSeq === null || edge.bdSeq === null || bdSeq === edge.bdSeq;
  if (!isOurs || !matches) return ignore(session, edge, 'sp-death');
  endSession(session, edge, raw, mono, 'dead', bdSeq === null || edge.bdSeq === null ? ['sp-bdseq'] : []);
  session.sink.died(edge);
}

/** The way to the edge is cut: nothing is known of it until it is born again. `raw` stands in for the message that never came. */
export function loseEdge(session: Session, edge: Edge, raw: RawMessage, mono: number): void {
  if (edge.phase === 'live' || edge.phase === 'waiting') endSession(session, edge, raw, mono, 'unborn', []);
}

/** Devices that the last birth of their edge left out are offline since then (checklist 11). */
export function endUnborn(session: Session, edge: Edge, now: number): void {
  if (edge.rebornBy === null) return;
  const { birth } = edge.rebornBy;
  edge.rebornBy = null;
  const missing = [...edge.devices.values()].filter((unit) => unit.online && !unit.born);
  if (missing.length === 0) return;
  for (const unit of missing) {
    unit.online = false;
    unit.silent = true;
  }
  const raw = { ...birth, payload: new Uint8Array(0), receivedAt: now, identity: 'internal' };
  const offline = missing.map((unit) => sourceMessage(edge, unit, false, birth.receivedAt, false));
  accept(session, edge, { raw, unit: edge.node }, offline, []);
}
