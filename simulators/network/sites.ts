/** Chooses where substations stand: the real sites, and more where many customers live far from all of them. */

import type { Place } from './cityMap.ts';
import { createFrontier } from './frontier.ts';
import { metres, type Point, units } from './projection.ts';
import type { StreetGraph } from './streetGraph.ts';

export type SiteRules = {
  /** Fixed sites instead of the real ones. */
  readonly fixed: readonly Point[] | null;
  /** Nobody should live further from a substation by street than this … */
  readonly reachM: number;
  /** … but for this share of the customers. */
  readonly beyondShare: number;
};

export type Site = { readonly at: Point; readonly node: number };

/** Two sites of the fixture stand 30 m apart: parts of one substation. */
const SAME_SITE = units(100);
const BLOCK = units(1000);

/** Each site has its own street node. */
export function chooseSites(graph: StreetGraph, places: readonly Place[], weight: Float64Array, rules: SiteRules): Site[] {
  const wanted = rules.fixed ?? apart(places.filter((place) => place.kind === 'substation').map((place) => place.at));
  const sites: Site[] = [];
  const add = (at: Point): void => {
    const node = nearestNode(graph, at);
    if (node >= 0 && !sites.some((site) => site.node === node)) sites.push({ at, node });
  };
  wanted.forEach(add);
  if (rules.fixed) return sites;

  const total = weight.reduce((sum, here) => sum + here, 0);
  for (;;) {
    const away = distances(graph, sites);
    const blocks = new Map<number, { weight: number; node: number }>();
    let beyond = 0;
    weight.forEach((here, node) => {
      if (here === 0 || away[node]! <= rules.reachM) return;
      beyond += here;
      const key = Math.floor(graph.x[node]! / BLOCK) * 4096 + Math.floor(graph.y[node]! / BLOCK);
      const block = blocks.get(key) ?? { weight: 0, node };
      blocks.set(key, { weight: block.weight + here, node: here > weight[block.node]! ? node : block.node });
    });
    const heaviest = [...blocks.values()].sort((a, b) => b.weight - a.weight || a.node - b.node)[0];
    if (!heaviest || beyond <= rules.beyondShare * total) return sites;
    add([graph.x[heaviest.node]!, graph.y[heaviest.node]!]);
  }
}

function apart(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    if (kept.every((other) => Math.hypot(other[0] - point[0], other[1] - point[1]) > SAME_SITE)) kept.push(point);
  }
  return kept;
}

/** -1 in an empty graph. */
export function nearestNode(graph: StreetGraph, [x, y]: Point): number {
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let node = 0; node < graph.count; node++) {
    const distance = (graph.x[node]! - x) ** 2 + (graph.y[node]! - y) ** 2;
    if (distance < bestDistance) {
      best = node;
      bestDistance = distance;
    }
  }
  return best;
}

/** Metres by street from the nearest site. */
function distances(graph: StreetGraph, sites: readonly Site[]): Float64Array {
  const away = new Float64Array(graph.count).fill(Number.POSITIVE_INFINITY);
  const frontier = createFrontier(graph.count);
  for (const site of sites) {
    away[site.node] = metres(Math.hypot(site.at[0] - graph.x[site.node]!, site.at[1] - graph.y[site.node]!));
    frontier.push(site.node, away[site.node]!);
  }
  const settled = new Uint8Array(graph.count);
  for (let node = frontier.pop(); node >= 0; node = frontier.pop()) {
    if (settled[node]) continue;
    settled[node] = 1;
    for (let i = graph.start[node]!; i < graph.start[node + 1]!; i++) {
      const piece = graph.at[i]!;
      const other = graph.pieces.a[piece] === node ? graph.pieces.b[piece]! : graph.pieces.a[piece]!;
      const through = away[node]! + graph.pieces.lengthM[piece]!;
      if (through >= away[other]!) continue;
      away[other] = through;
      frontier.push(other, through);
    }
  }
  return away;
}
