/** Fourteen real feeders, imported, written as native files, read back and traced: every answer that is certain must match. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCim } from '../../../../server/adapters/importers/cim/importCim.ts';
import { importOpenDss } from '../../../../server/adapters/importers/opendss/importOpenDss.ts';
import { compileNetwork } from '../../../../server/domain/network/compile.ts';
import { createLiveEnergisation, type LiveEnergisation } from '../../../../server/domain/network/liveEnergisation.ts';
import type { Network } from '../../../../server/domain/network/network.ts';
import { readNetworkFile } from '../../../../server/domain/network/readNetworkFile.ts';
import { OFF, PARTIAL } from '../../../../server/domain/network/supply.ts';
import { judgeImport } from '../../../../server/importReport.ts';
import { traceNetwork } from '../../../../server/traceResult.ts';
import { dataFolder, oracleFolder, withoutData } from '../../../support/sharedFolders.ts';
import { hashOf, type NameSet, type Opening, readBranchTable, readLoadTable, readOracle } from '../../../support/traceOracle.ts';

const FEEDERS = [
  'CIM_IEEE13',
  'CIM_IEEE37',
  'Civanlar',
  'IEEE123',
  'IEEE123_switches',
  'IEEE13',
  'IEEE34',
  'IEEE37',
  'IEEE8500',
  'IEEE8500_unbal',
  'J1',
  'LVTestCase',
  'ONM_IEEE13',
  'ckt5',
];

const ready = dataFolder !== null && oracleFolder !== null && existsSync(join(oracleFolder, 'trace'));
const bare = (name: string): string => name.slice(name.indexOf('.') + 1);

function nativeOf(feeder: string, file: string) {
  const path = join(dataFolder ?? '', file);
  const imported = feeder.startsWith('CIM') ? importCim([path]) : importOpenDss([path]);
  const { report, file: native } = judgeImport(imported, false);
  // Through text and back, as the commands do: the native format must carry everything.
  const read = readNetworkFile(JSON.parse(JSON.stringify(native)));
  const compiled = read.file && compileNetwork(read.file, 'hash');
  if (!compiled?.network) throw new Error(JSON.stringify(report));
  return { report, network: compiled.network };
}

function namesOf(live: LiveEnergisation, state: number): string[] {
  const { ids, sourceNames } = live.network.servicePoints;
  return [...live.states.keys()].filter((point) => live.states[point] === state).map((point) => bare(sourceNames[point] ?? ids[point]!));
}

function summary(live: LiveEnergisation, state: number): NameSet {
  const { customers } = live.network.servicePoints;
  const names = namesOf(live, state);
  const sum = [...live.states.keys()]
    .filter((point) => live.states[point] === state)
    .reduce((total, point) => total + customers[point]!, 0);
  return { count: names.length, customers: sum, sha256: hashOf(names) };
}

const plain = ({ count, customers, sha256 }: NameSet): NameSet => ({ count, customers, sha256 });

describe.skipIf(!ready)(`trace oracles (${ready ? 'real feeders' : withoutData})`, () => {
  describe.each(FEEDERS)('%s', (feeder) => {
    const oracle = ready ? readOracle(oracleFolder ?? '', feeder) : null;
    const { report, network } = oracle ? nativeOf(feeder, oracle.file) : { report: null, network: null };
    const given = (): { readonly network: Network; readonly live: LiveEnergisation; readonly branch: (name: string) => number } => {
      if (!network) throw new Error(withoutData);
      const names = new Map(network.branches.ids.map((id, b) => [network.branches.sourceNames[b] ?? id, b]));
      return { network, live: createLiveEnergisation(network), branch: (name) => names.get(name) ?? Number.NaN };
    };

    it('is as large as the reference says, every element with its name', () => {
      const { branch } = given();
      expect(report).toMatchObject({
        nodes: oracle?.counts.buses,
        servicePoints: oracle?.counts.loads,
        customers: oracle?.counts.customers,
        transformers: (oracle?.counts.transformer ?? 0) + (oracle?.counts.regulator ?? 0),
        energised: oracle?.as_given.energised_buses,
        energisedServicePoints: oracle?.as_given.energised_loads.count,
        islands: oracle?.as_given.islands,
        loops: oracle?.as_given.independent_loops,
        errors: [],
      });
      if (oracle?.counts.buses_with_coordinates !== undefined) expect(report?.located).toBe(oracle.counts.buses_with_coordinates);
      for (const row of readBranchTable(oracleFolder ?? '', feeder)) expect(branch(row.branch), row.branch).not.toBeNaN();
    });

    it('knows every load with its bus, phases and customers', () => {
      const { network: compiled } = given();
      const { servicePoints: points, nodes } = compiled;
      const digits = ['', '1', '2', '1,2', '3', '1,3', '2,3', '1,2,3'];
      const found = points.ids.map((id, p) =>
        [bare(points.sourceNames[p] ?? id), digits[points.phases[p]!], points.customers[p]].join(' '),
      );
      const expected = readLoadTable(oracleFolder ?? '', feeder).map(({ load, phases, customers }) =>
        [load, phases.replace('11', '1').replace('12', '2'), customers].join(' '),
      );
      expect(found.sort()).toEqual(expected.sort());
      expect(nodes.count).toBeGreaterThanOrEqual(oracle?.counts.buses ?? 0);
    });

    it('stands as given: supplied, partly supplied and dark loads, open and disabled branches', () => {
      const { live, branch, network: compiled } = given();
      expect(summary(live, 0)).toEqual(plain(oracle!.as_given.energised_loads));
      expect(summary(live, PARTIAL)).toEqual(plain(oracle!.as_given.partly_energised_loads));
      expect(summary(live, OFF)).toEqual(plain(oracle!.as_given.dark_loads));
      const open = compiled.branches.ids.filter((_, b) => compiled.branches.normallyOpen[b]);
      expect(open.length).toBe(oracle!.open_or_disabled_branches.length);
      for (const each of oracle!.open_or_disabled_branches)
        expect(compiled.branches.normallyOpen[branch(each.branch)], each.branch).toBe(1);
    });

    it('[N7, N22] each chosen opening darkens exactly whom the reference says', () => {
      const { live, branch } = given();
      const check = (opening: Opening, phases: number): void => {
        const b = branch(opening.branch);
        const before = live.positions.open[b]!;
        live.setOpen(b, before | phases);
        expect(summary(live, OFF), opening.branch).toEqual(plain(opening.dark));
        if (opening.partial) expect(summary(live, PARTIAL), opening.branch).toEqual(plain(opening.partial));
        live.setOpen(b, before);
      };
      for (const opening of oracle!.openings) if (opening.certain) check(opening, 7);
      for (const opening of oracle!.phase_a_openings) if (opening.certain) check(opening, 1);
    });

    it('every branch of the table, one by one', () => {
      const { live, branch, network: compiled } = given();
      const points = compiled.servicePoints;
      const nameOf = (point: number): string => bare(points.sourceNames[point] ?? points.ids[point]!);
      const wrong: string[] = [];
      for (const row of readBranchTable(oracleFolder ?? '', feeder)) {
        if (!row.certain) continue;
        const b = branch(row.branch);
        const before = live.positions.open[b]!;
        const changed = [...live.setOpen(b, 7).servicePoints];
        // Nobody is dark as given, so who is dark now is among those that changed.
        const dark = changed.filter((point) => live.states[point] === OFF);
        const customers = dark.reduce((sum, point) => sum + points.customers[point]!, 0);
        const partial = changed.filter((point) => live.states[point] === PARTIAL).length;
        const same = dark.length === row.count && customers === row.customers && partial === row.partial;
        if (!same || !hashOf(dark.map(nameOf)).startsWith(row.sha16)) wrong.push(row.branch);
        live.setOpen(b, before);
      }
      expect(wrong).toEqual([]);
    });

    it('the trace of the command line gives the same', () => {
      const { network: compiled, branch } = given();
      const opening = oracle!.openings.find((each) => each.certain && each.dark.count > 0);
      if (!opening) return;
      const nameOf = (point: number): string => bare(compiled.servicePoints.sourceNames[point] ?? compiled.servicePoints.ids[point]!);
      const result = traceNetwork(compiled, { open: [branch(opening.branch)], close: [], phases: 7, nameOf });
      expect({ dark: result.servicePoints.dark, hash: result.darkHash }).toEqual({ dark: opening.dark.count, hash: opening.dark.sha256 });
    });
  });
});
