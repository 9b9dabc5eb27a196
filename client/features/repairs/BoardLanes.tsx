/** Heads of the lanes: their name, how many jobs they hold, folded or not. */

import { useTranslations } from 'use-intl';
import { type BoardLayout, LANE_HEAD } from './boardLayout.ts';
import type { LaneKind, PlaceNames } from './jobFilter.ts';

type Props = {
  layout: BoardLayout;
  kind: LaneKind;
  names: PlaceNames;
  closed: ReadonlySet<string>;
  onToggle(closed: ReadonlySet<string>): void;
};

export function BoardLanes({ layout, kind, names, closed, onToggle }: Props) {
  const t = useTranslations('repairs.lane');
  const nameOf = (key: string) =>
    key === '' ? t(kind === 'crew' ? 'noCrew' : 'noArea') : kind === 'crew' ? names.crew(key) : names.area(key);
  const toggle = (key: string) => {
    const next = new Set(closed);
    if (!next.delete(key)) next.add(key);
    onToggle(next);
  };
  return layout.lanes.map(({ key, top, height, count }) => (
    <div key={key} className="lane" style={{ transform: `translateY(${top}px)`, height }}>
      <button
        type="button"
        className="lane-head"
        style={{ height: LANE_HEAD }}
        aria-expanded={!closed.has(key)}
        onClick={() => toggle(key)}
      >
        <span aria-hidden="true">{closed.has(key) ? '▸' : '▾'}</span>
        <strong lang="es">{nameOf(key)}</strong>
        <span className="muted">{t('count', { count })}</span>
      </button>
    </div>
  ));
}
