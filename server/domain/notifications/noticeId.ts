/** Names notices: one for each outage or plan and kind. */

import { type NoticeKind, noticeKind } from '../../../shared/records/notification.ts';

export const noticeId = (of: string, kind: NoticeKind): string => `notification:${of.replace(':', '.')}.${kind}`;

/** The outage or plan and the kind of a notice; null for what is no id of a notice. */
export function readNoticeId(id: string): { readonly of: string; readonly kind: NoticeKind } | null {
  const match = /^notification:(.+)\.([a-z-]+)$/.exec(id);
  const kind = noticeKind.safeParse(match?.[2]);
  return match?.[1] && kind.success ? { of: match[1].replace('.', ':'), kind: kind.data } : null;
}
