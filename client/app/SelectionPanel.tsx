/** The card of whatever is selected, fetched when the first thing is; Escape deselects. */

import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useSelection } from '../live/selection.ts';
import { useKeys } from '../ui/useKeys.ts';

const SelectionCard = lazy(() => import('./SelectionCard.tsx').then((module) => ({ default: module.SelectionCard })));

export function SelectionPanel() {
  const t = useTranslations('shell');
  const [selection, select] = useSelection();
  const close = () => select(null);
  useKeys(selection ? [{ keys: 'Escape', label: t('close'), run: () => void close() }] : []);
  if (!selection) return null;
  return (
    <Suspense fallback={<p className="empty">{t('loading')}</p>}>
      <SelectionCard selection={selection} onClose={close} onSelectOutage={(id) => select({ kind: 'outage', id })} />
    </Suspense>
  );
}
