/** What was broken and what was built in, from lists, so that nothing is typed with gloves on. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWord } from '../../ui/useWord.ts';
import type { PartProps } from './JobSheet.tsx';

const CAUSES = [
  'tree',
  'wind',
  'lightning',
  'animal',
  'vehicle',
  'equipment-failure',
  'overload',
  'dig-in',
  'third-party',
  'flood',
  'ice',
  'fire',
  'human-error',
  'other',
  'unknown',
];

/** Stable English names; the reader sees words. */
const MATERIALS = [
  'fuse',
  'insulator',
  'conductor',
  'connector',
  'pole',
  'cross-arm',
  'arrester',
  'transformer',
  'cable',
  'joint',
  'switch',
  'meter',
];
const IN_METRES = new Set(['conductor', 'cable']);

export function FindingsPart({ job, doing }: PartProps) {
  const t = useTranslations('crew.findings');
  const word = useWord();
  const [cause, setCause] = useState(job.cause ?? '');
  const [material, setMaterial] = useState<ReadonlyMap<string, number>>(
    () => new Map(job.material.map(({ name, quantity }) => [name, quantity])),
  );
  const [said, setSaid] = useState(false);
  const change = (name: string, by: number) => {
    setSaid(false);
    setMaterial((now) => {
      const next = new Map(now);
      const quantity = Math.max(0, (now.get(name) ?? 0) + by);
      if (quantity === 0) next.delete(name);
      else next.set(name, quantity);
      return next;
    });
  };
  const send = () => {
    setSaid(true);
    void doing.act(job, {
      type: 'job.setFindings',
      ...(cause ? { cause } : {}),
      material: [...material].map(([name, quantity]) => ({ name, quantity, ...(IN_METRES.has(name) ? { unit: 'm' } : {}) })),
    });
  };
  return (
    <details className="crew-part">
      <summary>
        {t('title')} {cause !== '' && <strong>{word('cause', cause)}</strong>}
      </summary>
      <label className="crew-form">
        {t('cause')}
        <select
          value={cause}
          onChange={(event) => {
            setSaid(false);
            setCause(event.target.value);
          }}
        >
          <option value="">{t('choose')}</option>
          {CAUSES.map((code) => (
            <option key={code} value={code}>
              {word('cause', code)}
            </option>
          ))}
        </select>
      </label>
      <h3>{t('material')}</h3>
      <ul className="crew-materials">
        {MATERIALS.map((name) => {
          const step = IN_METRES.has(name) ? 5 : 1;
          return (
            <li key={name}>
              <span>{t(`items.${name}`)}</span>
              <button type="button" aria-label={t('less', { name: t(`items.${name}`) })} onClick={() => change(name, -step)}>
                −
              </button>
              <strong>{material.get(name) ?? 0}</strong>
              <button type="button" aria-label={t('more', { name: t(`items.${name}`) })} onClick={() => change(name, step)}>
                +
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" className="crew-strong crew-wide" onClick={send}>
        {said ? t('kept') : t('send')}
      </button>
    </details>
  );
}
