/** Names notices: one for each outage or plan and kind. */

import type { NoticeKind } from '../../../shared/records/notification.ts';

export const noticeId = (of: string, kind: NoticeKind): string => `notification:${of.replace(':', '.')}.${kind}`;
