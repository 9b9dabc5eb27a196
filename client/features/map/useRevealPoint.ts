/** Flies to a selected service point, whose place only the server knows. */

import { useEffect, useRef } from 'react';
import { servicePointRecord } from '../../../shared/records/summary.ts';
import { useLive } from '../../live/LiveContext.tsx';
import type { Selection } from '../../live/selection.ts';

export function useRevealPoint(selection: Selection | null, lookAt: (lat: number, lon: number) => void): void {
  const { api } = useLive();
  const newest = useRef(lookAt);
  newest.current = lookAt;
  const id = selection?.kind === 'service-point' ? selection.id : null;
  useEffect(() => {
    if (id === null) return;
    const control = new AbortController();
    void api.get(`/api/v1/service-points/${encodeURIComponent(id)}`, servicePointRecord, control.signal).then((answer) => {
      if (control.signal.aborted || !answer.ok || answer.value.lat === null || answer.value.lon === null) return;
      newest.current(answer.value.lat, answer.value.lon);
    });
    return () => control.abort();
  }, [api, id]);
}
