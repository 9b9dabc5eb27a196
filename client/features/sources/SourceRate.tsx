/** Messages a minute from one source, measured on this page between two looks at its counters. */

import { useRef } from 'react';
import type { SourceRecord } from '../../../shared/records/source.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { createRateMeter } from './rateMeter.ts';

export function SourceRate({ source }: { source: SourceRecord }) {
  const format = useFormat();
  useNow();
  const meter = useRef<ReturnType<typeof createRateMeter>>(null);
  meter.current ??= createRateMeter();
  const rate = meter.current.look(source.accepted + source.duplicates + source.rejected, performance.now());
  return rate === null ? <span className="muted">–</span> : format.number(Math.round(rate * 60));
}
