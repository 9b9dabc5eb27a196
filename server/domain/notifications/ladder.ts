/** Which channel comes next for whom, and how long each is waited for (rules M3, K9). */

import type { ChannelName, NoticeKind } from '../../../shared/records/notification.ts';
import { WAY } from './recipients.ts';
import type { NoticeSettings } from './settings.ts';

export type Rung = {
  readonly channel: ChannelName;
  /** Without a receipt for this long the next one is due. */
  readonly waitMs: number;
  /** Only an answer counts, delivery does not end it. */
  readonly needsAnswer: boolean;
};

/** Kinds worth a phone call; all others end on the manual list when writing fails. */
const CALLED: ReadonlySet<NoticeKind> = new Set(['fault', 'planned', 'maintenance', 'temporary', 'reminder', 'cancelled', 'correction']);

/** The rungs for somebody with these ways (bits of WAY); empty when there is none. */
export function ladderOf(ways: number, special: boolean, kind: NoticeKind, settings: NoticeSettings): readonly Rung[] {
  const rungs: Rung[] = [];
  const voice = (ways & WAY.voice) !== 0 && CALLED.has(kind);
  const { smsWaitMs, voiceGapMs, voiceTries, keyContactMs, keyContactTries } = settings;
  if (special && voice) {
    for (let i = 0; i < keyContactTries; i += 1) rungs.push({ channel: 'voice', waitMs: keyContactMs, needsAnswer: true });
    return rungs;
  }
  if (ways & WAY.sms) rungs.push({ channel: 'sms', waitMs: smsWaitMs, needsAnswer: special });
  if (ways & WAY.email) rungs.push({ channel: 'email', waitMs: smsWaitMs, needsAnswer: special });
  if (voice) for (let i = 0; i < voiceTries; i += 1) rungs.push({ channel: 'voice', waitMs: voiceGapMs, needsAnswer: special });
  return rungs;
}
