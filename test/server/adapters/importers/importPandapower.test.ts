/** pandapower networks: switches in front of line ends, checked against a trace of its own over the raw tables. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ImportStop } from '../../../../server/adapters/importers/limits.ts';
import { importPandapower } from '../../../../server/adapters/importers/pandapower/importPandapower.ts';
import { createLiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import { OFF, ON } from '../../../../server/domain/network/supply.ts';
import { judgeImport } from '../../../../server/importReport.ts';
import { dataFolder, withoutData } from '../../../support/sharedFolders.ts';
import { compiled } from '../../../support/sketch.ts';

const folder = mkdtempSync(join(tmpdir(), 'relight-pandapower-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = Readonly<Record<string, unknown>> & { readonly index: number };

function rawTable(path: string, name: string): Row[] {
  const frame: { columns: string[]; index: number[]; data: unknown[][] } = JSON.parse(
    JSON.parse(readFileSync(path, 'utf8'))._object[name]._object,
  );
  return frame.data.map((row, i) => ({
    index: frame.index[i]!,
    ...Object.fromEntries(frame.columns.map((column, c) => [column, row[c]])),
  }));
}

/** Loads without a way to a feeding point, straight from the tables, by joining sets of buses. */
function darkLoads(path: string, opened: string): string[] {
  const up = new Map<number, number>();
  const root = (bus: number): number => (up.has(bus) ? root(up.get(bus)!) : bus);
  const join = (a: number, b: number): void => {
    if (root(a) !== root(b)) up.set(root(a), root(b));
  };
  const cut = new Set(
    rawTable(path, 'switch')
      .filter((row) => row.closed === false || `switch.${row.index}` === opened)
      .map((row) => `${row.et}${row.element}`),
  );
  for (const row of rawTable(path, 'line')) {
    if (row.in_service && !cut.has(`l${row.index}`) && opened !== `line.${row.index}`) join(Number(row.from_bus), Number(row.to_bus));
  }
  for (const row of rawTable(path, 'trafo')) {
    if (row.in_service && !cut.has(`t${row.index}`) && opened !== `trafo.${row.index}`) join(Number(row.hv_bus), Number(row.lv_bus));
  }
  const fed = new Set(rawTable(path, 'ext_grid').map((row) => root(Number(row.bus))));
  return rawTable(path, 'load')
    .filter((row) => row.in_service && !fed.has(root(Number(row.bus))))
    .map((row) => `load.${row.index}`)
    .sort();
}

describe.skipIf(dataFolder === null)(`pandapower networks (${dataFolder === null ? withoutData : 'mv_oberrhein'})`, () => {
  it.each([
    ['mv_oberrhein.json', { servicePoints: 147, switches: 322, lines: 181, transformers: 2 }],
    ['mv_oberrhein_substations.json', { servicePoints: 147, switches: 322, lines: 181, transformers: 143 }],
  ])('%s comes whole, located, supplied, and every opening darkens whom the tables say', (name, expected) => {
    const path = join(dataFolder ?? '', 'pandapower-nets', name);
    const { report, file } = judgeImport(importPandapower([path]), false);
    expect(report).toMatchObject({ ...expected, customers: 147, located: report.nodes, loops: 0, errors: [] });
    if (!file) throw new Error('refused');
    const network = compiled(file);
    const live = createLiveEnergisation(network);
    expect(file.branches.filter((branch) => branch.normallyOpen)).toHaveLength(6);
    const dark = (): string[] => network.servicePoints.ids.filter((_, point) => live.states[point] === OFF).sort();
    expect(live.states.every((state) => state === ON)).toBe(true);
    for (const branch of file.branches.filter((_, i) => i % 7 === 0)) {
      const b = network.branchIndex.get(branch.id)!;
      live.setOpen(b, 7);
      expect(dark(), branch.id).toEqual(darkLoads(path, branch.id));
      live.setOpen(b, branch.normallyOpen ? 7 : 0);
    }
  });
});

describe('pandapower import', () => {
  const frame = (columns: string[], ...data: unknown[][]) => ({
    _object: JSON.stringify({ columns, index: data.map((_, i) => i + 3), data }),
  });
  const written = (content: string): string => {
    const path = join(folder, 'net.json');
    writeFileSync(path, content);
    return path;
  };

  it('names things by table and index, and puts a switch between a bus and a line end', () => {
    const tables = {
      bus: frame(['name', 'vn_kv'], ['A', 20], ['B', 20]),
      line: frame(['from_bus', 'to_bus', 'max_i_ka'], [3, 4, 0.2]),
      switch: frame(['bus', 'element', 'et', 'type', 'closed'], [4, 3, 'l', 'CB', false]),
      ext_grid: frame(['bus'], [3]),
      load: frame(['bus', 'p_mw'], [4, 0.1]),
    };
    const { file } = importPandapower([written(JSON.stringify({ _object: tables }))]);
    expect(file?.branches).toMatchObject([
      { id: 'switch.3', kind: 'switch', switchKind: 'breaker', from: 'bus.4', to: 'bus.4/switch.3', normallyOpen: true },
      { id: 'line.3', kind: 'line', from: 'bus.3', to: 'bus.4/switch.3', ratingKva: 6928 },
    ]);
    expect(file?.servicePoints).toMatchObject([{ id: 'load.3', node: 'bus.4', customers: 1, kva: 100 }]);
  });

  it.each([
    ['{', 'json-parse'],
    ['{"_object":{"line":{}}}', 'schema-unknown'],
    ['{"bus":"{"}', 'json-parse'],
  ])('refuses %s as %s', (content, code) => {
    let stop: unknown = null;
    try {
      importPandapower([written(content)]);
    } catch (problem) {
      stop = problem;
    }
    expect(stop instanceof ImportStop && stop.code).toBe(code);
  });
});
