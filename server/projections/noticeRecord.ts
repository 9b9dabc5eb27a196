/** Writes a notice with its coverage ledger as screens and the API see it (rules M5, M6). */

import { type CoverageLedger, channelNames, ledgerParts, type NotificationRecord } from '../../shared/records/notification.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { type Column, PART, STAGE } from '../domain/notifications/cells.ts';
import type { View } from '../domain/view.ts';

const ledgerOf = ({ counts }: Column): CoverageLedger => {
  const of = (part: (typeof ledgerParts)[number]): number => counts[PART[part]]!;
  return {
    delivered: of('delivered'),
    acknowledged: of('acknowledged'),
    inFlight: of('inFlight'),
    failedNext: of('failedNext'),
    manualPending: of('manualPending'),
    manualDone: of('manualDone'),
    held: of('held'),
    optedOut: of('optedOut'),
    noContact: of('noContact'),
    unknown: of('unknown'),
    notNeeded: of('notNeeded'),
  };
};

function stateOf(column: Column): NotificationRecord['state'] {
  if (column.hold !== null) return 'held';
  if (column.gate === 'approval') return 'awaits-approval';
  if (column.gate === 'verification') return 'awaits-verification';
  return column.stage.some((stage) => stage !== STAGE.done) ? 'sending' : 'done';
}

/** null when there is no such notice. */
export function noticeRecordOf(view: View, id: string): NotificationRecord | null {
  const { notices } = view.desks;
  const found = notices.find(id);
  if (!found) return null;
  const { of, column } = found;
  const ledger = ledgerOf(column);
  const english = notices.preview(of, column.kind, 'en');
  const chinese = notices.preview(of, column.kind, 'zh-CN');
  const [sms, voice, email] = channelNames.map((_name, channel) => column.sent[channel]!);
  return {
    id,
    about: of.id,
    kind: column.kind,
    state: stateOf(column),
    holdReason: column.hold,
    areas: [...notices.areasOf(of)],
    affected: ledgerParts.reduce((sum, part) => sum + ledger[part], 0),
    covered: ledger.delivered + ledger.acknowledged + ledger.manualDone,
    target: of.id.startsWith('planned:') ? notices.settings.planTarget : notices.settings.faultTarget,
    ledger,
    sent: { sms: sms!, voice: voice!, email: email! },
    text: { en: english.text, 'zh-CN': chinese.text },
    segments: { en: english.parts, 'zh-CN': chinese.parts },
    openedAt: formatTime(column.openedAt),
    firstSentAt: formatTimeOrNull(column.firstSentAt),
  };
}
