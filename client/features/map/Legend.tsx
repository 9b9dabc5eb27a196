/** What the lines mean, in words, folded until asked for. */

import { useTranslations } from 'use-intl';

const LINES = [
  ['energised', [{ stroke: 'var(--line)', strokeWidth: 1.25 }]],
  [
    'backFed',
    [
      { stroke: 'var(--line)', strokeWidth: 2.5 },
      { stroke: 'var(--ink)', strokeWidth: 5, strokeDasharray: '0.01 24', strokeLinecap: 'round' as const },
    ],
  ],
  ['dead', [{ stroke: 'var(--ink)', strokeWidth: 4, strokeDasharray: '10 4' }]],
  [
    'predicted',
    [
      { stroke: 'var(--ink)', strokeWidth: 6 },
      { stroke: 'var(--panel)', strokeWidth: 4 },
    ],
  ],
  ['partial', [{ stroke: 'var(--ink)', strokeWidth: 3, strokeDasharray: '10 4 2 4' }]],
  [
    'planned',
    [
      { stroke: 'var(--ink)', strokeWidth: 4 },
      { stroke: 'var(--ink)', strokeWidth: 9, strokeDasharray: '1.5 10' },
    ],
  ],
  ['unknown', [{ stroke: 'var(--muted)', strokeWidth: 2, strokeDasharray: '0.01 4', strokeLinecap: 'round' as const }]],
] as const;

export function Legend() {
  const t = useTranslations('map');
  return (
    <details className="map-legend">
      <summary>{t('legend')}</summary>
      <ul>
        {LINES.map(([name, strokes]) => (
          <li key={name}>
            <svg width={56} height={12} aria-hidden="true">
              {strokes.map((style) => (
                <path key={`${style.stroke} ${style.strokeWidth}`} d="M4 6H52" fill="none" {...style} />
              ))}
            </svg>
            {t(`legendItem.${name}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
