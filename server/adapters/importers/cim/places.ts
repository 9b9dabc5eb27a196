/** Finds where the nodes of a CIM model lie, from the position points of the equipment at them. */

import { type Length, layOnGlobe, type Place } from '../planeCoordinates.ts';
import type { CimObject } from './readRdf.ts';
import { numberIn, type Wiring } from './wiring.ts';

type Point = readonly [x: number, y: number];

const DEGREES = /EPSG:+(.*:)?4326|WGS ?84|CRS84/i;

function pointsByLocation(wiring: Wiring): Map<string, Point[]> {
  const points = new Map<string, { readonly order: number; readonly point: Point }[]>();
  for (const object of wiring.all) {
    if (object.className !== 'PositionPoint') continue;
    const location = object.values.get('PositionPoint.Location') ?? '';
    const x = numberIn(object, 'PositionPoint.xPosition');
    const y = numberIn(object, 'PositionPoint.yPosition');
    if (x === null || y === null) continue;
    const list = points.get(location) ?? [];
    list.push({ order: numberIn(object, 'PositionPoint.sequenceNumber') ?? list.length, point: [x, y] });
    points.set(location, list);
  }
  return new Map([...points].map(([location, list]) => [location, list.sort((a, b) => a.order - b.order).map(({ point }) => point)]));
}

/** Degrees of each node that any located equipment touches; a plane grid is laid round 0, 0. */
export function placesOf(wiring: Wiring): ReadonlyMap<string, Place> {
  const byLocation = pointsByLocation(wiring);
  const ofNode = new Map<string, Point>();
  const lines: { readonly object: CimObject; readonly nodes: readonly string[] }[] = [];
  for (const object of wiring.all) {
    const nodes = wiring.nodesOf(object.id);
    const points = byLocation.get(object.values.get('PowerSystemResource.Location') ?? '');
    if (nodes.length === 2 && object.values.has('Conductor.length')) lines.push({ object, nodes });
    if (!points || nodes.length === 0) continue;
    nodes.forEach((node, i) => {
      const point = points[i === 0 ? 0 : points.length - nodes.length + i] ?? points[0];
      if (point && !ofNode.has(node)) ofNode.set(node, point);
    });
  }
  const system = wiring.all.find((object) => object.className === 'CoordinateSystem')?.values.get('CoordinateSystem.crsUrn') ?? '';
  const all = [...ofNode];
  if (DEGREES.test(system) && all.every(([, [x, y]]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)) {
    return new Map(all.map(([node, [lon, lat]]) => [node, { lon, lat }]));
  }
  const lengths: Length[] = [];
  for (const { object, nodes } of lines) {
    const from = ofNode.get(nodes[0] ?? '');
    const to = ofNode.get(nodes[1] ?? '');
    if (from && to) lengths.push({ from, to, metres: numberIn(object, 'Conductor.length') ?? 0 });
  }
  return layOnGlobe(ofNode, lengths);
}
