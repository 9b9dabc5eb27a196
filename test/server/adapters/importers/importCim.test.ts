/** CIM RDF/XML: what is refused at the door, and what odd models become. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { importCim } from '../../../../server/adapters/importers/cim/importCim.ts';
import { ImportStop } from '../../../../server/adapters/importers/limits.ts';
import { judgeImport } from '../../../../server/importReport.ts';
import { payloadOf, readCorpus } from '../../../support/corpus.ts';
import { corpusFolder, withoutData } from '../../../support/sharedFolders.ts';

const folder = mkdtempSync(join(tmpdir(), 'relight-cim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = { readonly expect: string; readonly codes: readonly string[]; readonly place: string };

function answerTo(bytes: string | Uint8Array): Answer {
  const path = join(folder, 'model.xml');
  writeFileSync(path, bytes);
  try {
    const { report, file } = judgeImport(importCim([path]), false);
    const notes = file ? report.warnings : report.errors;
    return { expect: file ? 'accepted-flagged' : 'rejected', codes: notes.map((note) => note.code), place: JSON.stringify(notes) };
  } catch (problem) {
    if (!(problem instanceof ImportStop)) throw problem;
    return { expect: 'rejected', codes: [problem.code], place: problem.message };
  }
}

const HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cim="http://iec.ch/TC57/CIM100#">';

describe.skipIf(corpusFolder === null)(`bad CIM files (${corpusFolder === null ? withoutData : 'corpus'})`, () => {
  const lines = corpusFolder === null ? [] : readCorpus(corpusFolder, 'cim-xml');

  it.each(lines.filter((line) => payloadOf(line)))('$id $name: $expect $reason', (line) => {
    const answer = answerTo(payloadOf(line) ?? '');
    expect(answer.expect).toBe(line.expect);
    expect(answer.codes).toContain(line.reason);
  });

  it('X007 a hundred thousand nested elements: too-deep', () => {
    expect(answerTo(`${HEAD}${'<cim:a>'.repeat(100_000)}`).codes).toEqual(['too-deep']);
  });

  it('X009 ten megabytes of character references: xml-limit', () => {
    const text = '&#65;'.repeat(2 * 1024 * 1024);
    const answer = answerTo(
      `${HEAD}<cim:Breaker rdf:ID="_b1"><cim:IdentifiedObject.name>${text}</cim:IdentifiedObject.name></cim:Breaker></rdf:RDF>`,
    );
    expect(answer.codes).toEqual(['xml-limit']);
  });
});

describe('CIM import', () => {
  const resource = (property: string, id: string): string => `<cim:${property} rdf:resource="#${id}"/>`;
  const terminal = (id: string, equipment: string, node: string, sequence: number): string =>
    `<cim:Terminal rdf:ID="${id}">${resource('Terminal.ConductingEquipment', equipment)}${resource('Terminal.ConnectivityNode', node)}` +
    `<cim:ACDCTerminal.sequenceNumber>${sequence}</cim:ACDCTerminal.sequenceNumber></cim:Terminal>`;
  const model = (inside: string): string =>
    `${HEAD}<cim:ConnectivityNode rdf:ID="n1"/><cim:ConnectivityNode rdf:ID="n2"/>` +
    `<cim:EnergySource rdf:ID="src"/>${terminal('t0', 'src', 'n1', 1)}${terminal('t1', 'sw', 'n1', 1)}${terminal('t2', 'sw', 'n2', 2)}${inside}</rdf:RDF>`;
  const read = (text: string) => {
    const path = join(folder, 'good.xml');
    writeFileSync(path, text);
    const { file } = importCim([path]);
    if (!file) throw new Error('refused');
    return file;
  };

  it('names the line and column of damaged XML', () => {
    expect(answerTo(`${HEAD}\n<cim:Breaker rdf:ID="b1">\n<cim:x>`).place).toMatch(/model\.xml:3:\d+: /);
  });

  it('lists every reference that leads nowhere, not only the first', () => {
    const answer = answerTo(model(`<cim:Breaker rdf:ID="sw"/>${terminal('t8', 'gone', 'n1', 1)}${terminal('t9', 'gone', 'n404', 1)}`));
    expect(answer.codes).toEqual(['reference']);
    expect(answer.place).toContain('"count":3');
  });

  it('keeps the mRID as id, with name and class beside it', () => {
    const named = '<cim:IdentifiedObject.mRID>0815</cim:IdentifiedObject.mRID><cim:IdentifiedObject.name>SW 1</cim:IdentifiedObject.name>';
    const { branches } = read(model(`<cim:LoadBreakSwitch rdf:ID="sw">${named}</cim:LoadBreakSwitch>`));
    expect(branches).toMatchObject([{ id: '0815', name: 'SW 1', className: 'LoadBreakSwitch', kind: 'switch', switchKind: 'load-break' }]);
  });

  it('takes the position as given, and the normal one only where none is given', () => {
    const state = (inside: string): boolean | null | undefined =>
      read(model(`<cim:Breaker rdf:ID="sw">${inside}</cim:Breaker>`)).branches[0]?.normallyOpen;
    expect(state('<cim:Switch.normalOpen>true</cim:Switch.normalOpen>')).toBe(true);
    expect(state('<cim:Switch.normalOpen>true</cim:Switch.normalOpen><cim:Switch.open>false</cim:Switch.open>')).toBe(false);
  });

  it('opens one phase of a switch where only that one stands open', () => {
    const phase = (letter: string, closed: boolean): string =>
      `<cim:SwitchPhase rdf:ID="p${letter}">${resource('SwitchPhase.Switch', 'sw')}<cim:SwitchPhase.closed>${closed}</cim:SwitchPhase.closed>` +
      `<cim:SwitchPhase.phaseSide1 rdf:resource="http://iec.ch/TC57/CIM100#SinglePhaseKind.${letter}"/></cim:SwitchPhase>`;
    const { branches } = read(model(`<cim:Fuse rdf:ID="sw"/>${phase('A', true)}${phase('B', false)}`));
    expect(branches).toMatchObject([{ phases: 'AB', normallyOpen: false, normallyOpenPhases: 'B' }]);
  });
});
