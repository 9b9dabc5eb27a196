/** The map itself: Leaflet for moving, our canvases for drawing, records for what is drawn. React only gives it a box. */

import { map as createMap, type Map as LeafletMap, tileLayer } from 'leaflet';
import type { Basemap } from '../../../shared/geometryBasemap.ts';
import type { Live } from '../../live/LiveContext.tsx';
import { isInView } from '../../live/openOutages.ts';
import type { Selection } from '../../live/selection.ts';
import { createAreaLayer } from './areaLayer.ts';
import { createBasemapLayers } from './basemapLayer.ts';
import { createCanvasStack } from './canvasStack.ts';
import { createCrewLayer } from './crewLayer.ts';
import { createEvidenceLayer, type EvidencePicture, type PlanPicture } from './evidenceLayer.ts';
import { type Hit, hitsAt } from './hitTest.ts';
import { createLabelLayer } from './labelLayer.ts';
import { createLookBook, type MapNetwork } from './mapNetwork.ts';
import { latOf, lonOf } from './mercator.ts';
import { createAbnormalLayer, createNetworkLayer } from './networkLayer.ts';
import { createOutageLayer } from './outageLayer.ts';
import { createReportLayer } from './reportLayer.ts';
import { type Box, boundsOf, boxOf, planeBox } from './selectionBox.ts';
import { createSelectionLayer } from './selectionLayer.ts';
import { createServicePointLayer } from './servicePointLayer.ts';
import { createSwitchLayer } from './switchLayer.ts';
import { readTokens } from './tokens.ts';

export type Pointed = { readonly hits: readonly Hit[]; readonly x: number; readonly y: number; readonly customers: number | null };

export type SceneOptions = {
  readonly element: HTMLElement;
  readonly live: Live;
  readonly network: MapNetwork;
  readonly basemap: Basemap | null;
  readonly start: { readonly lat: number; readonly lon: number; readonly zoom: number } | null;
  readonly tileUrl: string | null;
  readonly formatNumber: (value: number) => string;
  readonly formatPercent: (share: number) => string;
  onMove(lat: number, lon: number, zoom: number): void;
  onHover(pointed: Pointed | null): void;
  onPress(pointed: Pointed): void;
};

export type MapScene = {
  readonly map: LeafletMap;
  setVisible(layer: string, visible: boolean): void;
  select(selection: Selection | null): void;
  highlight(branches: readonly string[]): void;
  /** What stands behind the selected outage. */
  explain(evidence: EvidencePicture | null): void;
  /** A plan drawn as if it were done, and brought into sight. */
  tryOut(plan: PlanPicture | null): void;
  /** Shows the selection, or everything when there is none. `gently`: only when it is out of sight. */
  fit(selection: Selection | null, gently: boolean): void;
  lookAt(lat: number, lon: number, zoom: number): void;
  stop(): void;
};

const FLASH_MS = 500;
/** Every so many beats what was restored long enough ago leaves the map. */
const FADE_BEATS = 20;
const CLOSEST = 19;
const REDUCED = '(prefers-reduced-motion: reduce)';

export function createMapScene(options: SceneOptions): MapScene {
  const { element, live, network, basemap, start } = options;
  const { store, api } = live;
  let tokens = readTokens();
  const colours = () => tokens;
  const number = () => options.formatNumber;
  const looks = createLookBook(network);

  const map = createMap(element, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    minZoom: 3,
    maxZoom: CLOSEST,
    keyboardPanDelta: 120,
    inertia: false,
    fadeAnimation: false,
    worldCopyJump: false,
  });
  const everything = () => {
    const [west, south, east, north] = live.configuration.bounds ?? boundsOf(network);
    map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { animate: false, padding: [24, 24] },
    );
  };
  if (start) map.setView([start.lat, start.lon], start.zoom, { animate: false });
  else everything();
  if (options.tileUrl) tileLayer(options.tileUrl, { maxZoom: CLOSEST }).addTo(map);

  const areas = createAreaLayer(network, colours);
  const outages = createOutageLayer(network.origin, colours, number);
  const reports = createReportLayer(network.origin, colours, number);
  const crews = createCrewLayer({
    origin: network.origin,
    tokens: colours,
    crews: () => store.table('crew').values(),
    now: live.clock.now,
  });
  const selection = createSelectionLayer(network, colours);
  const evidence = createEvidenceLayer(network, colours);
  const servicePoints = createServicePointLayer({
    network,
    looks,
    tokens: colours,
    fetchTile: (cell) => api.bytes(`/api/v1/network/service-points/${cell}`),
    onArrived: () => stack.redraw('servicePoints'),
  });
  const layers = [
    ...(basemap ? createBasemapLayers(basemap, network.origin, colours) : []),
    areas,
    selection,
    createNetworkLayer(network, colours),
    createAbnormalLayer(network, looks, colours),
    servicePoints,
    createSwitchLayer(network, looks, colours),
    evidence,
    createLabelLayer({ network, basemap, tokens: colours, areas: () => store.table('area'), percent: options.formatPercent }),
    reports,
    crews,
    outages,
  ];

  function readEverything() {
    looks.clear();
    for (const [id, device] of store.table('device')) looks.put(device, id);
    areas.set(store.table('area'));
    setOutages();
    setReports();
  }
  function setOutages() {
    outages.set([...store.table('outage').values()].filter((outage) => isInView(outage, live.clock.now())));
  }
  function setReports() {
    reports.set([...store.table('report').values()]);
  }
  readEverything();
  const stack = createCanvasStack(map, network.origin, layers);

  const stopRecords = store.onChange((change) => {
    if (change.reset) {
      readEverything();
      stack.redraw();
      return;
    }
    const devices = change.ids.get('device');
    if (devices) {
      for (const id of devices) looks.put(store.get('device', id), id);
      stack.redraw('abnormal');
      stack.redraw('switches');
      stack.redraw('servicePoints');
    }
    if (change.ids.has('area')) {
      stack.redraw('areas');
      stack.redraw('labels');
    }
    if (change.ids.has('outage')) {
      setOutages();
      stack.redraw('outages');
    }
    if (change.ids.has('crew')) stack.redraw('crews');
    if (change.ids.has('report')) {
      setReports();
      stack.redraw('reports');
    }
  });

  let phase = true;
  let beats = 0;
  const flash = setInterval(() => {
    beats = (beats + 1) % FADE_BEATS;
    if (beats === 0) {
      setOutages();
      stack.redraw('outages');
    }
    if (!outages.flashing()) return;
    phase = !phase;
    const reduced = matchMedia(REDUCED).matches;
    outages.setPhase(phase, reduced);
    if (!reduced) stack.redraw('outages');
  }, FLASH_MS);

  const recolour = () => {
    tokens = readTokens();
    stack.redraw();
  };
  window.addEventListener('relight-look', recolour);

  function pointed(x: number, y: number): Pointed {
    const view = stack.view();
    if (!view) return { hits: [], x, y, customers: null };
    const shiftX = (view.width - map.getSize().x) / 2;
    const shiftY = (view.height - map.getSize().y) / 2;
    const parts = {
      network,
      looks,
      outages: outages.placed(),
      reports: reports.placed(),
      crews: crews.placed(),
      points: servicePoints.placed(),
    };
    const hits = hitsAt(parts, view, x + shiftX, y + shiftY);
    const first = hits[0];
    const symbol = first?.kind === 'outage' ? outages.placed().find(({ ids }) => ids.includes(first.id)) : undefined;
    return { hits, x, y, customers: symbol?.customers ?? null };
  }

  function show([west, north, east, south]: Box, gently: boolean) {
    const corners: [[number, number], [number, number]] = [
      [latOf(south + network.origin.y), lonOf(west + network.origin.x)],
      [latOf(north + network.origin.y), lonOf(east + network.origin.x)],
    ];
    if (gently && map.getBounds().pad(-0.05).contains(corners)) return;
    map.fitBounds(corners, { animate: false, padding: [60, 60], maxZoom: gently ? Math.max(map.getZoom(), 14) : 16 });
  }

  let hoverFrame = 0;
  map.on('mousemove', ({ containerPoint }) => {
    cancelAnimationFrame(hoverFrame);
    hoverFrame = requestAnimationFrame(() => {
      const found = pointed(containerPoint.x, containerPoint.y);
      element.style.cursor = found.hits.length > 0 ? 'pointer' : '';
      options.onHover(found.hits.length > 0 ? found : null);
    });
  });
  map.on('mouseout movestart', () => {
    cancelAnimationFrame(hoverFrame);
    options.onHover(null);
  });
  map.on('click', ({ containerPoint }) => options.onPress(pointed(containerPoint.x, containerPoint.y)));
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter();
    options.onMove(lat, lng, map.getZoom());
  });
  const resize = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  resize.observe(element);

  return {
    map,
    setVisible: stack.setVisible,
    select(next) {
      outages.select(next?.kind === 'outage' ? next.id : null);
      reports.select(next?.kind === 'report' ? next.id : null);
      crews.select(next?.kind === 'crew' ? next.id : null);
      areas.select(next?.kind === 'area' ? next.id : null);
      servicePoints.select(next?.kind === 'service-point' ? next.id : null);
      const device = next?.kind === 'device' ? next.id : next?.kind === 'outage' ? (store.get('outage', next.id)?.device.id ?? '') : '';
      selection.mark(network.indexOf.get(device) ?? -1);
      const feeder = next?.kind === 'feeder' ? network.geometry.feeders.findIndex(({ id }) => id === next.id) : -2;
      const { feeder: feederOf, count } = network.geometry.branches;
      selection.highlight(
        feeder < 0 ? [] : Array.from({ length: count }, (_, branch) => branch).filter((branch) => feederOf[branch] === feeder),
      );
      for (const name of ['outages', 'reports', 'crews', 'areas', 'servicePoints', 'selection']) stack.redraw(name);
    },
    highlight(branches) {
      selection.highlight(branches.flatMap((id) => network.indexOf.get(id) ?? []));
      stack.redraw('selection');
    },
    explain(picture) {
      evidence.showEvidence(picture);
      stack.redraw('evidence');
    },
    tryOut(plan) {
      evidence.showPlan(plan);
      stack.redraw('evidence');
      const drawn = [...(plan?.branches ?? []), ...(plan?.steps.map(({ device }) => device) ?? [])];
      const box = boxOf(
        network.lines,
        drawn.flatMap((id) => network.indexOf.get(id) ?? []),
      );
      if (box) show(box, true);
    },
    fit(next, gently) {
      const box = next ? planeBox(next, network, store) : null;
      if (box) show(box, gently);
      else if (!gently && !next) everything();
    },
    lookAt: (lat, lon, zoom) => void map.setView([lat, lon], zoom, { animate: false }),
    stop() {
      clearInterval(flash);
      resize.disconnect();
      window.removeEventListener('relight-look', recolour);
      stopRecords();
      stack.stop();
      cancelAnimationFrame(hoverFrame);
      // Leaflet tells of moves a moment later, also when it is gone.
      map.off();
      map.remove();
    },
  };
}
