/** Over the outages of one feeder: how many, how many customers, and whether they are folded up. */

import { useTranslations } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import type { OutageGroup } from './useOutageGroups.ts';

export function GroupHeading({ group, name, onFold }: { group: OutageGroup; name: string; onFold(id: string): void }) {
  const t = useTranslations('outages');
  const format = useFormat();
  const feeder = name === '' ? '–' : name;
  return (
    <>
      <button
        type="button"
        className="fold"
        aria-expanded={!group.folded}
        aria-label={t(group.folded ? 'unfold' : 'foldUp', { feeder })}
        onClick={() => onFold(group.id)}
      >
        <span aria-hidden="true">{group.folded ? '▸' : '▾'}</span>
      </button>
      <strong className="cut" lang="es">
        {feeder}
      </strong>
      <span className="muted">
        {t('groupHead', { count: group.outages, formatted: format.number(group.outages), customers: format.number(group.customers) })}
      </span>
    </>
  );
}
