/** What to publish when nothing has arrived yet, ready to copy. */

import { useTranslations } from 'use-intl';

const TOPIC = 'grid/v1/-/switch/<breaker>';
const PAYLOAD = '{"at":"2026-11-21T18:20:00Z","position":"open","cause":"trip"}';

export function NoSources() {
  const t = useTranslations('sources');
  return (
    <div className="empty">
      <strong>{t('empty')}</strong>
      <span>{t('emptyWhat')}</span>
      <span>
        {t('emptyTopic')}: <code>{TOPIC}</code>
      </span>
      <span>
        {t('emptyPayload')}: <code>{PAYLOAD}</code>
      </span>
    </div>
  );
}
