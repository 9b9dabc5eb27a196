/** Several things under the pointer: the person says which one was meant. */

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { HitLine } from './HitLine.tsx';
import type { Hit } from './hitTest.ts';
import type { Pointed } from './mapScene.ts';

export function PickList({ pointed, onPick, onClose }: { pointed: Pointed; onPick(hit: Hit): void; onClose(): void }) {
  const t = useTranslations('map');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('li button')?.focus();
  }, []);
  return (
    <div
      className="map-pick"
      role="dialog"
      aria-label={t('several')}
      ref={box}
      style={{ left: pointed.x + 8, top: pointed.y + 8 }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <strong>{t('several')}</strong>
        <Button plain icon label={t('close')} onPress={onClose}>
          ×
        </Button>
      </header>
      <ul>
        {pointed.hits.map((hit) => (
          <li key={`${hit.kind} ${hit.id}`}>
            <button type="button" onClick={() => onPick(hit)}>
              <HitLine hit={hit} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
