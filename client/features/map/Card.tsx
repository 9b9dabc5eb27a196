/** The frame of a card beside the map: a title, a kind, facts. */

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import '../../ui/card.css';

type Props = { title: string; subtitle: string; onClose(): void; children: ReactNode };

export function Card({ title, subtitle, onClose, children }: Props) {
  const t = useTranslations('map');
  return (
    <section className="detail" aria-label={`${subtitle} ${title}`}>
      <header className="detail-head">
        <div className="detail-title">
          <h2 className="cut" lang="es">
            {title}
          </h2>
          <p className="muted cut">{subtitle}</p>
        </div>
        <Button plain icon label={t('close')} shortcut="Escape" onPress={onClose}>
          ×
        </Button>
      </header>
      <div className="detail-scroll">{children}</div>
    </section>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
