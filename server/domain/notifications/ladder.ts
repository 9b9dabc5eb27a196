/** Which channel comes next for whom, and how long each is waited for (rules M3, K9). */

import type { ChannelName, NoticeKind } from '../../../shared/records/notification.ts';
import type { Register } from '../customers/register.ts';
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

/** The rungs for a registered customer; empty when there is no way to reach them. */
export function ladderOf(
  register: Register,
  customer: number,
  special: boolean,
  kind: NoticeKind,
  settings: NoticeSettings,
): readonly Rung[] {
  const rungs: Rung[] = [];
  const phone = register.has(customer, 'hasPhone');
  const sms = phone && !register.has(customer, 'noSms');
  const voice = phone && !register.has(customer, 'noVoice') && CALLED.has(kind);
  const email = register.has(customer, 'hasEmail') && !register.has(customer, 'noEmail');
  const { smsWaitMs, voiceGapMs, voiceTries, keyContactMs, keyContactTries } = settings;
  if (special && voice) {
    for (let i = 0; i < keyContactTries; i += 1) rungs.push({ channel: 'voice', waitMs: keyContactMs, needsAnswer: true });
    return rungs;
  }
  if (sms) rungs.push({ channel: 'sms', waitMs: smsWaitMs, needsAnswer: special });
  if (email) rungs.push({ channel: 'email', waitMs: smsWaitMs, needsAnswer: special });
  if (voice) for (let i = 0; i < voiceTries; i += 1) rungs.push({ channel: 'voice', waitMs: voiceGapMs, needsAnswer: special });
  return rungs;
}
