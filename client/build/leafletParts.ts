/** Of the map library only what moves a map: no markers, popups, controls and vector renderers, a third of its size. */

import type { Plugin } from 'vite';

const ID = '\0leaflet-parts';

/** A page that needs more of the library adds its export here; the build names what is missing. */
const PARTS = `
export { Map, map } from 'leaflet/src/map/index.js';
export { tileLayer } from 'leaflet/src/layer/tile/TileLayer.js';
export * as DomUtil from 'leaflet/src/dom/DomUtil.js';
`;

export function leafletParts(): Plugin {
  return {
    name: 'leaflet-parts',
    enforce: 'pre',
    resolveId: (source) => (source === 'leaflet' ? ID : undefined),
    load: (id) => (id === ID ? PARTS : undefined),
  };
}
