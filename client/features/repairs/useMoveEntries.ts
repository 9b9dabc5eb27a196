/** The "Move to…" menu of a card: every step the job may take now, and why the others do not go. */

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useLive } from '../../live/LiveContext.tsx';
import { useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import type { MenuEntry } from '../../ui/menuEntries.ts';
import { isUnproved } from './columns.ts';
import type { Moves } from './useMoves.ts';

export function useMoveEntries(moves: Moves): (id: string) => readonly MenuEntry[] {
  const t = useTranslations('repairs');
  const { store } = useLive();
  const live = useIsLive();
  const may = useMay();
  return useCallback(
    (id) => {
      const job = store.get('job', id);
      if (!job) return [];
      const never = !live ? t('offline') : !may('job.setStatus') ? t('notYours') : null;
      const why = (code: string | null) =>
        code === null ? null : t.has(`refusal.${code}`) ? t(`refusal.${code}`) : code.replaceAll('-', ' ');
      return [
        { kind: 'label', text: t('move.to') },
        ...job.nextSteps
          .filter(({ status }) => status !== 'dispatched')
          .map(({ status, needsReason, blockedBy }) => ({
            kind: 'item' as const,
            text: needsReason ? t('move.withReason', { status: t(`status.${status}`) }) : t(`status.${status}`),
            forbidden: never ?? why(blockedBy),
            run: () => moves.step(id, status, needsReason || isUnproved(job, status)),
          })),
        { kind: 'line', key: 'crew' },
        {
          kind: 'item',
          text: t('move.assign'),
          forbidden: live ? (may('job.assign') ? null : t('notYours')) : t('offline'),
          run: () => moves.assign(id),
        },
      ];
    },
    [store, live, may, moves, t],
  );
}
