/** Our own canvases in a Leaflet map, one a layer: moved while dragging, drawn again at the end, at most once a frame. */

import { DomUtil, type Map as LeafletMap, type ZoomAnimEvent } from 'leaflet';
import { type Origin, UNIT_ZOOM } from './mercator.ts';
import type { Layer, View } from './view.ts';

export type CanvasStack = {
  /** Draws one layer, or all, before the next picture. */
  redraw(name?: string): void;
  /** Null until the map has a place to show. */
  view(): View | null;
  setVisible(name: string, visible: boolean): void;
  stop(): void;
};

/** Share of the size drawn beyond each edge, so that a drag does not uncover bare ground at once. */
const MARGIN = 0.12;
const FINEST = 2;

export function createCanvasStack(map: LeafletMap, origin: Origin, layers: readonly Layer[]): CanvasStack {
  const holder = DomUtil.create('div', 'map-canvases leaflet-zoom-animated', map.getPane('overlayPane'));
  const canvases = layers.map((layer) => {
    const canvas = DomUtil.create('canvas', 'map-canvas', holder);
    return { layer, canvas, context: canvas.getContext('2d'), dirty: true, visible: true };
  });
  let view: View | null = null;
  let frame = 0;
  let topLeft = map.getBounds().getNorthWest();

  function place() {
    const size = map.getSize();
    const margin = size.multiplyBy(MARGIN).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1));
    topLeft = map.layerPointToLatLng(corner);
    DomUtil.setPosition(holder, corner);
    holder.style.transformOrigin = '0 0';
    const width = size.x + 2 * margin.x;
    const height = size.y + 2 * margin.y;
    const ratio = Math.min(FINEST, window.devicePixelRatio || 1);
    for (const { canvas } of canvases) {
      const wide = Math.round(width * ratio);
      const high = Math.round(height * ratio);
      if (canvas.width !== wide || canvas.height !== high) {
        canvas.width = wide;
        canvas.height = high;
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
    }
    const zoom = map.getZoom();
    const scale = 2 ** (zoom - UNIT_ZOOM);
    const world = map.getPixelBounds().min;
    if (!world) return;
    const shiftX = origin.x * scale - (world.x - margin.x);
    const shiftY = origin.y * scale - (world.y - margin.y);
    view = {
      zoom,
      scale,
      shiftX,
      shiftY,
      width,
      height,
      box: [-shiftX / scale, -shiftY / scale, (width - shiftX) / scale, (height - shiftY) / scale],
    };
  }

  function paint() {
    frame = 0;
    if (!view) return;
    const ratio = Math.min(FINEST, window.devicePixelRatio || 1);
    for (const each of canvases) {
      if (!each.dirty || !each.visible || !each.context) continue;
      each.dirty = false;
      each.context.setTransform(ratio, 0, 0, ratio, 0, 0);
      each.context.clearRect(0, 0, view.width, view.height);
      each.context.save();
      each.layer.paint(each.context, view);
      each.context.restore();
    }
  }

  function redraw(name?: string) {
    for (const each of canvases) if (name === undefined || each.layer.name === name) each.dirty = true;
    if (frame === 0) frame = requestAnimationFrame(paint);
  }

  function renew() {
    place();
    redraw();
    // Not a frame later: at the end of a zoom the old picture would flash at the wrong place.
    cancelAnimationFrame(frame);
    paint();
  }

  function animate({ center, zoom }: ZoomAnimEvent) {
    const middle = map.project(center, zoom).subtract(map.getSize().divideBy(2));
    const offset = map
      .project(topLeft, zoom)
      .subtract(middle)
      .subtract(DomUtil.getPosition(map.getPane('mapPane') ?? holder));
    DomUtil.setTransform(holder, offset.round(), map.getZoomScale(zoom, view?.zoom ?? zoom));
  }

  map.on('moveend zoomend viewreset resize', renew);
  map.on('zoomanim', animate);
  renew();

  return {
    redraw,
    view: () => view,
    setVisible(name, visible) {
      for (const each of canvases) {
        if (each.layer.name !== name || each.visible === visible) continue;
        each.visible = visible;
        each.canvas.hidden = !visible;
        if (visible) redraw(name);
      }
    },
    stop() {
      cancelAnimationFrame(frame);
      map.off('moveend zoomend viewreset resize', renew);
      map.off('zoomanim', animate);
      holder.remove();
    },
  };
}
