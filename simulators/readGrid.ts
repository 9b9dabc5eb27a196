/** Reads a native network file (`relight-network/1`, plain or gzip) into the simulator's own typed arrays. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { NETWORK_FORMAT } from '../shared/network.ts';
import { isRow, numberOf, type Row, rowsOf, textOf, yes } from './fields.ts';
import { ABC, type Grid, LINE, SWITCH, SWITCH_KINDS, TRANSFORMER } from './grid.ts';

export type GridReading = { readonly ok: true; readonly grid: Grid } | { readonly ok: false; readonly message: string };

/** Never throws: a file that is missing, damaged or not a network is a sentence that says so. */
export function readGridFile(path: string): GridReading {
  try {
    const bytes = readFileSync(path);
    const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
    return readGrid(JSON.parse(text));
  } catch (error) {
    return { ok: false, message: `cannot read network ${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Branches and service points whose ends are unknown are an error: the true world must be whole. */
export function readGrid(file: unknown): GridReading {
  if (!isRow(file) || file.format !== NETWORK_FORMAT) return { ok: false, message: `not a ${NETWORK_FORMAT} file` };
  const nodes = rowsOf(file, 'nodes');
  const branches = rowsOf(file, 'branches');
  const points = rowsOf(file, 'servicePoints');
  const nodeIds = nodes.map((row) => textOf(row, 'id') ?? '');
  const nodeOf = new Map(nodeIds.map((id, i) => [id, i]));
  const branchIds = branches.map((row) => textOf(row, 'id') ?? '');
  const branchOf = new Map(branchIds.map((id, i) => [id, i]));
  const substations = rowsOf(file, 'substations');
  const substationOf = new Map(substations.map((row, i) => [textOf(row, 'id') ?? '', i]));

  const endOf = (row: Row, name: string): number => nodeOf.get(textOf(row, name) ?? '') ?? -1;
  const from = Int32Array.from(branches, (row) => endOf(row, 'from'));
  const to = Int32Array.from(branches, (row) => endOf(row, 'to'));
  const pointNode = Int32Array.from(points, (row) => endOf(row, 'node'));
  const loose = from.indexOf(-1) >= 0 || to.indexOf(-1) >= 0 || pointNode.indexOf(-1) >= 0;
  if (loose) return { ok: false, message: 'a branch or service point names a node that is not in the file' };

  const pointAlternate = Int32Array.from(points, (row) => {
    const supply = rowsOf(row, 'supplies').find((one) => textOf(one, 'transfer') === 'automatic');
    return supply ? endOf(supply, 'node') : -1;
  });
  const maps = readPhaseMaps(branches);
  const edges = groupByNode(nodes.length, [from, to]);
  const pointsAt = groupByNode(nodes.length, [pointNode, pointAlternate]);
  return {
    ok: true,
    grid: {
      name: textOf(file, 'name') ?? 'network',
      nodeIds,
      nodeLon: Float64Array.from(nodes, (row) => numberOf(row, 'lon') ?? Number.NaN),
      nodeLat: Float64Array.from(nodes, (row) => numberOf(row, 'lat') ?? Number.NaN),
      branchIds,
      from,
      to,
      kind: Uint8Array.from(branches, (row) => (row.kind === 'switch' ? SWITCH : row.kind === 'transformer' ? TRANSFORMER : LINE)),
      switchKind: Uint8Array.from(branches, (row) =>
        Math.max(
          0,
          SWITCH_KINDS.findIndex((kind) => kind !== '' && kind === row.switchKind),
        ),
      ),
      phases: Uint8Array.from(branches, phasesOf),
      normallyOpen: Uint8Array.from(branches, (row) => Number(yes(row, 'normallyOpen'))),
      telemetered: Uint8Array.from(branches, (row) => Number(yes(row, 'telemetered'))),
      ratingKva: Float64Array.from(branches, (row) => numberOf(row, 'ratingKva') ?? 0),
      nominalKv: Float64Array.from(branches, (row) => numberOf(row, 'nominalKv') ?? 0),
      ...maps,
      firstEdge: edges.first,
      edges: edges.items,
      pointIds: points.map((row) => textOf(row, 'id') ?? ''),
      pointNode,
      pointAlternate,
      pointPhases: Uint8Array.from(points, phasesOf),
      customers: Int32Array.from(points, (row) => Math.max(0, numberOf(row, 'customers') ?? 1)),
      pointKva: Float64Array.from(points, (row) => numberOf(row, 'kva') ?? 0),
      addresses: points.map((row) => textOf(row, 'address') ?? ''),
      firstPoint: pointsAt.first,
      points: pointsAt.items,
      sources: rowsOf(file, 'sources').map((row) => ({
        node: endOf(row, 'node'),
        phases: phasesOf(row),
        substation: substationOf.get(textOf(row, 'substation') ?? '') ?? -1,
      })),
      substations: substations.map((row, i) => ({
        id: textOf(row, 'id') ?? `substation-${i}`,
        area: textOf(row, 'area') ?? '',
        lon: position(row, 'lon'),
        lat: position(row, 'lat'),
      })),
      feeders: rowsOf(file, 'feeders').map((row, i) => ({
        id: textOf(row, 'id') ?? `feeder-${i}`,
        head: branchOf.get(textOf(row, 'head') ?? '') ?? -1,
        substation: substationOf.get(textOf(row, 'substation') ?? '') ?? -1,
      })),
      areas: rowsOf(file, 'areas').map((row, i) => ({
        id: textOf(row, 'id') ?? `area-${i}`,
        level: textOf(row, 'level') ?? '',
        ...centre(row),
      })),
    },
  };
}

const position = (row: Row, name: string): number => numberOf(row, name) ?? Number.NaN;

const letters = (text: string): number => (text.includes('A') ? 1 : 0) | (text.includes('B') ? 2 : 0) | (text.includes('C') ? 4 : 0);

const phasesOf = (row: Row): number => letters(textOf(row, 'phases') ?? 'ABC') || ABC;

function centre(row: Row): { lon: number; lat: number } {
  const corners = Array.isArray(row.polygon) ? row.polygon.filter(Array.isArray) : [];
  const mean = (axis: number): number => corners.reduce((sum, corner) => sum + Number(corner[axis]), 0) / corners.length;
  return { lon: mean(0), lat: mean(1) };
}

/** A key of a map needs all its letters live to feed its value; back, the value feeds the key. */
function readPhaseMaps(branches: readonly Row[]): { mapOf: Int32Array; phaseMaps: Uint8Array } {
  const mapOf = new Int32Array(branches.length).fill(-1);
  const tables: number[] = [];
  branches.forEach((row, i) => {
    if (!isRow(row.phaseMap)) return;
    const pairs = Object.entries(row.phaseMap).map(([key, value]) => [letters(key), letters(String(value))] as const);
    mapOf[i] = tables.length / 16;
    for (const way of [0, 1] as const) {
      for (let set = 0; set < 8; set++) {
        tables.push(pairs.reduce((sum, pair) => ((set & pair[way]) === pair[way] ? sum | pair[1 - way]! : sum), 0));
      }
    }
  });
  return { mapOf, phaseMaps: Uint8Array.from(tables) };
}

function groupByNode(nodes: number, columns: readonly Int32Array[]): { first: Int32Array; items: Int32Array } {
  const first = new Int32Array(nodes + 1);
  for (const column of columns) for (const node of column) if (node >= 0) first[node + 1]! += 1;
  for (let i = 0; i < nodes; i++) first[i + 1]! += first[i]!;
  const next = first.slice();
  const items = new Int32Array(first[nodes]!);
  for (const column of columns) {
    column.forEach((node, i) => {
      if (node < 0) return;
      items[next[node]!] = i;
      next[node]! += 1;
    });
  }
  return { first, items };
}
