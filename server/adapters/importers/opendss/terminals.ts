/** Which phases of which buses a line, load or source touches. */

import type { BusAt, Circuit, DssElement } from './circuit.ts';
import { busAt, lastSetting } from './circuit.ts';
import { isYes, numberOf } from './tokens.ts';

const LETTERS = ['', 'A', 'B', 'C'];

/** Letter of a node number; empty for ground and neutral. */
export const letterOf = (node: number): string => LETTERS[node] ?? '';

/** Nodes 1 to `conductors` where the bus names none, else those it names. */
export function nodesAt(at: BusAt, conductors: number): readonly number[] {
  const all = Array.from({ length: conductors }, (_, i) => i + 1);
  return at.nodes === null ? all : all.map((node, i) => at.nodes?.[i] ?? node);
}

export const letters = (nodes: readonly number[]): string => [...new Set(nodes.map(letterOf))].sort().join('');

const integer = (text: string | null): number | null => {
  const number = text === null ? null : numberOf(text);
  return number === null ? null : Math.round(number);
};

/** Conductors of a line code: its phases, less one when Kron reduction takes the neutral out. */
function phasesOfCode(circuit: Circuit, name: string): number | null {
  const code = circuit.elements.get(`linecode.${name.toLowerCase()}`);
  if (!code) return null;
  const phases = integer(lastSetting(code, 'nphases')) ?? 3;
  return isYes(lastSetting(code, 'kron') ?? 'no') ? phases - 1 : phases;
}

function phasesOfGeometry(circuit: Circuit, name: string): number | null {
  const geometry = circuit.elements.get(`linegeometry.${name.toLowerCase()}`);
  if (!geometry) return null;
  const conductors = integer(lastSetting(geometry, 'nconds')) ?? 3;
  return isYes(lastSetting(geometry, 'reduce') ?? 'no') ? (integer(lastSetting(geometry, 'nphases')) ?? conductors) : conductors;
}

/** Number of phases of a line: the last of `phases`, line code and geometry that was set, else three. */
export function phasesOfLine(circuit: Circuit, line: DssElement): number {
  let phases: number | null = null;
  for (const [property, value] of line.settings) {
    if (property === 'phases') phases = integer(value) ?? phases;
    else if (property === 'linecode') phases = phasesOfCode(circuit, value) ?? phases;
    else if (property === 'geometry') phases = phasesOfGeometry(circuit, value) ?? phases;
  }
  return phases ?? 3;
}

export const phasesOf = (element: DssElement): number => integer(lastSetting(element, 'phases')) ?? 3;

export const isDelta = (connection: string | null): boolean => /^(d|ll)/i.test(connection ?? '');

/** Phases a load hangs on: those of a star, or both ends of each coil of a delta. */
export function loadPhases(load: DssElement): { readonly bus: string; readonly phases: string } {
  const at = busAt(lastSetting(load, 'bus1') ?? '');
  const phases = phasesOf(load);
  const delta = isDelta(lastSetting(load, 'conn'));
  const conductors = delta && phases < 3 ? phases + 1 : phases;
  // Named nodes are all there are: a coil end that the bus does not name is on ground.
  return { bus: at.bus, phases: letters(at.nodes ?? nodesAt(at, conductors)) };
}
