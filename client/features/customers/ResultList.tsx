/** Customers that were found, one line each: who, where, and whether supply is on. */

import { useTranslations } from 'use-intl';
import type { CustomerRecord } from '../../../shared/records/customer.ts';

type Props = { id: string; items: readonly CustomerRecord[]; active: number; chosen: string | null; onChoose(id: string): void };

export function ResultList({ id, items, active, chosen, onChoose }: Props) {
  const t = useTranslations('customers');
  return (
    <div id={id} role="listbox" aria-label={t('results')} className="found" hidden={items.length === 0}>
      {items.map((item, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the keys, as a combobox does
        <div
          key={item.id}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className="found-line"
          data-chosen={item.id === chosen || undefined}
          onClick={() => onChoose(item.id)}
        >
          <strong className="cut" lang="es">
            {item.name}
          </strong>
          <span className="found-power" data-power={item.power}>
            {t(`state.${item.power}`)}
          </span>
          <span className="muted cut" lang="es">
            {item.address ?? item.servicePoint}
          </span>
          <span className="muted">
            {item.account}
            {item.foundBy === 'near' && ` · ${t('near')}`}
          </span>
        </div>
      ))}
    </div>
  );
}
