/** Turns doors into service points: most a household, a few hundred large ones, and the hospitals, schools and police of the city. */

import Flatbush from 'flatbush';
import type { Random } from '../random.ts';
import type { Place, PlaceKind } from './cityMap.ts';
import type { Doors } from './doors.ts';
import { units } from './projection.ts';

export type KeyKind = Exclude<PlaceKind, 'substation' | 'suburb'>;

/** Peak in kVA of each kind, invented. */
const KEY_KVA: Readonly<Record<KeyKind, number>> = {
  hospital: 500,
  prison: 200,
  clinic: 90,
  school: 45,
  'nursing-home': 45,
  police: 30,
  'fire-station': 30,
};

/** From here on a service point has its own three-phase transformer. */
const OWN_TRANSFORMER_KVA = 80;

/** 2.5 kVA a household at a diversity of 0.5, and a little more or less. */
const HOUSEHOLD_KVA = [0.9, 1.2, 1.2, 1.6];

/** One in so many doors leads to a large building with a common supply. */
const LARGE_EACH = 1000;

/** Parts of one hospital or clinic stand this near to each other. */
const SAME_PLACE = units(60);
const PLACE_WITHIN = units(400);

export type Customers = {
  readonly count: number;
  readonly node: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly address: readonly string[];
  /** Name of a key place, else null. */
  readonly name: readonly (string | null)[];
  readonly key: readonly (KeyKind | null)[];
  readonly customers: Int32Array;
  readonly kva: Float64Array;
  readonly ownTransformer: Uint8Array;
  readonly threePhase: Uint8Array;
};

export function settle(doors: Doors, places: readonly Place[], random: Random): Customers {
  const name: (string | null)[] = new Array(doors.count).fill(null);
  const key: (KeyKind | null)[] = new Array(doors.count).fill(null);
  const x = doors.x.slice();
  const y = doors.y.slice();
  const customers = new Int32Array(doors.count).fill(1);
  const kva = Float64Array.from({ length: doors.count }, () => random.pick(HOUSEHOLD_KVA) ?? 1.2);

  for (let left = Math.round(doors.count / LARGE_EACH); left > 0; left--) {
    const door = random.below(doors.count);
    customers[door] = 12 + random.below(60);
    kva[door] = Math.round(customers[door]! * 12) / 10;
  }

  const index = new Flatbush(Math.max(1, doors.count));
  for (let door = 0; door < doors.count; door++) index.add(doors.x[door]!, doors.y[door]!);
  if (doors.count === 0) index.add(0, 0);
  index.finish();
  for (const place of mergePlaces(places)) {
    const [door] = index.neighbors(place.at[0], place.at[1], 1, PLACE_WITHIN, (candidate) => key[candidate] === null && doors.count > 0);
    if (door === undefined) continue;
    key[door] = place.kind;
    name[door] = place.name === '' ? null : place.name;
    x[door] = place.at[0];
    y[door] = place.at[1];
    customers[door] = 1;
    kva[door] = KEY_KVA[place.kind];
  }
  return {
    count: doors.count,
    node: doors.node,
    x,
    y,
    address: doors.address,
    name,
    key,
    customers,
    kva,
    ownTransformer: Uint8Array.from(kva, (peak, door) => Number(peak >= OWN_TRANSFORMER_KVA || customers[door]! > 1)),
    threePhase: Uint8Array.from(kva, (peak) => Number(peak >= 15)),
  };
}

type KeyPlace = Place & { readonly kind: KeyKind };

const isKeyPlace = (place: Place): place is KeyPlace => place.kind !== 'substation' && place.kind !== 'suburb';

function mergePlaces(places: readonly Place[]): KeyPlace[] {
  const kept: KeyPlace[] = [];
  for (const place of places.filter(isKeyPlace)) {
    const twin = kept.findIndex(
      (other) => other.kind === place.kind && Math.hypot(other.at[0] - place.at[0], other.at[1] - place.at[1]) < SAME_PLACE,
    );
    const known = kept[twin];
    if (!known) kept.push(place);
    else if (known.name === '' && place.name !== '') kept[twin] = place;
  }
  return kept;
}
