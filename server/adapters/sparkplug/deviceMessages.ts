/** Applies births, data and deaths of one unit, live or as history. */

import type { Quality } from '../../../shared/messages/envelope.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { forgetAliases, installBirth, readBirth, retiredPositions } from './birth.ts';
import { type Edge, type Held, type Unit, unitOf } from './edge.ts';
import { accept, ignore, reject, type Session, sourceMessage } from './judged.ts';
import { metricTime } from './metricTime.ts';
import { type Reading, type ReadingMode, readMetrics } from './readMetrics.ts';

/** `bestQuality` is lower while two edges are taken to use the name. */
export type Delivery = { readonly held: Held; readonly bestQuality: Quality };

const known = (edge: Edge, device: string | null): Unit | undefined => (device === null ? edge.node : edge.devices.get(device));

// After these the meaning of later values is in doubt, so everything is asked for again.
const needsBirth: ReadonlySet<string> = new Set(['sp-alias-unknown', 'sp-alias-conflict', 'sp-order']);

/** After a silence, what a birth states counts from the birth: when it came about in between is not known (rule E23). */
export function readUnit(edge: Edge, unit: Unit, { held, bestQuality }: Delivery, mode: ReadingMode): Reading {
  const { payload, raw } = held;
  const endsSilence = mode === 'birth' && unit.silent;
  if (mode === 'birth') unit.silent = false;
  return readMetrics({
    edge,
    unit,
    metrics: payload.metrics,
    payloadAt: payload.timestamp,
    receivedAt: raw.receivedAt,
    mode,
    endsSilence,
    bestQuality,
  });
}

export const flagsOf = (reading: Reading): string[] => [...reading.flags, ...reading.refused.map(({ reason }) => reason)];

const statementTime = ({ payload, raw }: Held) => metricTime(null, payload.timestamp, raw.receivedAt, 'newest');

/** NDATA and DDATA; `history` when messages before it are missing. */
export function applyData(session: Session, edge: Edge, delivery: Delivery, mode: 'data' | 'history', extraFlags: readonly string[]): void {
  const { held } = delivery;
  const unit = known(edge, held.device);
  if (!unit?.born) {
    reject(session, edge, held.raw, 'sp-order', `${held.device ?? edge.id} is not born`);
    if (mode === 'data') session.sink.rebirth(edge, held.raw.broker);
    return;
  }
  const reading = readUnit(edge, unit, delivery, mode);
  const [first] = reading.refused;
  if (first && reading.taken === 0) reject(session, edge, held.raw, first.reason, first.name);
  else accept(session, edge, { raw: held.raw, unit }, reading.messages, [...flagsOf(reading), ...extraFlags]);
  if (mode === 'data' && reading.refused.some(({ reason }) => needsBirth.has(reason))) session.sink.rebirth(edge, held.raw.broker);
}

/** Points that a unit no longer has are shown with their last position, as stale (rule E3). */
function retire(edge: Edge, unit: Unit, ids: readonly string[], at: number): Message[] {
  return ids.flatMap((id): Message[] => {
    const last = edge.positions.get(id);
    if (!last) return [];
    edge.positions.delete(id);
    const heard = { ...sourceMessage(edge, unit, true, at, false), id, quality: 'questionable' } as const;
    const { online: _, kind: __, ...rest } = heard;
    return [{ ...rest, kind: 'switch', position: last.position, phases: null, cause: null, faultCurrent: null }];
  });
}

export function applyDeviceBirth(session: Session, edge: Edge, delivery: Delivery): void {
  const { raw, payload, device } = delivery.held;
  const unit = unitOf(edge, device);
  const table = readBirth(edge, unit, payload, edge.aliases);
  if ('reason' in table) {
    forgetAliases(edge, unit);
    unit.born = false;
    reject(session, edge, raw, table.reason, table.detail);
    session.sink.alarm('sp-alias-duplicate', edge);
    session.sink.rebirth(edge, raw.broker);
    return;
  }
  const retired = retiredPositions(unit.metrics, table.metrics);
  installBirth(edge, unit, table);
  unit.online = true;
  const time = statementTime(delivery.held);
  const online = sourceMessage(edge, unit, true, time.at, time.suspect);
  const reading = readUnit(edge, unit, delivery, 'birth');
  const messages = [online, ...reading.messages, ...retire(edge, unit, retired, time.at)];
  accept(session, edge, { raw, unit }, messages, [...table.flags, ...flagsOf(reading), ...(time.flag ? [time.flag] : [])]);
}

/** Device death at the time of its payload; the second one changes nothing (rule E20). */
export function applyDeviceDeath(session: Session, edge: Edge, { held }: Delivery, extraFlags: readonly string[]): void {
  const unit = known(edge, held.device);
  if (!unit || !(unit.born || unit.online)) return ignore(session, edge, 'sp-death');
  forgetAliases(edge, unit);
  unit.born = false;
  unit.silent ||= unit.online;
  unit.online = false;
  const time = statementTime(held);
  const offline = sourceMessage(edge, unit, false, time.at, time.suspect);
  accept(session, edge, { raw: held.raw, unit }, [offline], [...extraFlags, ...(time.flag ? [time.flag] : [])]);
}

/** A message behind a gap: kept, never live. A birth in there is only a sign that what we know of the device is old. */
export function applyAsHistory(session: Session, edge: Edge, delivery: Delivery): void {
  const { held } = delivery;
  switch (held.verb) {
    case 'DBIRTH': {
      const unit = unitOf(edge, held.device);
      forgetAliases(edge, unit);
      unit.born = false;
      return accept(session, edge, { raw: held.raw, unit }, [], ['sp-gap']);
    }
    case 'DDEATH':
      return applyDeviceDeath(session, edge, delivery, ['sp-gap']);
    default:
      return applyData(session, edge, delivery, 'history', ['sp-gap']);
  }
}
