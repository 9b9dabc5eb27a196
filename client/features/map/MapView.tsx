/** The map in its frame: the drawing itself, tools, what is under the pointer, legend and attribution. */

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLive } from '../../live/LiveContext.tsx';
import { usePlanInView } from '../../live/planInView.ts';
import { useSelection } from '../../live/selection.ts';
import { usePreference } from '../../live/usePreferences.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { useWord } from '../../ui/useWord.ts';
import { AllOn } from './AllOn.tsx';
import { Attribution } from './Attribution.tsx';
import { HoverCard } from './HoverCard.tsx';
import { Legend } from './Legend.tsx';
import { MapTools } from './MapTools.tsx';
import { createMapScene, type MapScene, type Pointed } from './mapScene.ts';
import { PickList } from './PickList.tsx';
import { PlanNote } from './PlanNote.tsx';
import { type Trace, TraceNote } from './TraceNote.tsx';
import { useMapAddress } from './useMapAddress.ts';
import { useNetworkPictures } from './useNetworkPictures.ts';
import { useOutagePicture } from './useOutagePicture.ts';
import { useRevealPoint } from './useRevealPoint.ts';
import 'leaflet/dist/leaflet.css';
import './map.css';

export function MapView() {
  const t = useTranslations('map');
  const word = useWord();
  const format = useFormat();
  const live = useLive();
  const box = useRef<HTMLDivElement>(null);
  const scene = useRef<MapScene | null>(null);
  const [ready, setReady] = useState(0);
  const [hover, setHover] = useState<Pointed | null>(null);
  const [picking, setPicking] = useState<Pointed | null>(null);
  const [trace, setTrace] = useState<Trace | null>(null);
  const [selection, select] = useSelection();
  const [tileUrl] = usePreference('tileUrl');
  const pictures = useNetworkPictures();
  const address = useMapAddress();
  const picture = useOutagePicture(selection);
  const [, showPlan] = usePlanInView();
  const newest = useRef({ format, select, address });
  newest.current = { format, select, address };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the scene lives as long as its pictures; the address only starts it
  useEffect(() => {
    if (pictures.state !== 'ready' || !box.current) return;
    const made = createMapScene({
      element: box.current,
      live,
      network: pictures.network,
      basemap: pictures.basemap,
      start: address.start,
      tileUrl: tileUrl || live.configuration.tileUrl || null,
      formatNumber: (value) => newest.current.format.number(value),
      formatPercent: (share) => newest.current.format.percent(share),
      onMove: (lat, lon, zoom) => newest.current.address.remember(lat, lon, zoom),
      onHover: setHover,
      onPress(pointed) {
        setHover(null);
        const [first, second] = pointed.hits;
        if (first && second) setPicking(pointed);
        else {
          setPicking(null);
          newest.current.select(first ? { kind: first.kind, id: first.id } : null);
        }
      },
    });
    scene.current = made;
    setReady((n) => n + 1);
    return () => {
      scene.current = null;
      made.stop();
    };
  }, [pictures, live, tileUrl]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scene needs the selection too
  useEffect(() => {
    scene.current?.select(selection);
    scene.current?.fit(selection, true);
    setTrace(null);
  }, [selection, ready]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scene needs the layers too
  useEffect(() => {
    for (const [name, visible] of address.layers) scene.current?.setVisible(name, visible);
  }, [address.layers, ready]);
  useRevealPoint(selection, (lat, lon) => scene.current?.lookAt(lat, lon, 18));
  useEffect(() => scene.current?.highlight(trace?.branches ?? []), [trace]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scene needs the picture too
  useEffect(() => scene.current?.explain(picture.evidence), [picture.evidence, ready]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scene needs the plan too
  useEffect(() => {
    const plan = picture.plan?.plan;
    scene.current?.tryOut(
      plan ? { branches: plan.branches, steps: plan.steps.map(({ device, to }) => ({ device: device.id, to })) } : null,
    );
  }, [picture.plan, ready]);

  const fitView = () => scene.current?.fit(selection, false);
  const traceFrom =
    selection?.kind === 'device'
      ? selection.id
      : selection?.kind === 'outage'
        ? live.store.get('outage', selection.id)?.device.id
        : undefined;
  const ask = (direction: 'up' | 'down') => {
    if (traceFrom === undefined) return false;
    setTrace((old) => (old?.direction === direction && old.from === traceFrom ? null : { from: traceFrom, direction, branches: [] }));
    return true;
  };
  useKeys([
    { keys: 'f', label: t('fitKey'), run: () => void fitView() },
    { keys: 't', label: t('traceDown'), run: () => ask('down') },
    { keys: 'Shift T', label: t('traceUp'), run: () => ask('up') },
  ]);

  return (
    <section className="map" aria-label={t('map')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the map */}
      <div className="map-box" ref={box} role="application" tabIndex={0} aria-label={t('mapHint')} />
      {pictures.state === 'loading' && <p className="map-note">{t('loading')}</p>}
      {pictures.state === 'failed' && (
        <div className="map-note" role="alert">
          {t('failed', { message: word('refusal', pictures.code) })} <Button onPress={pictures.again}>{t('again')}</Button>
        </div>
      )}
      <MapTools
        layers={address.layers}
        onLayer={address.toggle}
        onZoom={(by) => scene.current?.map.zoomIn(by, { animate: true })}
        onFit={fitView}
      />
      <AllOn />
      {trace && <TraceNote trace={trace} onBranches={(branches) => setTrace({ ...trace, branches })} onClose={() => setTrace(null)} />}
      {picture.plan && !trace && <PlanNote {...picture.plan} onClose={() => showPlan(null)} />}
      <Legend />
      {hover && !picking && <HoverCard pointed={hover} />}
      {picking && (
        <PickList
          pointed={picking}
          onClose={() => setPicking(null)}
          onPick={(hit) => {
            setPicking(null);
            select({ kind: hit.kind, id: hit.id });
          }}
        />
      )}
      <Attribution text={live.configuration.attribution} />
    </section>
  );
}
