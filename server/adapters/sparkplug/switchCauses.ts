/** Brings positions and their causes together: in one payload they are one switch message. */

import type { Message } from '../../../shared/messages/message.ts';
import { type SwitchCause, type SwitchMessage, switchCause } from '../../../shared/messages/switch.ts';
import type { Edge } from './edge.ts';

/** A cause as it was read, in the shape of the switch message it belongs to. */
export type ReadCause = { readonly message: Omit<SwitchMessage, 'position'> };

// A relay often publishes the position first and its reason a moment later.
const TOGETHER_MS = 5_000;

export function readCause(word: string): { readonly cause: SwitchCause; readonly known: boolean } {
  const read = switchCause.safeParse(word.toLowerCase());
  return read.success ? { cause: read.data, known: true } : { cause: 'unknown', known: false };
}

const near = (one: number, other: number): boolean => Math.abs(one - other) <= TOGETHER_MS;

function causeFor(position: SwitchMessage, place: number, positions: number, causes: readonly ReadCause[]): SwitchCause | null {
  if (causes.length === positions) return causes[place]?.message.cause ?? null;
  const sameTime = causes.find(({ message }) => message.at === position.at);
  return sameTime?.message.cause ?? (positions === 1 ? (causes.at(-1)?.message.cause ?? null) : null);
}

/** A cause without a position belongs to the position just heard, or waits for the one about to come. */
function causeAlone(edge: Edge, { message }: ReadCause, messages: Message[]): void {
  const last = edge.positions.get(message.id);
  if (last && near(last.at, message.at)) messages.push({ ...message, position: last.position, at: last.at });
  else if (message.cause !== null) edge.pendingCauses.set(message.id, { cause: message.cause, at: message.at });
}

/** Completes the switch messages read from one payload, in place. */
export function joinCauses(edge: Edge, messages: Message[], causes: readonly ReadCause[], isBirth: boolean): void {
  const places = new Map<string, number[]>();
  messages.forEach((message, index) => {
    if (message.kind === 'switch') places.set(message.id, [...(places.get(message.id) ?? []), index]);
  });
  const byBranch = new Map<string, ReadCause[]>();
  for (const cause of causes) byBranch.set(cause.message.id, [...(byBranch.get(cause.message.id) ?? []), cause]);
  for (const [id, indices] of places) {
    const own = byBranch.get(id) ?? [];
    const pending = edge.pendingCauses.get(id);
    edge.pendingCauses.delete(id);
    indices.forEach((index, place) => {
      const message = messages[index];
      if (message?.kind !== 'switch') return;
      const waited = pending && near(pending.at, message.at) ? readCause(pending.cause).cause : null;
      const cause = causeFor(message, place, indices.length, own) ?? waited;
      if (cause !== null) messages[index] = { ...message, cause };
    });
  }
  for (const [id, own] of byBranch) {
    const last = own.at(-1);
    if (!places.has(id) && last && !isBirth) causeAlone(edge, last, messages);
  }
}
