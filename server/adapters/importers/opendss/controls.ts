/** What acts on a line: open terminals, switch controls and protective devices, which OpenDSS keeps apart from the line. */

import type { SwitchKind } from '../../../../shared/network.ts';
import type { NoteList } from '../importNotes.ts';
import { busAt, type Circuit, type DssElement, isEnabled, lastSetting } from './circuit.ts';
import { letterOf, nodesAt } from './terminals.ts';

export type Control = { switchKind: SwitchKind | null; openPhases: string };

const KINDS = new Map<string, SwitchKind>([
  ['fuse', 'fuse'],
  ['recloser', 'recloser'],
  ['relay', 'breaker'],
  ['swtcontrol', 'load-break'],
]);

const isOpen = (state: string): boolean => /^[ot]/i.test(state.trim());

/** Position that a control gives: its state, else its action, else its normal position; null when it says none. */
function positionOf(control: DssElement): boolean | null {
  const text = lastSetting(control, 'state') ?? lastSetting(control, 'action') ?? lastSetting(control, 'normal');
  return text === null ? null : isOpen(text);
}

/** By `class.name` of the branch. */
export function controlsOf(circuit: Circuit, notes: NoteList): ReadonlyMap<string, Control> {
  const found = new Map<string, Control>();
  const at = (key: string): Control => {
    const control = found.get(key) ?? { switchKind: null, openPhases: '' };
    found.set(key, control);
    return control;
  };
  for (const element of circuit.elements.values()) {
    const kind = KINDS.get(element.className);
    if (!kind || !isEnabled(element)) continue;
    const key = (lastSetting(element, 'switchedobj') ?? lastSetting(element, 'monitoredobj') ?? '').toLowerCase();
    const branch = circuit.elements.get(key);
    if (!branch) {
      notes.warn('reference', `${element.className}.${element.name} → ${key}`);
      continue;
    }
    const open = positionOf(element) ?? false;
    const control = at(key);
    if (kind !== 'load-break' || control.switchKind === null) control.switchKind = open && kind === 'load-break' ? 'tie' : kind;
    if (open) control.openPhases = 'ABC';
  }
  for (const { element, terminal, conductor } of circuit.open.values()) {
    const bus = busAt(lastSetting(circuit.elements.get(element)!, terminal === 2 ? 'bus2' : 'bus1') ?? '');
    const phases = conductor === null ? 'ABC' : letterOf(nodesAt(bus, conductor)[conductor - 1] ?? 0);
    const control = at(element);
    control.openPhases = [...new Set([...control.openPhases, ...phases])].sort().join('');
  }
  return found;
}
