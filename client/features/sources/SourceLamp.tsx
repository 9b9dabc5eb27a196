/** A source's lamp: solid online, dotted silent, crossed lost; ink and shape, no colour. */

import type { SourceState } from './sourceOrder.ts';

export function SourceLamp({ state }: { state: SourceState }) {
  return (
    <svg className="symbol" width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true">
      {state === 'online' && <circle r={4.5} fill="var(--line)" />}
      {state === 'stale' && <circle r={4.5} fill="none" stroke="var(--ink)" strokeWidth={1.6} strokeDasharray="2 2" />}
      {state === 'lost' && <path d="M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5" stroke="var(--ink)" strokeWidth={2} />}
    </svg>
  );
}
