/** What people were told of an outage, and how many of them it reached (rules M5, M6). */

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import type { NotificationRecord } from '../../../shared/records/notification.ts';
import { formatSelection } from '../../live/selection.ts';
import { useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { LateTexts } from '../../ui/LateTexts.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { notificationMessages } from './messages.ts';
import '../../ui/split.css';

function Inside({ outage }: { outage: string }) {
  const t = useTranslations('notifications');
  const format = useFormat();
  const [, navigate] = useLocation();
  const select = useCallback(
    (table: ReadonlyMap<string, NotificationRecord>) => [...table.values()].filter(({ about }) => about === outage),
    [outage],
  );
  const notices = useRecords('notification', select);
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      {notices.length === 0 && <p className="muted">{t('none')}</p>}
      {notices.map((notice) => (
        <details key={notice.id}>
          <summary>
            {t(`kind.${notice.kind}`)} · {t(`state.${notice.state}`)} · {format.number(notice.covered)} / {format.number(notice.affected)}
          </summary>
          <CoverageTable notice={notice} />
          <Button
            onPress={() => navigate(`/notifications?sel=${encodeURIComponent(formatSelection({ kind: 'notification', id: notice.id }))}`)}
          >
            {t('list')}
          </Button>
        </details>
      ))}
    </section>
  );
}

export const OutageNotices = (props: { outage: string }) => (
  <LateTexts name="notifications" pair={notificationMessages}>
    <Inside {...props} />
  </LateTexts>
);
