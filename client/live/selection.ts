/** What is selected, by kind and id, in the address and shared between one person's windows. */

import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'wouter';
import * as z from 'zod';
import { usePreference } from './usePreferences.ts';

export const selectableKinds = [
  'outage',
  'device',
  'feeder',
  'area',
  'service-point',
  'report',
  'source',
  'job',
  'crew',
  'notification',
  'planned',
  'keyCustomer',
] as const;
export type SelectableKind = (typeof selectableKinds)[number];
export type Selection = { readonly kind: SelectableKind; readonly id: string };

const kindSchema = z.enum(selectableKinds);

/** "device/cb-31"; the separator is none of those used inside kinds. */
export const formatSelection = ({ kind, id }: Selection): string => `${kind}/${id}`;

export function parseSelection(text: string | null): Selection | null {
  if (!text) return null;
  const cut = text.indexOf('/');
  const kind = kindSchema.safeParse(text.slice(0, cut));
  const id = text.slice(cut + 1);
  return kind.success && id ? { kind: kind.data, id } : null;
}

const CHANNEL = 'relight.selection';

function useSelectionInAddress(): [string | null, (next: Selection | null) => void] {
  const [params, setParams] = useSearchParams();
  const put = useCallback(
    (next: Selection | null) =>
      setParams(
        (old) => {
          const changed = new URLSearchParams(old);
          if (next) changed.set('sel', formatSelection(next));
          else changed.delete('sel');
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [params.get('sel'), put];
}

export function useSelection(): [Selection | null, (next: Selection | null) => void] {
  const [text, put] = useSelectionInAddress();
  const [follow] = usePreference('follow');
  const selection = useMemo(() => parseSelection(text), [text]);
  const select = useCallback(
    (next: Selection | null) => {
      put(next);
      if (!follow || typeof BroadcastChannel === 'undefined') return;
      const channel = new BroadcastChannel(CHANNEL);
      channel.postMessage(next ? formatSelection(next) : null);
      channel.close();
    },
    [put, follow],
  );
  return [selection, select];
}

/** Mounted once a window: takes over what the person selects elsewhere. */
export function useFollowOtherWindows(): void {
  const [, put] = useSelectionInAddress();
  const [follow] = usePreference('follow');
  const latest = useRef(put);
  latest.current = put;
  useEffect(() => {
    if (!follow || typeof BroadcastChannel === 'undefined') return;
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = (event: MessageEvent<unknown>) =>
      latest.current(typeof event.data === 'string' ? parseSelection(event.data) : null);
    return () => channel.close();
  }, [follow]);
}
