/** Sources gathered by what they speak of: the worst state of the kind, and the newest word from it. */

import type { SourceRecord } from '../../shared/records/source.ts';

export type LampName = 'scada' | 'meter' | 'call' | 'crew' | 'report' | 'other';
export type Lamp = { readonly name: LampName; readonly state: 'online' | 'stale' | 'lost'; readonly lastAt: number | null };

const ORDER: readonly LampName[] = ['scada', 'meter', 'call', 'crew', 'report', 'other'];

const NAMES = new Map<string, LampName>([
  ['switch', 'scada'],
  ['measurement', 'scada'],
  ['fault-indicator', 'scada'],
  ['meter', 'meter'],
  ['call', 'call'],
  ['crew', 'crew'],
  ['report', 'report'],
]);

const namesOf = (source: SourceRecord): ReadonlySet<LampName> => {
  const names = source.kinds.flatMap((kind) => NAMES.get(kind) ?? []);
  return new Set(names.length > 0 ? names : source.transport === 'sparkplug' ? ['scada'] : ['other']);
};

const worse = (a: Lamp['state'], b: Lamp['state']): Lamp['state'] =>
  a === 'lost' || b === 'lost' ? 'lost' : a === 'stale' || b === 'stale' ? 'stale' : 'online';

export function lampsOf(table: ReadonlyMap<string, SourceRecord>): readonly Lamp[] {
  const lamps = new Map<LampName, Lamp>();
  for (const source of table.values()) {
    const state = !source.online ? 'lost' : source.stale ? 'stale' : 'online';
    const heard = source.lastReceivedAt ?? source.lastAt;
    const lastAt = heard === null ? null : Date.parse(heard);
    for (const name of namesOf(source)) {
      const before = lamps.get(name);
      lamps.set(name, {
        name,
        state: before ? worse(before.state, state) : state,
        lastAt: before?.lastAt === undefined || before.lastAt === null ? lastAt : Math.max(before.lastAt, lastAt ?? 0),
      });
    }
  }
  // Sources of another kind, such as weather, are named only when something is wrong with them.
  if (lamps.get('other')?.state === 'online') lamps.delete('other');
  return ORDER.flatMap((name) => lamps.get(name) ?? []);
}
