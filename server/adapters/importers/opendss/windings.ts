/** Reads the windings of an OpenDSS transformer as coils that share cores. */

import type { NetworkBranch } from '../../../../shared/network.ts';
import { busAt, type Circuit, type DssElement } from './circuit.ts';
import { isDelta, letterOf, nodesAt } from './terminals.ts';
import { items, numberOf } from './tokens.ts';

export type Winding = { bus: string; delta: boolean; kv: number | null; kva: number | null };

export type Transformer = { readonly phases: number; readonly windings: readonly Winding[] };

const blank = (): Winding => ({ bus: '', delta: false, kv: null, kva: null });

/** Folds the settings in order: `wdg=` chooses the winding that later single values belong to, arrays set all. */
export function readTransformer(circuit: Circuit, element: DssElement): Transformer {
  const windings = [blank(), blank()];
  let phases = 3;
  let active = 0;
  const winding = (i: number): Winding => {
    while (windings.length <= i) windings.push(blank());
    return windings[i]!;
  };
  const each = (value: string, set: (target: Winding, item: string) => void): void =>
    items(value).forEach((item, i) => {
      set(winding(i), item);
    });
  const fold = (settings: DssElement['settings']): void => {
    for (const [property, value] of settings) {
      if (property === 'phases') phases = numberOf(value) ?? phases;
      else if (property === 'windings') winding(Math.min(10, numberOf(value) ?? 2) - 1);
      else if (property === 'wdg') active = Math.max(0, Math.min(9, (numberOf(value) ?? 1) - 1));
      else if (property === 'bus') winding(active).bus = value;
      else if (property === 'conn') winding(active).delta = isDelta(value);
      else if (property === 'kv') winding(active).kv = numberOf(value);
      else if (property === 'kva') winding(active).kva = numberOf(value);
      else if (property === 'buses')
        each(value, (target, item) => {
          target.bus = item;
        });
      else if (property === 'conns')
        each(value, (target, item) => {
          target.delta = isDelta(item);
        });
      else if (property === 'kvs')
        each(value, (target, item) => {
          target.kv = numberOf(item);
        });
      else if (property === 'kvas')
        each(value, (target, item) => {
          target.kva = numberOf(item);
        });
      else if (property === 'xfmrcode') fold(circuit.elements.get(`xfmrcode.${value.toLowerCase()}`)?.settings ?? []);
    }
  };
  fold(element.settings);
  return { phases, windings: windings.filter((each) => each.bus !== '') };
}

/** Phase ends of one coil: one for a star coil with its neutral on ground, two between phases; empty on neutral alone. */
function coilEnds(winding: Winding, phases: number, phase: number): string {
  const at = busAt(winding.bus);
  const conductors = winding.delta ? Math.max(2, phases) : phases + 1;
  const nodes = at.nodes === null && !winding.delta ? [...nodesAt(at, phases), 0] : nodesAt(at, conductors);
  // A star coil ends on the neutral, which is ground unless the bus names a node for it.
  const neutral = at.nodes === null || at.nodes.length <= phases ? 0 : nodes[phases]!;
  const far = winding.delta ? nodes[(phase + 1) % nodes.length]! : neutral;
  return [...new Set([letterOf(nodes[phase]!), letterOf(far)])].sort().join('');
}

type Passing = Pick<NetworkBranch, 'from' | 'to' | 'moreEnds' | 'phases' | 'winding' | 'cores'>;

/** Ends, phases and windings as the native network says them; null when fewer than two buses are named. */
export function passingOf({ phases, windings }: Transformer): Passing | null {
  const buses = [...new Set(windings.map((winding) => busAt(winding.bus).bus))];
  const [from, to, ...moreEnds] = buses;
  if (from === undefined || to === undefined) return null;
  const cores = Array.from({ length: phases }, (_, phase) =>
    windings
      .map((winding) => ({ end: buses.indexOf(busAt(winding.bus).bus), phases: coilEnds(winding, phases, phase) }))
      .filter((coil) => coil.phases !== ''),
  );
  const first = [...new Set(cores.flatMap((core) => core.filter((coil) => coil.end === 0).flatMap((coil) => [...coil.phases])))];
  const straight =
    moreEnds.length === 0 && cores.every((core) => core.every((coil) => coil.phases.length === 1 && coil.phases === core[0]?.phases));
  const anyDelta = windings.some((winding) => winding.delta);
  return {
    from,
    to,
    ...(moreEnds.length > 0 ? { moreEnds } : {}),
    phases: first.sort().join('') || 'ABC',
    winding: anyDelta ? (phases >= 3 ? 'delta' : 'open-delta') : 'wye',
    ...(straight ? {} : { cores }),
  };
}
