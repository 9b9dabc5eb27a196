/** Turns a CIM model into a native network: the mRID is the id, class and name stand beside it. */

import { NETWORK_FORMAT, type NetworkBranch, type NetworkFile, type NetworkServicePoint } from '../../../../shared/network.ts';
import type { NoteList } from '../importNotes.ts';
import { LINES, SOURCES, SWITCHES } from './classes.ts';
import { deltaLetters, phaseLetters } from './phases.ts';
import { placesOf } from './places.ts';
import type { CimObject, Model } from './readRdf.ts';
import { transformerBranch } from './transformers.ts';
import { numberIn, type Wiring, wire } from './wiring.ts';

const CONSUMERS: ReadonlySet<string> = new Set(['EnergyConsumer', 'ConformLoad', 'NonConformLoad']);

const nameOf = (object: CimObject): string => object.values.get('IdentifiedObject.name') ?? object.id;
const idOf = (object: CimObject): string => object.values.get('IdentifiedObject.mRID') ?? object.id;
const isTrue = (object: CimObject, property: string): boolean => object.values.get(property) === 'true';

function linePhases(wiring: Wiring, line: CimObject): Pick<NetworkBranch, 'phases'> {
  const codes = wiring
    .partsOf('ACLineSegmentPhase', 'ACLineSegmentPhase.ACLineSegment', line.id)
    .map((phase) => phase.values.get('ACLineSegmentPhase.phase') ?? '');
  return { phases: phaseLetters(codes) || 'ABC' };
}

/** Phases of a switch, those that change their letter, and those that stand open on their own. */
function switchPhases(wiring: Wiring, object: CimObject): Partial<NetworkBranch> {
  const parts = wiring.partsOf('SwitchPhase', 'SwitchPhase.Switch', object.id);
  const open = object.values.has('Switch.open') ? isTrue(object, 'Switch.open') : isTrue(object, 'Switch.normalOpen');
  const sides = parts.map((part) => {
    const near = phaseLetters([part.values.get('SwitchPhase.phaseSide1') ?? '']);
    return {
      near,
      far: phaseLetters([part.values.get('SwitchPhase.phaseSide2') ?? '']) || near,
      closed: part.values.get('SwitchPhase.closed'),
    };
  });
  const phases = phaseLetters(sides.map((side) => side.near)) || 'ABC';
  const openPhases = phaseLetters(sides.filter((side) => side.closed === 'false').map((side) => side.near));
  const crossed = sides.some((side) => side.near !== side.far);
  return {
    phases,
    normallyOpen: open || openPhases === phases,
    ...(openPhases !== '' && openPhases !== phases && !open ? { normallyOpenPhases: openPhases } : {}),
    ...(crossed ? { phaseMap: Object.fromEntries(sides.map((side) => [side.near, side.far])) } : {}),
  };
}

function branchOf(wiring: Wiring, object: CimObject): NetworkBranch | null {
  const naming = { id: idOf(object), name: nameOf(object), className: object.className };
  if (object.className === 'PowerTransformer') {
    const transformer = transformerBranch(wiring, object);
    return transformer && { ...naming, kind: 'transformer', ...transformer };
  }
  const [from, to] = wiring.nodesOf(object.id);
  if (from === undefined || to === undefined) return null;
  const switchKind = SWITCHES.get(object.className);
  if (switchKind) return { ...naming, kind: 'switch', switchKind, from, to, ...switchPhases(wiring, object) };
  return { ...naming, kind: 'line', from, to, ...linePhases(wiring, object) };
}

function servicePointOf(wiring: Wiring, consumer: CimObject): NetworkServicePoint | null {
  const [node] = wiring.nodesOf(consumer.id);
  if (node === undefined) return null;
  const codes = wiring
    .partsOf('EnergyConsumerPhase', 'EnergyConsumerPhase.EnergyConsumer', consumer.id)
    .map((phase) => phase.values.get('EnergyConsumerPhase.phase') ?? '');
  const delta = consumer.values.get('EnergyConsumer.phaseConnection') === 'D';
  const watts = numberIn(consumer, 'EnergyConsumer.p');
  return {
    id: idOf(consumer),
    name: nameOf(consumer),
    className: consumer.className,
    node,
    phases: (delta ? deltaLetters(codes) : phaseLetters(codes)) || 'ABC',
    customers: Math.max(1, Math.round(numberIn(consumer, 'EnergyConsumer.customerCount') ?? 1)),
    ...(watts !== null && watts >= 0 ? { kva: watts / 1000 } : {}),
  };
}

function sourceOf(wiring: Wiring, source: CimObject): NetworkFile['sources'][number] | null {
  const [node] = wiring.nodesOf(source.id);
  if (node === undefined) return null;
  const codes = wiring
    .partsOf('EnergySourcePhase', 'EnergySourcePhase.EnergySource', source.id)
    .map((phase) => phase.values.get('EnergySourcePhase.phase') ?? '');
  return { node, phases: phaseLetters(codes) || 'ABC' };
}

/** Every dangling reference is noted before the model is judged, so that one report names them all. */
export function buildNetwork(model: Model, notes: NoteList): NetworkFile {
  const wiring = wire(model, notes);
  for (const id of model.duplicates) notes.fail('duplicate-id', id);
  for (const className of model.unknownClasses) notes.warn('unknown-fields', className);
  const branches: NetworkBranch[] = [];
  for (const object of wiring.all) {
    if (object.className !== 'PowerTransformer' && !LINES.has(object.className) && !SWITCHES.has(object.className)) continue;
    const branch = branchOf(wiring, object);
    if (!branch) notes.fail('reference', `${object.className} ${nameOf(object)} does not join two nodes`);
    else if (object.values.get('Equipment.normallyInService') !== 'false') branches.push(branch);
    else {
      notes.outOfService(branch.id);
      branches.push({ ...branch, normallyOpen: true });
    }
  }
  const consumers = wiring.all.filter(
    (object) => CONSUMERS.has(object.className) && object.values.get('Equipment.normallyInService') !== 'false',
  );
  const sources = wiring.all.filter((object) => SOURCES.has(object.className)).map((source) => sourceOf(wiring, source));
  const places = placesOf(wiring);
  const used = new Set(branches.flatMap((branch) => [branch.from, branch.to, ...(branch.moreEnds ?? [])]));
  const servicePoints = consumers.map((consumer) => servicePointOf(wiring, consumer)).filter((point) => point !== null);
  for (const point of servicePoints) used.add(point.node);
  for (const source of sources) if (source) used.add(source.node);
  const isNode = (object: CimObject): boolean =>
    object.className === 'ConnectivityNode' || (object.className === 'TopologicalNode' && used.has(object.id));
  if (branches.length === 0) notes.fail('model-empty', 'the model has no lines, switches or transformers');
  return {
    format: NETWORK_FORMAT,
    name: wiring.all.filter((object) => object.className === 'Feeder').map(nameOf)[0] ?? 'network',
    feeders: feedersOf(wiring, branches, sources),
    sources: sources.filter((source) => source !== null),
    nodes: wiring.all.filter(isNode).map((node) => ({ id: node.id, name: nameOf(node), ...places.get(node.id) })),
    branches,
    servicePoints,
  };
}

/** The feeder of the model begins at the one branch that leaves its source; otherwise each branch that does begins one. */
function feedersOf(
  wiring: Wiring,
  branches: readonly NetworkBranch[],
  sources: readonly (NetworkFile['sources'][number] | null)[],
): NetworkFile['feeders'] {
  const atSource = new Set(sources.map((source) => source?.node));
  const heads = branches.filter((branch) => atSource.has(branch.from) !== atSource.has(branch.to) && !branch.normallyOpen);
  const feeders = wiring.all.filter((object) => object.className === 'Feeder');
  if (feeders.length === 1 && heads.length === 1)
    return feeders.map((feeder) => ({ id: idOf(feeder), name: nameOf(feeder), head: heads[0]!.id }));
  return heads.map((head) => ({ id: `feeder ${head.id}`, name: head.name ?? head.id, head: head.id }));
}
