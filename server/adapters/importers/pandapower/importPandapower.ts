/** Imports pandapower networks saved as JSON. */

import { NETWORK_FORMAT, type NetworkBranch, type NetworkFile, type NetworkNode, type SwitchKind } from '../../../../shared/network.ts';
import { createNotes, type Imported, type NoteList } from '../importNotes.ts';
import { createBudget, readWhole } from '../limits.ts';
import { busPlaces, linePath } from './shapes.ts';
import { numberAt, type Row, readTables, type Tables, textAt, trueAt } from './tables.ts';

const KINDS = new Map<string, SwitchKind>([
  ['CB', 'breaker'],
  ['LBS', 'load-break'],
  ['LS', 'load-break'],
  ['DS', 'disconnector'],
]);
/** Tables whose elements a switch can stand in front of, by the letter of its column `et`. */
const ELEMENTS = new Map([
  ['l', 'line'],
  ['t', 'trafo'],
  ['t3', 'trafo3w'],
]);

const bus = (index: number | null): string => `bus.${index ?? 'missing'}`;

type Ends = ReadonlyMap<string, string>;
const endKey = (element: string, busId: string): string => `${element} ${busId}`;

/** A switch in front of a line end stands between the bus and a node of its own, from which the line goes on. */
function placeSwitches(tables: Tables, nodes: NetworkNode[], branches: NetworkBranch[], notes: NoteList): Ends {
  const ends = new Map<string, string>();
  const known = new Map(nodes.map((node) => [node.id, node]));
  const kv = new Map(tables.table('bus').map((row) => [row.index, numberAt(row, 'vn_kv') ?? 0]));
  for (const row of tables.table('switch')) {
    const at = bus(numberAt(row, 'bus'));
    const element = numberAt(row, 'element');
    const type = textAt(row, 'et') ?? '';
    const table = ELEMENTS.get(type);
    if (type !== 'b' && table === undefined) {
      notes.warn('value-enum', `switch.${row.index}: et ${type}`);
      continue;
    }
    let from = at;
    let to = bus(element);
    if (table !== undefined) {
      const key = endKey(`${table}.${element}`, at);
      from = ends.get(key) ?? at;
      to = `${at}/switch.${row.index}`;
      ends.set(key, to);
      const beside = known.get(at);
      nodes.push({ id: to, ...(beside?.lon == null ? {} : { lon: beside.lon, lat: beside.lat }) });
    }
    const rating = Math.sqrt(3) * (kv.get(numberAt(row, 'bus') ?? -1) ?? 0) * (numberAt(row, 'in_ka') ?? 0) * 1000;
    branches.push({
      id: `switch.${row.index}`,
      ...(textAt(row, 'name') === null ? {} : { name: textAt(row, 'name') }),
      kind: 'switch',
      switchKind: KINDS.get(textAt(row, 'type') ?? '') ?? 'disconnector',
      from,
      to,
      normallyOpen: !trueAt(row, 'closed'),
      ...(rating > 0 ? { ratingKva: Math.round(rating) } : {}),
    });
  }
  return ends;
}

/** Lines, transformers and impedances, each at the far side of its switches. */
function placeElements(tables: Tables, ends: Ends, branches: NetworkBranch[], notes: NoteList): void {
  const kv = new Map(tables.table('bus').map((row) => [row.index, numberAt(row, 'vn_kv') ?? 0]));
  const add = (
    table: string,
    row: Row,
    kind: 'line' | 'transformer',
    buses: readonly (number | null)[],
    more: Partial<NetworkBranch>,
  ): void => {
    const id = `${table}.${row.index}`;
    const [from = '', to = '', ...moreEnds] = buses.map((index) => ends.get(endKey(id, bus(index))) ?? bus(index));
    if (!trueAt(row, 'in_service')) notes.outOfService(id);
    branches.push({
      id,
      ...(textAt(row, 'name') === null ? {} : { name: textAt(row, 'name') }),
      kind,
      from,
      to,
      ...(moreEnds.length > 0 ? { moreEnds, cores: ['A', 'B', 'C'].map((phases) => buses.map((_, end) => ({ end, phases }))) } : {}),
      ...(trueAt(row, 'in_service') ? {} : { normallyOpen: true }),
      ...more,
    });
  };
  for (const row of tables.table('line')) {
    const from = numberAt(row, 'from_bus');
    const nominalKv = kv.get(from ?? -1) ?? 0;
    const rating = Math.sqrt(3) * nominalKv * (numberAt(row, 'max_i_ka') ?? 0) * (numberAt(row, 'parallel') ?? 1) * 1000;
    const path = linePath(row);
    add('line', row, 'line', [from, numberAt(row, 'to_bus')], { nominalKv, ratingKva: Math.round(rating), ...(path ? { path } : {}) });
  }
  for (const row of tables.table('impedance')) add('impedance', row, 'line', [numberAt(row, 'from_bus'), numberAt(row, 'to_bus')], {});
  for (const row of tables.table('trafo')) {
    const kva = (numberAt(row, 'sn_mva') ?? 0) * (numberAt(row, 'parallel') ?? 1) * 1000;
    add('trafo', row, 'transformer', [numberAt(row, 'hv_bus'), numberAt(row, 'lv_bus')], { ratingKva: kva });
  }
  for (const row of tables.table('trafo3w')) {
    const kva = (numberAt(row, 'sn_hv_mva') ?? 0) * 1000;
    add('trafo3w', row, 'transformer', [numberAt(row, 'hv_bus'), numberAt(row, 'mv_bus'), numberAt(row, 'lv_bus')], { ratingKva: kva });
  }
}

function buildNetwork(tables: Tables, notes: NoteList): NetworkFile {
  const places = busPlaces(tables);
  const nodes: NetworkNode[] = tables.table('bus').map((row) => ({
    id: bus(row.index),
    ...(textAt(row, 'name') === null ? {} : { name: textAt(row, 'name') }),
    ...places.get(String(row.index)),
  }));
  const branches: NetworkBranch[] = [];
  const ends = placeSwitches(tables, nodes, branches, notes);
  placeElements(tables, ends, branches, notes);
  const sources = tables
    .table('ext_grid')
    .filter((row) => trueAt(row, 'in_service'))
    .map((row) => ({ node: bus(numberAt(row, 'bus')) }));
  const loads = [
    ...tables.table('load').map((row) => ({ row, table: 'load' })),
    ...tables.table('asymmetric_load').map((row) => ({ row, table: 'asymmetric_load' })),
  ];
  if (branches.length === 0) notes.fail('model-empty', 'the network has no lines, switches or transformers');
  const atSource = new Set(sources.map((source) => source.node));
  const heads = branches.filter((branch) => atSource.has(branch.from) !== atSource.has(branch.to) && !branch.normallyOpen);
  return {
    format: NETWORK_FORMAT,
    name: tables.name ?? 'pandapower',
    feeders: heads.map((head) => ({ id: `feeder ${head.id}`, name: head.name ?? head.id, head: head.id })),
    sources,
    nodes,
    branches,
    servicePoints: loads
      .filter(({ row }) => trueAt(row, 'in_service'))
      .map(({ row, table }) => {
        const mva = numberAt(row, 'sn_mva') ?? numberAt(row, 'p_mw') ?? 0;
        return {
          id: `${table}.${row.index}`,
          ...(textAt(row, 'name') === null ? {} : { name: textAt(row, 'name') }),
          node: bus(numberAt(row, 'bus')),
          phases: 'ABC',
          customers: 1,
          kva: Math.max(0, mva * 1000),
        };
      }),
  };
}

/** Throws ImportStop when the file is no pandapower network or too large. */
export function importPandapower(files: readonly string[]): Imported {
  const notes = createNotes();
  const [path = ''] = files;
  for (const other of files.slice(1)) notes.fail('parameter', `${other}: a pandapower network is one file`);
  const tables = readTables(readWhole(path, createBudget()).toString('utf8'), path);
  const network = buildNetwork(tables, notes);
  return notes.finish(() => network);
}
