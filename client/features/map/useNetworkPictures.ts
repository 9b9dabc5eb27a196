/** Network and streets as immutable bytes, kept by the browser under the network's hash. */

import { useEffect, useState } from 'react';
import { type Basemap, decodeBasemap } from '../../../shared/geometryBasemap.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { type MapNetwork, readMapNetwork } from './mapNetwork.ts';

export type NetworkPictures =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly code: string; again(): void }
  | { readonly state: 'ready'; readonly network: MapNetwork; readonly basemap: Basemap | null };

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    // Bytes that are not what we know: shown as a failed picture, the list works without it.
    return null;
  }
}

export function useNetworkPictures(): NetworkPictures {
  const { api, configuration } = useLive();
  const [pictures, setPictures] = useState<NetworkPictures>({ state: 'loading' });
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: round asks again
  useEffect(() => {
    const control = new AbortController();
    const hash = encodeURIComponent(configuration.networkHash);
    void Promise.all([
      api.bytes(`/api/v1/network/geometry?v=${hash}`, control.signal),
      api.bytes(`/api/v1/network/basemap?v=${hash}`, control.signal),
    ]).then(([geometry, ground]) => {
      if (control.signal.aborted) return;
      const again = () => setRound((n) => n + 1);
      if (!geometry.ok) return setPictures({ state: 'failed', code: geometry.code, again });
      const network = attempt(() => readMapNetwork(geometry.value));
      if (!network) return setPictures({ state: 'failed', code: 'answer-format', again });
      // Streets are a comfort: a network without them is still a map.
      const basemap = ground.ok && ground.value.length > 0 ? attempt(() => decodeBasemap(ground.value)) : null;
      setPictures({ state: 'ready', network, basemap });
    });
    return () => control.abort();
  }, [api, configuration.networkHash, round]);
  return pictures;
}
