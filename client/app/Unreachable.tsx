/** Shown when not even the first question is answered. */

import { useTranslations } from 'use-intl';

export function Unreachable() {
  const t = useTranslations('shell');
  return (
    <main className="empty" style={{ height: '100%' }}>
      <h1>{t('unreachable')}</h1>
      <p>{t('unreachableWhat')}</p>
    </main>
  );
}
