/** The outage symbol in text: shape and figure say the priority, the fill says the state (rules V1, V3). */

import { corners, glyphDrop, type OutageLook, type Priority } from './symbolShape.ts';

type Props = { priority: Priority; look: OutageLook; size?: number; flashing?: boolean; label: string };

const variable = (look: OutageLook, priority: Priority) =>
  look === 'planned' ? '--planned' : look === 'restored' ? '--restored' : `--p${priority}`;

export function PrioritySymbol({ priority, look, size = 20, flashing = false, label }: Props) {
  const shape = look === 'restored' ? null : corners(priority);
  const points = shape?.map(([x, y]) => `${x * 8},${y * 8}`).join(' ');
  const fill = `var(${variable(look, priority)})`;
  const hollow = look === 'predicted';
  const glyph = look === 'restored' ? '✓' : look === 'planned' ? 'P' : String(priority);
  const outline = (props: { fill: string; stroke: string; strokeWidth: number; className?: string }) =>
    points ? <polygon points={points} {...props} /> : <circle r={8} {...props} />;
  return (
    <svg
      className="symbol"
      width={size}
      height={size}
      viewBox="-10 -10 20 20"
      role="img"
      aria-label={label || undefined}
      aria-hidden={label === '' || undefined}
    >
      {outline({ fill: hollow || look === 'partially-restored' ? 'var(--panel)' : fill, stroke: 'none', strokeWidth: 0 })}
      {hollow && <g transform="scale(0.8)">{outline({ fill: 'none', stroke: fill, strokeWidth: 3.4 })}</g>}
      {look === 'partially-restored' && (
        <svg x={-11} y={1} width={22} height={10} viewBox="-11 1 22 10" aria-hidden="true">
          {outline({ fill, stroke: 'none', strokeWidth: 0 })}
        </svg>
      )}
      {outline({ fill: 'none', stroke: 'var(--symbol-line)', strokeWidth: 1.6, className: flashing ? 'flashing' : undefined })}
      {flashing && (
        <g className="calm-double" transform="scale(1.25)">
          {outline({ fill: 'none', stroke: 'var(--symbol-line)', strokeWidth: 1.2 })}
        </g>
      )}
      <text
        y={glyphDrop(priority) * 8}
        textAnchor="middle"
        dominantBaseline="central"
        fontSize={hollow ? 9.5 : 11}
        fontWeight={700}
        fill={hollow || look === 'partially-restored' ? 'var(--ink)' : `var(${variable(look, priority)}-glyph)`}
      >
        {glyph}
      </text>
    </svg>
  );
}
