/** OpenDSS scripts and their traps, in small scripts made for the purpose. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ImportStop } from '../../../../server/adapters/importers/limits.ts';
import { importOpenDss } from '../../../../server/adapters/importers/opendss/importOpenDss.ts';
import { items, numberOf, parameters } from '../../../../server/adapters/importers/opendss/tokens.ts';

const root = mkdtempSync(join(tmpdir(), 'relight-opendss-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let cases = 0;

/** Writes scripts into a folder of their own and imports the first. */
function imported(scripts: Readonly<Record<string, string>>, prepare: (folder: string) => void = () => undefined) {
  cases += 1;
  const folder = join(root, `${cases}`, 'feeder');
  for (const [name, text] of Object.entries(scripts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  prepare(folder);
  const result = importOpenDss([join(folder, Object.keys(scripts)[0]!)]);
  if (!result.file) throw new Error(JSON.stringify(result.errors));
  const branches = new Map(result.file.branches.map((branch) => [branch.id, branch]));
  return { ...result, file: result.file, branch: (id: string) => branches.get(id), codes: result.warnings.map((note) => note.code) };
}

const master = (lines: string): { 'master.dss': string } => ({ 'master.dss': `Clear\nNew Circuit.Test bus1=src\n${lines}\n` });

describe('tokens of a script', () => {
  it('takes names, bare values, brackets, blanks round the sign and comments apart', () => {
    expect(parameters('New Line.L1 bus1 = a.1.2  "linecode"=x y=[1 2, 3] z=(8 1000 /) !rest')).toEqual([
      { name: null, value: 'New' },
      { name: null, value: 'Line.L1' },
      { name: 'bus1', value: 'a.1.2' },
      { name: 'linecode', value: 'x' },
      { name: 'y', value: '1 2, 3' },
      { name: 'z', value: '8 1000 /' },
    ]);
    expect(parameters("a='b // c' // d")).toEqual([{ name: 'a', value: 'b // c' }]);
    expect(items('650.1, RG60.1')).toEqual(['650.1', 'RG60.1']);
  });

  it('computes reverse Polish notation', () => {
    expect(numberOf('8 1000 /')).toBe(0.008);
    expect(numberOf('1.051 0.88 0.001 3 * - - 115 12.47 / sqr *')).toBeCloseTo((1.051 - (0.88 - 0.003)) * (115 / 12.47) ** 2, 9);
    expect(numberOf('abc')).toBeNull();
  });
});

describe('OpenDSS import', () => {
  it('names are class and name in lower case, whatever the script writes', () => {
    const { file } = imported(master('New LINE.L1 Bus1=SRC Bus2=B\nnew load.House_1 bus=b numcust=4'));
    expect(file.branches.map((branch) => branch.id)).toEqual(['line.l1']);
    expect(file.servicePoints).toMatchObject([{ id: 'load.house_1', node: 'b', customers: 4, phases: 'ABC' }]);
    expect(file.sources).toEqual([{ node: 'src', phases: 'ABC' }]);
  });

  it('takes the phases of a line from its own setting, its code or its geometry, else three', () => {
    const { branch } = imported(
      master(`New Linecode.two nphases=2\nNew Linecode.kron nphases=3 kron=y\nNew Linegeometry.g nconds=4 nphases=3 reduce=y
        New Line.code bus1=src bus2=a linecode=two\nNew Line.kron bus1=src bus2=b linecode=kron\nNew Line.geo bus1=src bus2=c geometry=g
        New Line.own bus1=src.3 bus2=d.3 linecode=two phases=1\nNew Line.plain bus1=src bus2=e\nNew Line.neutral bus1=src.2.0 bus2=f.2.0 phases=2`),
    );
    const phases = ['code', 'kron', 'geo', 'own', 'plain', 'neutral'].map((name) => branch(`line.${name}`)?.phases);
    expect(phases).toEqual(['AB', 'AB', 'ABC', 'C', 'ABC', 'B']);
  });

  it('a line that changes phases says so', () => {
    expect(imported(master('New Line.t bus1=src.1.2.3 bus2=a.2.3.1')).branch('line.t')?.phaseMap).toEqual({ A: 'B', B: 'C', C: 'A' });
  });

  it('understands open switches in every form', () => {
    const { branch, outOfService } = imported(
      master(`New Line.disabled bus1=src bus2=a switch=y enabled=no
        New Line.opened bus1=src bus2=b switch=yes\nopen Line.Opened terminal=2
        New Line.conductor bus1=src bus2=c switch=y\nopen line.conductor 1 2
        New Line.control bus1=src bus2=d\nNew SwtControl.x SwitchedObj=line.control Action=c\nedit swtcontrol.x action=o
        New Line.state bus1=src bus2=e\nNew SwtControl.y SwitchedObj=line.state Action=o State=closed
        New Line.later bus1=src bus2=f\nLine.later.enabled=false
        New Line.batch_1 bus1=src bus2=g\nNew Line.batch_2 bus1=src bus2=h\nBatchEdit Line.batch_.* enabled=n
        New Line.closed bus1=src bus2=i switch=y\nopen line.closed 1\nclose line.closed 1`),
    );
    const open = (name: string) => branch(`line.${name}`)?.normallyOpen ?? false;
    expect(['disabled', 'opened', 'control', 'later', 'batch_1', 'batch_2'].map(open)).toEqual([true, true, true, true, true, true]);
    expect(['state', 'closed'].map(open)).toEqual([false, false]);
    expect(branch('line.conductor')).toMatchObject({ normallyOpenPhases: 'B' });
    expect([...outOfService].sort()).toEqual(['line.batch_1', 'line.batch_2', 'line.disabled', 'line.later']);
  });

  it('puts fuses, reclosers and relays on the line they act on', () => {
    const { branch } = imported(
      master(`New Line.a bus1=src bus2=a\nNew Line.b bus1=src bus2=b\nNew Line.c bus1=src bus2=c switch=y
        New Fuse.f LINE.A 1\nNew Recloser.r monitoredobj=line.b\nNew Relay.x monitoredobj=line.c`),
    );
    expect(['a', 'b', 'c'].map((name) => branch(`line.${name}`)?.switchKind)).toEqual(['fuse', 'recloser', 'breaker']);
  });

  it('reads a split-phase service and a line-to-line bank from their windings', () => {
    const { branch } = imported(
      master(`New Transformer.split phases=1 windings=3 buses=[src.3 x.1.0 x.0.2]
        New Transformer.reg phases=1 windings=2 buses=(src.1.2 y.1.2) conns='delta delta'
        New Transformer.like like=reg buses=(src.3.2 y.3.2)\nNew Transformer.plain wdg=1 bus=src wdg=2 bus=z`),
    );
    expect(branch('transformer.split')).toMatchObject({
      phases: 'C',
      cores: [
        [
          { end: 0, phases: 'C' },
          { end: 1, phases: 'A' },
          { end: 1, phases: 'B' },
        ],
      ],
    });
    expect(branch('transformer.like')).toMatchObject({ winding: 'open-delta', phases: 'BC' });
    expect(branch('transformer.plain')?.cores).toBeUndefined();
  });

  it('a capacitor or reactor to ground is no branch, one between two buses is', () => {
    const { file } = imported(
      master('New Capacitor.shunt bus1=src\nNew Reactor.ground bus1=src bus2=src.0\nNew Reactor.series bus1=src bus2=a'),
    );
    expect(file.branches.map((branch) => branch.id)).toEqual(['reactor.series']);
  });

  it('finds redirected files whatever their case and slashes, and passes over bytes and commands that mean nothing', () => {
    const { branch, codes } = imported({
      ...master('Redirect Sub\\LINES.dss\nSet voltagebases=[1]\nPlot circuit\nRedirect nothere.dss'),
      'sub/Lines.DSS': 'New Line.a bus1=src\0 bus2=a\n/* New Line.b bus1=src bus2=b\n*/\nsolve',
    });
    expect(branch('line.a')).toBeDefined();
    expect(branch('line.b')).toBeUndefined();
    expect(codes).toEqual(['file-missing']);
  });

  it('no redirect and no link leaves the folder of the first file', () => {
    const { file, codes } = imported(master('Redirect ../secret.dss\nRedirect link.dss\nNew Line.a bus1=src bus2=a'), (folder) => {
      writeFileSync(join(folder, '../secret.dss'), 'New Line.secret bus1=src bus2=s');
      symlinkSync(join(folder, '../secret.dss'), join(folder, 'link.dss'));
    });
    expect(file.branches).toHaveLength(1);
    expect(codes).toEqual(['outside-folder']);
  });

  it('a file that redirects to itself ends at the depth limit', () => {
    expect(() => imported(master('Redirect master.dss'))).toThrow(ImportStop);
  });

  it('lays coordinates of any grid on the globe in their true size', () => {
    const { file } = imported({
      ...master('New Line.a bus1=src bus2=b length=2 units=kft\nBuscoords bus_xy.csv'),
      'bus_xy.csv': 'src, 1000, 5000\nB\t1000\t7000 // feet',
    });
    const [a, b] = ['src', 'b'].map((id) => file.nodes.find((node) => node.id === id));
    expect((b!.lat! - a!.lat!) * 111_320).toBeCloseTo(609.6, 3);
    expect(a!.lon).toBeCloseTo(b!.lon!, 12);
  });
});
