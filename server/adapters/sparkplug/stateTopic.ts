/** Judges what is said about host applications on `spBv1.0/STATE/…` (decision D5 of the host checklist). */

import * as z from 'zod';

const statePayload = z.object({ online: z.boolean(), timestamp: z.number().int() });

export type StateJudgement =
  /** Our own word, as we said it. */
  | { readonly type: 'own' }
  | { readonly type: 'ignored'; readonly reason: 'state-other-host' }
  /** Our late Will: true once, not any more. */
  | { readonly type: 'republish'; readonly reason: 'state-republished' }
  /** `reconnect`: somebody spoke for us; a fresh time shows who is right. A second host that is online is not fought. */
  | { readonly type: 'forged'; readonly reason: 'state-forged'; readonly detail: string; readonly reconnect: boolean };

const forged = (detail: string, reconnect: boolean): StateJudgement => ({ type: 'forged', reason: 'state-forged', detail, reconnect });

export const readState = (bytes: Uint8Array): z.infer<typeof statePayload> | null => {
  try {
    const read = statePayload.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};

/** `recent` are the last timestamps we used ourselves, the one in force included. */
export function judgeState(
  hostId: string,
  bytes: Uint8Array,
  ours: { readonly hostId: string; readonly recent: readonly number[] },
): StateJudgement {
  if (hostId !== ours.hostId) return { type: 'ignored', reason: 'state-other-host' };
  if (bytes.length === 0) return forged('our STATE was deleted', true);
  const state = readState(bytes);
  if (!state) return forged('our STATE is unreadable', true);
  const isOurs = ours.recent.includes(state.timestamp);
  if (state.online) return isOurs ? { type: 'own' } : forged(`second host with timestamp ${state.timestamp}`, false);
  return isOurs ? { type: 'republish', reason: 'state-republished' } : forged(`offline with timestamp ${state.timestamp}`, true);
}
