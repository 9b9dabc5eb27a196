/** Joins CIM objects by their references: equipment to terminals, nodes and phases. */

import type { NoteList } from '../importNotes.ts';
import type { CimObject, Model } from './readRdf.ts';

export type Wiring = {
  readonly all: readonly CimObject[];
  /** Nodes at the terminals of an equipment, in order of their sequence numbers. */
  nodesOf(equipment: string): readonly string[];
  nodeOfTerminal(terminal: string): string | null;
  /** Objects of a class that point at `owner` through a property. */
  partsOf(className: string, property: string, owner: string): readonly CimObject[];
};

/** Properties that must lead somewhere; what they name decides how the network hangs together. */
const MUST_LEAD: readonly (readonly [className: string, property: string])[] = [
  ['Terminal', 'Terminal.ConductingEquipment'],
  ['Terminal', 'Terminal.ConnectivityNode'],
  ['Terminal', 'Terminal.TopologicalNode'],
  ['PowerTransformerEnd', 'PowerTransformerEnd.PowerTransformer'],
  ['PowerTransformerEnd', 'TransformerEnd.Terminal'],
  ['TransformerTank', 'TransformerTank.PowerTransformer'],
  ['TransformerTankEnd', 'TransformerTankEnd.TransformerTank'],
  ['TransformerTankEnd', 'TransformerEnd.Terminal'],
  ['ACLineSegmentPhase', 'ACLineSegmentPhase.ACLineSegment'],
  ['SwitchPhase', 'SwitchPhase.Switch'],
  ['EnergyConsumerPhase', 'EnergyConsumerPhase.EnergyConsumer'],
  ['EnergySourcePhase', 'EnergySourcePhase.EnergySource'],
];

export function numberIn(object: CimObject, property: string): number | null {
  const text = object.values.get(property);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

const nodeAt = (terminal: CimObject): string | null =>
  terminal.values.get('Terminal.ConnectivityNode') ?? terminal.values.get('Terminal.TopologicalNode') ?? null;

/** Notes every reference that leads nowhere and every terminal without a node. */
export function wire(model: Model, notes: NoteList): Wiring {
  const all = [...model.objects.values()];
  const parts = new Map<string, CimObject[]>();
  for (const object of all) {
    for (const [className, property] of MUST_LEAD) {
      const target = object.className === className ? object.values.get(property) : undefined;
      if (target === undefined) continue;
      if (!model.ids.has(target)) notes.fail('reference', `${className} ${object.id} → ${target}`);
      const key = `${className} ${property} ${target}`;
      parts.set(key, [...(parts.get(key) ?? []), object]);
    }
    if (object.className === 'Terminal' && nodeAt(object) === null)
      notes.fail('reference', `Terminal ${object.id} has no ConnectivityNode`);
  }
  const sequence = (terminal: CimObject): number =>
    numberIn(terminal, 'ACDCTerminal.sequenceNumber') ?? numberIn(terminal, 'Terminal.sequenceNumber') ?? 0;
  const partsOf = (className: string, property: string, owner: string): readonly CimObject[] =>
    parts.get(`${className} ${property} ${owner}`) ?? [];
  return {
    all,
    partsOf,
    nodesOf: (equipment) =>
      [...partsOf('Terminal', 'Terminal.ConductingEquipment', equipment)]
        .sort((a, b) => sequence(a) - sequence(b))
        .map(nodeAt)
        .filter((node) => node !== null),
    nodeOfTerminal(terminal) {
      const object = model.objects.get(terminal);
      return object ? nodeAt(object) : null;
    },
  };
}
