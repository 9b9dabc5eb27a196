/** What each source said, item by item, with its quality. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageDetail } from '../../../shared/records/outage.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';

const FIRST = 20;

export function EvidencePanel({ items }: { items: OutageDetail['evidenceItems'] | null }) {
  const t = useTranslations('outages.items');
  const format = useFormat();
  const word = useWord();
  const [all, setAll] = useState(false);
  if (!items || items.length === 0) return null;
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      <ul className="items">
        {items.slice(0, all ? undefined : FIRST).map(({ at, kind, object, value, quality, source, commit }) => (
          <li key={`${at} ${kind} ${object} ${commit}`} data-quality={quality}>
            <time dateTime={at} title={format.full(Date.parse(at))}>
              {format.seconds(Date.parse(at))}
            </time>
            <span>{word('messageKind', kind)}</span>
            <span className="cut" lang="es" title={object}>
              {object}
            </span>
            <span>{word('position', value)}</span>
            <span className="muted cut">
              {source}
              {quality !== 'good' && `, ${word('quality', quality)}`}
            </span>
          </li>
        ))}
      </ul>
      {!all && items.length > FIRST && <Button onPress={() => setAll(true)}>{t('more', { count: items.length })}</Button>}
    </section>
  );
}
