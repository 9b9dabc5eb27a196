/** Runs an OpenDSS script as far as it describes the network; solving, plotting and the like are passed over. */

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NoteList } from '../importNotes.ts';
import { type Budget, IMPORT_LIMITS, ImportStop, isInside, readWhole } from '../limits.ts';
import { assign, type Circuit, type DssElement, splitName } from './circuit.ts';
import { numberOf, type Parameter, parameters } from './tokens.ts';

export type Run = {
  readonly circuit: Circuit;
  readonly notes: NoteList;
  readonly budget: Budget;
  /** No redirect leaves this folder. */
  readonly root: string;
};

type Cursor = { active: DssElement | null };

/** Reads and runs one script and all it redirects to. */
export function runScript(run: Run, path: string): void {
  runFile(run, path, { active: null }, 0);
}

function runFile(run: Run, path: string, cursor: Cursor, depth: number): void {
  if (depth > IMPORT_LIMITS.depth) throw new ImportStop('too-deep', `${path}: redirects are nested more than ${IMPORT_LIMITS.depth} deep`);
  const text = readWhole(path, run.budget).toString('utf8').replaceAll('\0', '');
  let inComment = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const trimmed = line.trim();
    if (inComment || trimmed.startsWith('/*')) {
      inComment = !trimmed.includes('*/');
      continue;
    }
    if (trimmed !== '') runLine(run, trimmed, cursor, dirname(path), depth);
  }
  run.budget.check();
}

function runLine(run: Run, line: string, cursor: Cursor, folder: string, depth: number): void {
  const list = parameters(line.startsWith('~') ? `~ ${line.slice(1)}` : line);
  const [first, ...rest] = list;
  if (!first) return;
  if (first.name !== null) {
    setProperty(run, first, rest);
    return;
  }
  switch (first.value.toLowerCase()) {
    case 'clear':
    case 'clearall':
      run.circuit.elements.clear();
      run.circuit.open.clear();
      run.circuit.coordinates.clear();
      cursor.active = null;
      return;
    case 'new':
      cursor.active = make(run, rest);
      return;
    case 'edit':
      cursor.active = edit(run, rest);
      return;
    case 'batchedit':
      batchEdit(run, rest);
      return;
    case '~':
    case 'm':
    case 'more':
      if (cursor.active) assign(run.circuit, cursor.active, rest, run.notes);
      return;
    case 'open':
    case 'close':
      switchTerminal(run, first.value.toLowerCase() === 'open', rest);
      return;
    case 'enable':
    case 'disable':
      enable(run, first.value.toLowerCase() === 'enable' ? 'yes' : 'no', rest);
      return;
    case 'redirect':
    case 'compile':
      include(run, rest, cursor, folder, depth);
      return;
    case 'buscoords':
    case 'latlongcoords':
      run.circuit.degrees = first.value.toLowerCase() === 'latlongcoords';
      readBusCoordinates(run, findFile(run, folder, rest[0]?.value ?? ''));
      return;
  }
}

/** `Line.l1.enabled=no`; also `Transformer.Reg1.Taps=[…]`. */
function setProperty(run: Run, first: Parameter, rest: readonly Parameter[]): void {
  const path = first.name ?? '';
  const dot = path.lastIndexOf('.');
  const element = dot < 0 ? undefined : run.circuit.elements.get(path.slice(0, dot).toLowerCase());
  if (element) assign(run.circuit, element, [{ name: path.slice(dot + 1), value: first.value }, ...rest], run.notes);
}

function make(run: Run, [object, ...rest]: readonly Parameter[]): DssElement | null {
  if (!object) return null;
  const [className, name] = splitName(object.value);
  if (className === 'circuit') {
    run.circuit.name = name;
    const source: DssElement = { className: 'vsource', name: 'source', settings: [['bus1', 'sourcebus']] };
    run.circuit.elements.set('vsource.source', source);
    assign(run.circuit, source, rest, run.notes);
    return source;
  }
  const key = `${className}.${name}`;
  const known = run.circuit.elements.get(key);
  if (known) run.notes.warn('duplicate-id', key);
  const element = known ?? { className, name, settings: [] };
  run.circuit.elements.set(key, element);
  assign(run.circuit, element, rest, run.notes);
  return element;
}

function edit(run: Run, [object, ...rest]: readonly Parameter[]): DssElement | null {
  const element = run.circuit.elements.get(object?.value.toLowerCase() ?? '');
  if (!element) {
    run.notes.warn('reference', `edit ${object?.value ?? ''}`);
    return null;
  }
  assign(run.circuit, element, rest, run.notes);
  return element;
}

function batchEdit(run: Run, [object, ...rest]: readonly Parameter[]): void {
  const [className, pattern] = splitName(object?.value ?? '');
  let matches: RegExp;
  try {
    matches = new RegExp(pattern, 'i');
  } catch {
    run.notes.warn('parameter', `batchedit ${object?.value ?? ''}`);
    return;
  }
  for (const element of run.circuit.elements.values()) {
    if (element.className === className && matches.test(element.name)) assign(run.circuit, element, rest, run.notes);
  }
}

/** `open line.sw7 terminal=2` or `open line.sw7 2 1`. */
function switchTerminal(run: Run, open: boolean, [object, ...rest]: readonly Parameter[]): void {
  const element = object?.value.toLowerCase() ?? '';
  if (!run.circuit.elements.has(element)) {
    run.notes.warn('reference', `${open ? 'open' : 'close'} ${object?.value ?? ''}`);
    return;
  }
  const number = (name: string, place: number): number | null => {
    const value =
      rest.find((parameter) => parameter.name?.toLowerCase().startsWith(name)) ?? (rest[place]?.name === null ? rest[place] : undefined);
    return value ? numberOf(value.value) : null;
  };
  const terminal = number('term', 0) ?? 1;
  const conductor = number('cond', 1);
  const key = `${element} ${terminal} ${conductor || 'all'}`;
  if (open) run.circuit.open.set(key, { element, terminal, conductor: conductor || null });
  else if (conductor) run.circuit.open.delete(key);
  else for (const other of [...run.circuit.open.keys()]) if (other.startsWith(`${element} ${terminal} `)) run.circuit.open.delete(other);
}

function enable(run: Run, value: string, [object]: readonly Parameter[]): void {
  const element = run.circuit.elements.get(object?.value.toLowerCase() ?? '');
  if (element) element.settings.push(['enabled', value]);
  else run.notes.warn('reference', `${value === 'yes' ? 'enable' : 'disable'} ${object?.value ?? ''}`);
}

function include(run: Run, [object]: readonly Parameter[], cursor: Cursor, folder: string, depth: number): void {
  const path = findFile(run, folder, object?.value ?? '');
  if (path) runFile(run, path, cursor, depth + 1);
}

/** File names of scripts are case-insensitive and may use `\`. null, with a note, when the file is missing or outside the root. */
export function findFile(run: Run, folder: string, name: string): string | null {
  let path = folder;
  for (const step of name.replaceAll('\\', '/').split('/')) {
    if (step === '' || step === '.') continue;
    const exact = join(path, step);
    if (existsSync(exact)) {
      path = exact;
      continue;
    }
    const other = existsSync(path) ? readdirSync(path).find((entry) => entry.toLowerCase() === step.toLowerCase()) : undefined;
    if (other === undefined) {
      run.notes.warn('file-missing', name);
      return null;
    }
    path = join(path, other);
  }
  if (isInside(run.root, path)) return path;
  run.notes.warn('outside-folder', name);
  return null;
}

/** Lines of bus, x, y, in any of the separators that occur. */
export function readBusCoordinates(run: Run, path: string | null): void {
  if (!path) return;
  const text = readWhole(path, run.budget).toString('utf8').replaceAll('\0', '');
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [bus, x, y] = parameters(line).map((parameter) => parameter.value);
    if (bus === undefined || x === undefined || y === undefined) continue;
    const place = [Number(x), Number(y)] as const;
    if (place.every(Number.isFinite)) run.circuit.coordinates.set(bus.toLowerCase(), place);
  }
}
