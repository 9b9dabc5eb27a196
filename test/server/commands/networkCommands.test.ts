/** `import` and `trace` as they are used: files in, JSON on stdout, exit codes. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { register as registerImport } from '../../../server/commands/importNetwork.ts';
import { register as registerTrace } from '../../../server/commands/trace.ts';
import { importInWorker } from '../../../server/importInWorker.ts';
import { dataFolder, oracleFolder, withoutData } from '../../support/sharedFolders.ts';
import { sketchFile } from '../../support/sketch.ts';
import { hashOf, readOracle } from '../../support/traceOracle.ts';

const folder = mkdtempSync(join(tmpdir(), 'relight-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let out = '';
let told = '';
beforeEach(() => {
  out = '';
  told = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    told += `${String(text)}\n`;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Runs a command line; `exit` is what the process would end with. */
async function run(...args: readonly string[]) {
  out = '';
  process.exitCode = undefined;
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerImport(program);
  registerTrace(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  let usage = false;
  await program.parseAsync(['node', 'relight', ...args]).catch(() => {
    usage = true;
  });
  const exit = usage ? 2 : Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { exit, printed: out === '' ? null : JSON.parse(out) };
}

const native = join(folder, 'native.json');
writeFileSync(
  native,
  JSON.stringify(
    sketchFile({
      branches: ['cb breaker n1 n2', 'f1 fuse n2 n3', 't tie n3 n4 open'],
      points: ['a n3 A 2', 'b n3 ABC 3', 'c n4 B 5', 'd n2'],
    }),
  ),
);

describe('trace', () => {
  it('counts and hashes the dark, and names them when asked', async () => {
    const { exit, printed } = await run('trace', native, '--open', 'f1');
    expect(exit).toBe(0);
    expect(printed).toEqual({
      servicePoints: { total: 4, energised: 1, partial: 0, dark: 3 },
      customers: { total: 11, energised: 1, partial: 0, dark: 10 },
      darkHash: hashOf(['a', 'b', 'c']),
    });
    expect((await run('trace', native, '--open', 'f1', '--close', 't', '--list')).printed).toMatchObject({
      dark: ['a', 'b', 'c'],
      partial: [],
    });
    expect((await run('trace', native, '--close', 't', '--list')).printed).toMatchObject({ dark: [], partial: [] });
  });

  it('opens single conductors', async () => {
    expect((await run('trace', native, '--open', 'f1', '--phases', 'A', '--list')).printed).toMatchObject({
      dark: ['a', 'c'],
      partial: ['b'],
    });
  });

  it('ends with 1 for what is not in the network, and with 2 for wrong usage', async () => {
    expect(await run('trace', native, '--open', 'nothing')).toEqual({ exit: 1, printed: null });
    expect(told).toContain('not in the network: nothing');
    expect((await run('trace', join(folder, 'nowhere.json'))).exit).toBe(1);
    expect((await run('trace', native, '--phases', 'X')).exit).toBe(2);
    expect((await run('trace', native, '--colour')).exit).toBe(2);
    expect((await run('trace')).exit).toBe(2);
  });
});

describe('import', () => {
  it('writes nothing when the file cannot be read, and says why', async () => {
    const bad = join(folder, 'bad.xml');
    writeFileSync(bad, '<!DOCTYPE x><x/>');
    const target = join(folder, 'bad.json');
    const { exit, printed } = await run('import', bad, '--out', target);
    expect([exit, printed.errors[0].code, printed.nodes]).toEqual([1, 'xml-doctype', 0]);
    expect(() => readFileSync(target)).toThrow();
    expect((await run('import', join(folder, 'none.dss'), '--out', target)).printed.errors[0].code).toBe('file-missing');
    expect((await run('import', bad, '--out', target, '--format', 'magic')).exit).toBe(2);
    expect((await run('import', bad)).exit).toBe(2);
  });

  it('with --strict a ring is an error', async () => {
    const script = join(folder, 'ring.dss');
    writeFileSync(script, 'New Circuit.r bus1=a\nNew Line.x bus1=a bus2=b\nNew Line.y bus1=b bus2=c\nNew Line.z bus1=c bus2=a');
    const target = join(folder, 'ring.json');
    const loose = await run('import', script, '--out', target);
    expect([loose.exit, loose.printed.loops]).toEqual([0, 1]);
    expect(loose.printed.warnings).toContainEqual({ code: 'network-loop', count: 1, examples: ['b – a – c, closed by line.y'] });
    const strict = await run('import', script, '--out', target, '--strict');
    expect([strict.exit, strict.printed.errors[0].code]).toEqual([1, 'network-loop']);
  });

  it('runs in a worker within its time', async () => {
    const script = join(folder, 'worker.dss');
    writeFileSync(script, 'New Circuit.w bus1=a\nNew Line.x bus1=a bus2=b\nNew Load.l bus1=b');
    const { report, file } = await importInWorker({ files: [script] });
    expect(report).toMatchObject({ nodes: 2, lines: 1, servicePoints: 1, energised: 2, errors: [] });
    expect(file?.name).toBe('w');
    expect((await importInWorker({ files: [join(folder, 'worker.txt')] })).report.errors[0]?.code).toBe('schema-unknown');
    expect((await importInWorker({ files: [script] }, 0)).report.errors[0]?.code).toBe('timeout');
  });
});

describe.skipIf(dataFolder === null || oracleFolder === null)(
  `import then trace (${dataFolder === null ? withoutData : 'real feeders'})`,
  () => {
    it.each(['IEEE123_switches', 'CIM_IEEE13'])('%s, by names', async (feeder) => {
      const oracle = readOracle(oracleFolder ?? '', feeder);
      const target = join(folder, `${feeder}.json.gz`);
      expect((await run('import', join(dataFolder ?? '', oracle.file), '--out', target)).exit).toBe(0);
      for (const opening of oracle.openings.slice(0, 5)) {
        const { printed } = await run('trace', target, '--open', opening.branch, '--names', '--list');
        const names: string[] = printed.dark.map((name: string) => name.slice(name.indexOf('.') + 1));
        expect({ count: printed.servicePoints.dark, sha256: hashOf(names) }).toEqual({
          count: opening.dark.count,
          sha256: opening.dark.sha256,
        });
      }
    });
  },
);
