/** The elements an OpenDSS script makes, with every property in the order it was set. */

import type { NoteList } from '../importNotes.ts';
import { fullName, propertiesOf } from './properties.ts';
import { isYes, type Parameter } from './tokens.ts';

export type DssElement = {
  readonly className: string;
  /** Lower case. */
  readonly name: string;
  /** Settings in order, names in full and lower case. */
  readonly settings: (readonly [property: string, value: string])[];
};

/** A terminal taken off by `open`: all conductors or one. */
export type OpenTerminal = { readonly element: string; readonly terminal: number; readonly conductor: number | null };

export type Circuit = {
  name: string;
  /** By `class.name` in lower case, in the order they were made. */
  readonly elements: Map<string, DssElement>;
  readonly open: Map<string, OpenTerminal>;
  /** By bus name in lower case. */
  readonly coordinates: Map<string, readonly [x: number, y: number]>;
  /** True when the coordinates are degrees. */
  degrees: boolean;
};

export const createCircuit = (): Circuit => ({
  name: 'circuit',
  elements: new Map(),
  open: new Map(),
  coordinates: new Map(),
  degrees: false,
});

/** Class and name of `Line.L1`, lower case; the class may be missing. */
export function splitName(text: string): readonly [className: string, name: string] {
  const lower = text.toLowerCase();
  const dot = lower.indexOf('.');
  return dot < 0 ? ['', lower] : [lower.slice(0, dot), lower.slice(dot + 1)];
}

/** Applies parameters to an element; bare values count on from the property before. */
export function assign(circuit: Circuit, element: DssElement, list: readonly Parameter[], notes: NoteList): void {
  const order = propertiesOf(element.className);
  let place = 0;
  for (const { name, value } of list) {
    const property = name === null ? (order?.[place] ?? '') : fullName(element.className, name);
    if (order) place = order.indexOf(property) + 1;
    if (property === '') continue;
    if (property !== 'like') {
      element.settings.push([property, value]);
      continue;
    }
    const model = circuit.elements.get(`${element.className}.${value.toLowerCase()}`);
    if (model) element.settings.push(...model.settings);
    else notes.warn('reference', `${element.className}.${element.name} like=${value}`);
  }
}

/** The value set last, null when never set. */
export function lastSetting(element: DssElement, ...names: readonly string[]): string | null {
  for (let i = element.settings.length - 1; i >= 0; i -= 1) {
    const [property, value] = element.settings[i]!;
    if (names.includes(property)) return value;
  }
  return null;
}

export const isEnabled = (element: DssElement): boolean => isYes(lastSetting(element, 'enabled') ?? 'yes');

/** A bus as it stands at a terminal: name in lower case and node numbers, null when none are given. */
export type BusAt = { readonly bus: string; readonly nodes: readonly number[] | null };

export function busAt(text: string): BusAt {
  const [bus = '', ...nodes] = text.trim().toLowerCase().split('.');
  return { bus, nodes: nodes.length === 0 ? null : nodes.map(Number) };
}
