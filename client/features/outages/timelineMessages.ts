/** Sentences of the timeline and of explanations, by code. A code may have a `-plain` form without figures. */

import type { MessagePair } from '../../ui/messagePair.ts';

export const timelineMessages: MessagePair = {
  en: {
    opened: 'Outage opened',
    predicted: 'Predicted',
    confirmed: 'Confirmed',
    acknowledged: 'Acknowledged',
    comment: '{text}',
    'comment-plain': 'Comment',
    restored: 'Everybody is back',
    closed: 'Closed',
    reopened: 'Reopened',
    cancelled: 'Cancelled',
  },
  'zh-CN': {
    opened: '停电记录已建立',
    predicted: '研判停电',
    confirmed: '停电已确认',
    acknowledged: '告警已确认',
    comment: '{text}',
    'comment-plain': '备注',
    restored: '用户已全部复电',
    closed: '已归档',
    reopened: '已重新打开',
    cancelled: '已取消',
  },
};
