/** Our own canvases in a Leaflet map, one a layer: moved while dragging, drawn again at the end, at most once a frame. */

import { DomUtil, type Map as LeafletMap, type ZoomAnimEvent } from 'leaflet';
import { type Origin, UNIT_ZOOM } from './mercator.ts';
import { type Rectangle, uncovered } from './uncovered.ts';
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
/** Half of the widest line, pixels: what lies this far outside still reaches in. */
const REACH = 10;

const ratioOf = (): number => Math.min(FINEST, window.devicePixelRatio || 1);

function paintPart(context: CanvasRenderingContext2D, layer: Layer, view: View, [x, y, width, height]: Rectangle, ratio: number): void {
  const part: View = {
    ...view,
    box: [
      (x - REACH - view.shiftX) / view.scale,
      (y - REACH - view.shiftY) / view.scale,
      (x + width + REACH - view.shiftX) / view.scale,
      (y + height + REACH - view.shiftY) / view.scale,
    ],
  };
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(x, y, width, height);
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  layer.paint(context, part);
  context.restore();
}

export function createCanvasStack(map: LeafletMap, origin: Origin, layers: readonly Layer[]): CanvasStack {
  const holder = DomUtil.create('div', 'map-canvases leaflet-zoom-animated', map.getPane('overlayPane'));
  const canvases = layers.map((layer) => {
    const canvas = DomUtil.create('canvas', 'map-canvas', holder);
    canvas.dataset.layer = layer.name;
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
    const ratio = ratioOf();
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
    for (const each of canvases) {
      if (!each.dirty || !each.visible || !each.context) continue;
      each.dirty = false;
      paintPart(each.context, each.layer, view, [0, 0, view.width, view.height], ratioOf());
    }
  }

  /** Moves what is painted already and paints the strips that came into view; false when everything has to be painted. */
  function shift(before: View): boolean {
    if (!view || before.zoom !== view.zoom || before.width !== view.width || before.height !== view.height) return false;
    const [dx, dy] = [Math.round(view.shiftX - before.shiftX), Math.round(view.shiftY - before.shiftY)];
    const strips = uncovered(view.width, view.height, dx, dy);
    if (strips === null) return false;
    const ratio = ratioOf();
    for (const each of canvases) {
      if (!each.context || !each.visible) continue;
      if (!each.layer.movable || each.dirty) {
        each.dirty = true;
        continue;
      }
      each.context.setTransform(1, 0, 0, 1, 0, 0);
      each.context.globalCompositeOperation = 'copy';
      each.context.drawImage(each.canvas, dx * ratio, dy * ratio);
      each.context.globalCompositeOperation = 'source-over';
      for (const strip of strips) paintPart(each.context, each.layer, view, strip, ratio);
    }
    return true;
  }

  function redraw(name?: string) {
    for (const each of canvases) if (name === undefined || each.layer.name === name) each.dirty = true;
    if (frame === 0) frame = requestAnimationFrame(paint);
  }

  function renew() {
    const before = view;
    place();
    if (before === null || !shift(before)) redraw();
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
