/** Where the map looks and which layers it shows, in the address (rule L13). */

import { useCallback, useMemo, useRef } from 'react';
import * as z from 'zod';
import { useAddress, usePutAddress } from '../../live/useAddress.ts';

export const mapLayers = ['areas', 'network', 'switches', 'outages', 'crews', 'reports', 'servicePoints', 'basemap'] as const;
export type MapLayerName = (typeof mapLayers)[number];

const zoomText = z.string().regex(/^\d{1,2}(\.\d{1,2})?$/);
const centreText = z.string().regex(/^-?\d{1,2}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?$/);
/** Layers that are off, by name. */
const layersText = z.string().regex(/^-[A-Za-z]+(,-[A-Za-z]+)*$/);

export function useMapAddress() {
  const put = usePutAddress();
  const [z] = useAddress('z', zoomText);
  const [c] = useAddress('c', centreText);
  const [off, setOff] = useAddress('layers', layersText);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const start = useMemo(() => {
    const [lat, lon] = (c ?? '').split(',').map(Number);
    return z !== null && lat !== undefined && lon !== undefined && Number.isFinite(lat) && Number.isFinite(lon)
      ? { lat, lon, zoom: Number(z) }
      : null;
  }, [z, c]);
  const layers = useMemo<ReadonlyMap<MapLayerName, boolean>>(() => {
    const hidden = new Set((off ?? '').split(',').map((part) => part.slice(1)));
    return new Map(mapLayers.map((name) => [name, !hidden.has(name)]));
  }, [off]);
  const toggle = useCallback(
    (name: MapLayerName) => {
      const hidden = mapLayers.filter((each) => (each === name ? layers.get(each) : !layers.get(each)));
      setOff(hidden.length === 0 ? null : hidden.map((each) => `-${each}`).join(','));
    },
    [layers, setOff],
  );
  /** Written a moment later: browsers refuse hundreds of address changes in a row. */
  const remember = useCallback(
    (lat: number, lon: number, zoom: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        put({ z: String(Math.round(zoom * 100) / 100), c: `${lat.toFixed(5)},${lon.toFixed(5)}` });
      }, 400);
    },
    [put],
  );
  return { start, layers, toggle, remember };
}
