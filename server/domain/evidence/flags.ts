/** Says that a message was taken, but not at face value (the reason codes of accepted messages). */

import type { Fact } from '../core.ts';

export type FlagCode =
  | 'birth-change'
  | 'call-conflict'
  | 'chatter'
  | 'comm-lost'
  | 'evidence-conflict'
  | 'evidence-old'
  | 'evidence-quality'
  | 'late'
  | 'position-faulty'
  | 'position-in-travel'
  | 'same-time'
  | 'seq-gap'
  | 'seq-reset'
  | 'unmapped';

type Said = { readonly source: string; readonly seq: number | null; readonly eventId: string | null; readonly at: number };

export const flagFact = (code: FlagCode, { source, seq, eventId, at }: Said, object: string): Fact => ({
  type: 'message.flagged',
  about: null,
  at,
  body: { code, object, source, seq, eventId },
});

/** E15: an interval in which this source may have said something that we do not have. */
export const gapFact = (
  source: string,
  { from, to, missing }: { readonly from: number; readonly to: number; readonly missing: number },
): Fact => ({
  type: 'source.coverage-gap',
  about: `source:${source}`,
  at: to,
  body: { from, to, missing },
});

export const flag = (world: { emit(fact: Fact): void }, code: FlagCode, said: Said, object: string): void =>
  world.emit(flagFact(code, said, object));
