/** The symbol of an outage record, with its words for who cannot see it. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { isOpen } from '../../live/openOutages.ts';
import { lookOf } from '../../ui/outageLook.ts';
import { PrioritySymbol } from '../../ui/PrioritySymbol.tsx';
import { priorityOf } from '../../ui/symbolShape.ts';
import { useWord } from '../../ui/useWord.ts';

export function OutageSymbol({ outage, size }: { outage: OutageRecord; size?: number }) {
  const t = useTranslations('outages');
  const word = useWord();
  const priority = priorityOf(outage.priority);
  return (
    <PrioritySymbol
      priority={priority}
      look={lookOf(outage)}
      size={size}
      flashing={isOpen(outage) && !outage.acknowledged}
      label={t('symbol', { priority, state: word('state', outage.state) })}
    />
  );
}
