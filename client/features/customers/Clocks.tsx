/** The clocks of a complaint: name, time left or overdue, and a word for the state, never colour alone. */

import { useTranslations } from 'use-intl';
import type { ComplaintRecord } from '../../../shared/records/complaint.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';

export function Clocks({ clocks }: { clocks: ComplaintRecord['clocks'] }) {
  const t = useTranslations('customers.complaint');
  const format = useFormat();
  const now = useNow();
  return (
    <ul className="plain-list clocks">
      {clocks.map(({ name, dueAt, state, doneAt }) => (
        <li key={name} data-clock={state} title={format.full(Date.parse(dueAt))}>
          {t(`clock.${name}`)}: {t(`clockState.${state}`)}
          {doneAt === null && ` ${format.duration(Math.abs(Date.parse(dueAt) - now))}`}
        </li>
      ))}
    </ul>
  );
}
