/** Turns the elements of an OpenDSS circuit into a native network. */

import { NETWORK_FORMAT, type NetworkBranch, type NetworkFile, type NetworkServicePoint } from '../../../../shared/network.ts';
import type { NoteList } from '../importNotes.ts';
import { type BusAt, busAt, type Circuit, type DssElement, isEnabled, lastSetting } from './circuit.ts';
import { type Control, controlsOf } from './controls.ts';
import { placesOf } from './coordinates.ts';
import { letterOf, letters, loadPhases, nodesAt, phasesOf, phasesOfLine } from './terminals.ts';
import { isYes, numberOf } from './tokens.ts';
import { passingOf, readTransformer } from './windings.ts';

const keyOf = (element: DssElement): string => `${element.className}.${element.name}`;

/** Two terminals joined conductor by conductor. Phases that change their letter are told in a phase map. */
function joined(from: BusAt, to: BusAt, conductors: number): Pick<NetworkBranch, 'from' | 'to' | 'phases' | 'phaseMap'> | null {
  const [left, right] = [nodesAt(from, conductors), nodesAt(to, conductors)];
  const pairs = left.map((node, i) => [letterOf(node), letterOf(right[i]!)] as const).filter(([a, b]) => a !== '' && b !== '');
  if (pairs.length === 0) return null;
  const straight = pairs.every(([a, b]) => a === b);
  const phases = [...new Set(pairs.map(([a]) => a))].sort().join('');
  return { from: from.bus, to: to.bus, phases, ...(straight ? {} : { phaseMap: Object.fromEntries(pairs) }) };
}

/** How a branch stands as given: disabled elements are open points. */
function standing(element: DssElement, openPhases: string, phases: string): Partial<NetworkBranch> {
  if (!isEnabled(element)) return { normallyOpen: true };
  if (openPhases === '') return {};
  return [...phases].every((phase) => openPhases.includes(phase)) ? { normallyOpen: true } : { normallyOpenPhases: openPhases };
}

function lineBranch(circuit: Circuit, line: DssElement, control: Control | undefined): NetworkBranch | null {
  const isReactor = line.className === 'reactor' || line.className === 'capacitor';
  const ends = [busAt(lastSetting(line, 'bus1') ?? ''), busAt(lastSetting(line, 'bus2') ?? '')] as const;
  if (ends[0].bus === '' || ends[1].bus === '' || ends[0].bus === ends[1].bus) return null;
  const passing = joined(ends[0], ends[1], isReactor ? phasesOf(line) : phasesOfLine(circuit, line));
  if (!passing) return null;
  const isSwitch = isYes(lastSetting(line, 'switch') ?? 'no');
  const state = standing(line, control?.openPhases ?? '', passing.phases ?? 'ABC');
  const kind = control?.switchKind ?? (isSwitch ? (state.normallyOpen ? 'tie' : 'load-break') : null);
  return {
    id: keyOf(line),
    kind: isSwitch ? 'switch' : 'line',
    ...(kind ? { switchKind: kind } : {}),
    ...passing,
    ...state,
  };
}

function transformerBranch(circuit: Circuit, element: DssElement, control: Control | undefined): NetworkBranch | null {
  const transformer = readTransformer(circuit, element);
  const passing = passingOf(transformer);
  if (!passing) return null;
  const kva = transformer.windings[0]?.kva;
  return {
    id: keyOf(element),
    kind: 'transformer',
    ...passing,
    ...(kva != null && kva >= 0 ? { ratingKva: kva } : {}),
    ...standing(element, control?.openPhases ?? '', passing.phases ?? 'ABC'),
  };
}

function servicePoint(load: DssElement): NetworkServicePoint {
  const { bus, phases } = loadPhases(load);
  const customers = Math.round(numberOf(lastSetting(load, 'numcust') ?? '1') ?? 1);
  const kva = numberOf(lastSetting(load, 'kva') ?? '') ?? numberOf(lastSetting(load, 'kw') ?? '');
  return {
    id: keyOf(load),
    node: bus,
    phases: phases || 'ABC',
    customers,
    ...(kva !== null && kva >= 0 ? { kva } : {}),
  };
}

/** Ids are `class.name` in lower case, nodes are the buses. */
export function buildNetwork(circuit: Circuit, notes: NoteList): NetworkFile {
  const elements = [...circuit.elements.values()];
  const ofClass = (...names: readonly string[]): DssElement[] => elements.filter((element) => names.includes(element.className));
  const controls = controlsOf(circuit, notes);
  const branches: NetworkBranch[] = [];
  for (const line of ofClass('line', 'reactor', 'capacitor')) {
    const branch = lineBranch(circuit, line, controls.get(keyOf(line)));
    if (branch) branches.push(branch);
    else if (line.className === 'line') notes.warn('branch-end-missing', keyOf(line));
  }
  for (const transformer of ofClass('transformer')) {
    const branch = transformerBranch(circuit, transformer, controls.get(keyOf(transformer)));
    if (branch) branches.push(branch);
    else notes.warn('branch-end-missing', keyOf(transformer));
  }
  for (const branch of branches) if (!isEnabled(circuit.elements.get(branch.id)!)) notes.outOfService(branch.id);
  const servicePoints = ofClass('load').filter(isEnabled).map(servicePoint);
  const sources = ofClass('vsource')
    .filter(isEnabled)
    .map((source) => {
      const at = busAt(lastSetting(source, 'bus1') ?? 'sourcebus');
      return { node: at.bus, phases: letters(nodesAt(at, phasesOf(source))) };
    });
  const places = placesOf(circuit, ofClass('line'));
  const buses = new Set<string>(sources.map((source) => source.node));
  for (const { from, to, moreEnds } of branches) for (const bus of [from, to, ...(moreEnds ?? [])]) buses.add(bus);
  for (const { node } of servicePoints) buses.add(node);
  return {
    format: NETWORK_FORMAT,
    name: circuit.name,
    feeders: feedersOf(circuit.name, branches, sources),
    sources,
    nodes: [...buses].map((bus) => ({ id: bus, ...places.get(bus) })),
    branches,
    servicePoints,
  };
}

/** A feeder for each branch that leaves a source. */
function feedersOf(circuitName: string, branches: readonly NetworkBranch[], sources: NetworkFile['sources']): NetworkFile['feeders'] {
  const atSource = new Set(sources.map((source) => source.node));
  const heads = branches.filter((branch) => atSource.has(branch.from) !== atSource.has(branch.to) && !branch.normallyOpen);
  return heads.map((head) =>
    heads.length === 1 ? { id: circuitName, name: circuitName, head: head.id } : { id: `${circuitName} ${head.id}`, head: head.id },
  );
}
