/** Who is out in which outage since when, and the outages themselves; every change goes through here and can be taken back (rules O22, E30). */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { NONE } from '../network/network.ts';
import { UNKNOWN } from '../network/supply.ts';
import type { DomainSettings } from '../settings.ts';
import type { Dark } from '../snapshot.ts';
import { createMembers } from './members.ts';
import { isOpen, type Outage } from './outage.ts';
import { createTally, type Tally } from './tally.ts';
import type { Touch } from './touch.ts';
import type { UndoLog } from './undo.ts';

export type Ledger = {
  /** Slot of the open outage a service point is in, NONE when in none. */
  readonly outageOf: Int32Array;
  /** Start of the dark time, epoch milliseconds; 0 when not out. */
  readonly since: Float64Array;
  /** Phases confirmed lost; 0 when not out. */
  readonly dead: Uint8Array;
  /** 1 where supply cannot be known. */
  readonly unknown: Uint8Array;
  readonly tally: Tally;
  readonly outages: ReadonlyMap<string, Outage>;
  bySlot(slot: number): Outage;
  newSlot(): number;
  put(outage: Outage): void;
  drop(id: string): void;
  /** Puts a service point in an outage with its lost phases, or takes it out (`slot` NONE). */
  setPoint(point: number, slot: number, since: number, dead: number): void;
  /** Reads the energisation again for a point that is in no outage. */
  refreshUnknown(point: number): void;
  /** Service points of an outage, ascending. */
  pointsOf(slot: number): number[];
  /** The open outage on a device; the first where a person split one. */
  openOn(device: number): Outage | null;
  allOpenOn(device: number): Outage[];
  /** Open outages that are confirmed, wherever they are. */
  open(): Iterable<Outage>;
  momentaries(): readonly Outage[];
  /** Starts a step: taking it back also forgets numbers not yet brought up. */
  begin(): void;
  /** Service points that came into an outage, left one or changed it since the last call. */
  takeMoved(): ReadonlySet<number>;
  /** Takes outages and who is in them as they were. */
  restore(outages: readonly Outage[], dark: Dark): void;
  /** Brings the numbers on outages up to what their points add up to. */
  settle(commit: number): void;
};

type Pending = { members: number; out: number; partial: number; points: number; readonly areas: Map<number, number> };

export type LedgerOptions = {
  readonly energisation: LiveEnergisation;
  readonly settings: DomainSettings;
  readonly undo: UndoLog;
  readonly touch: Touch;
};

export function createLedger({ energisation, settings, undo, touch }: LedgerOptions): Ledger {
  const { network, states } = energisation;
  const { servicePoints } = network;
  const size = servicePoints.count;
  const outageOf = new Int32Array(size).fill(NONE);
  const since = new Float64Array(size);
  const dead = new Uint8Array(size);
  const unknown = new Uint8Array(size);
  const tally = createTally(network, (kind, index) => touch.mark(kind, index));
  const outages = new Map<string, Outage>();
  const table: (string | null)[] = [];
  const members = createMembers(size);
  const openIds = new Set<string>();
  const momentaryIds = new Set<string>();
  const openByDevice = new Map<number, Set<string>>();
  const pending = new Map<number, Pending>();
  let moved = new Set<number>();
  /** Point, slot, start and phases before each change of this step. */
  let changes: number[] | null = null;

  const isPartial = (point: number, mask: number): boolean => mask !== 0 && mask !== servicePoints.required[point];
  const isOut = (point: number, mask: number): boolean => mask !== 0 && (settings.partialPhaseCounts || !isPartial(point, mask));

  function count(point: number, slot: number, mask: number, sign: 1 | -1): void {
    if (slot === NONE) return;
    const entry = pending.get(slot) ?? { members: 0, out: 0, partial: 0, points: 0, areas: new Map<number, number>() };
    pending.set(slot, entry);
    const customers = sign * servicePoints.customers[point]!;
    entry.members += sign;
    if (isPartial(point, mask)) {
      entry.partial += customers;
      tally.add(point, 'partial', sign);
    }
    if (!isOut(point, mask)) return;
    entry.out += customers;
    entry.points += sign;
    tally.add(point, 'out', sign);
    tally.addPoint(sign);
    const area = servicePoints.area[point]!;
    if (area !== NONE) entry.areas.set(area, (entry.areas.get(area) ?? 0) + customers);
  }

  function setUnknown(point: number, value: 0 | 1): void {
    if (unknown[point] === value) return;
    unknown[point] = value;
    tally.add(point, 'unknown', value === 1 ? 1 : -1);
  }

  function write(point: number, slot: number, start: number, mask: number): void {
    if (outageOf[point] !== slot) moved.add(point);
    count(point, outageOf[point]!, dead[point]!, -1);
    members.move(point, outageOf[point]!, slot);
    outageOf[point] = slot;
    since[point] = start;
    dead[point] = mask;
    count(point, slot, mask, 1);
    setUnknown(point, slot === NONE && states[point] === UNKNOWN ? 1 : 0);
  }

  function changesOfStep(): number[] {
    if (changes) return changes;
    const kept: number[] = [];
    changes = kept;
    undo.add(() => {
      for (let i = kept.length - 4; i >= 0; i -= 4) write(kept[i]!, kept[i + 1]!, kept[i + 2]!, kept[i + 3]!);
    });
    return kept;
  }

  function index(id: string, device: number, open: boolean): void {
    const onDevice = openByDevice.get(device);
    if (open) {
      openIds.add(id);
      if (onDevice) onDevice.add(id);
      else openByDevice.set(device, new Set([id]));
    } else {
      openIds.delete(id);
      onDevice?.delete(id);
      if (onDevice?.size === 0) openByDevice.delete(device);
    }
  }

  /** Open outages on a device in the order in which they began. */
  function openOn(device: number): Outage[] {
    const ids = openByDevice.get(device);
    if (!ids) return [];
    const found = [...ids].flatMap((id) => outages.get(id) ?? []);
    return found.length < 2 ? found : found.sort((a, b) => a.slot - b.slot);
  }

  const place = (outage: Outage): void => {
    outages.set(outage.id, outage);
    index(outage.id, outage.device, isOpen(outage));
    if (outage.voidReason === 'momentary') momentaryIds.add(outage.id);
    else momentaryIds.delete(outage.id);
    touch.mark('outage', outage.id);
    touch.mark('device', outage.device);
    if (network.branches.feeder[outage.device] !== NONE) touch.mark('feeder', network.branches.feeder[outage.device]!);
  };

  const ledger: Ledger = {
    outageOf,
    since,
    dead,
    unknown,
    tally,
    outages,
    bySlot(slot) {
      const outage = outages.get(table[slot] ?? '');
      if (!outage) throw new Error(`no outage in slot ${slot}`);
      return outage;
    },
    newSlot() {
      const slot = table.length;
      table.push(null);
      undo.add(() => {
        if (table.length === slot + 1) table.pop();
        else table[slot] = null;
      });
      return slot;
    },
    put(outage) {
      const before = outages.get(outage.id);
      const named = table[outage.slot] ?? null;
      while (table.length <= outage.slot) table.push(null);
      table[outage.slot] = outage.id;
      place(outage);
      undo.add(() => {
        table[outage.slot] = named;
        if (before) place(before);
        else ledger.drop(outage.id);
      });
    },
    drop(id) {
      const outage = outages.get(id);
      outages.delete(id);
      touch.mark('outage', id);
      if (!outage) return;
      index(id, outage.device, false);
      momentaryIds.delete(id);
      touch.mark('device', outage.device);
    },
    setPoint(point, slot, start, mask) {
      const [oldSlot, oldSince, oldDead] = [outageOf[point]!, since[point]!, dead[point]!];
      if (oldSlot === slot && oldSince === start && oldDead === mask) return;
      changesOfStep().push(point, oldSlot, oldSince, oldDead);
      write(point, slot, start, mask);
    },
    refreshUnknown(point) {
      setUnknown(point, outageOf[point] === NONE && states[point] === UNKNOWN ? 1 : 0);
    },
    pointsOf: members.of,
    begin() {
      changes = null;
      undo.add(() => pending.clear());
    },
    takeMoved() {
      const taken = moved;
      moved = new Set();
      return taken;
    },
    allOpenOn: openOn,
    openOn: (device) => openOn(device)[0] ?? null,
    momentaries: () => [...momentaryIds].flatMap((id) => outages.get(id) ?? []),
    *open() {
      for (const id of openIds) {
        const outage = outages.get(id);
        if (outage) yield outage;
      }
    },
    restore(kept, dark) {
      for (const outage of kept) ledger.put(outage);
      dark.points.forEach((point, i) => {
        write(point, dark.slots[i]!, dark.since[i]!, dark.dead[i]!);
      });
      pending.clear();
    },
    settle(commit) {
      for (const [slot, change] of pending) {
        const id = table[slot];
        const outage = id ? outages.get(id) : undefined;
        if (!outage) continue;
        const areas = new Map(outage.areas);
        for (const [area, customers] of change.areas) {
          const sum = (areas.get(area) ?? 0) + customers;
          if (sum === 0) areas.delete(area);
          else areas.set(area, sum);
        }
        const customersOut = outage.customersOut + change.out;
        const members = outage.members + change.members;
        if (customersOut < 0 || members < 0) throw new Error(`${id} would have fewer than no customers (rule O22)`);
        ledger.put({
          ...outage,
          customersOut,
          customersPartial: outage.customersPartial + change.partial,
          servicePointsOut: outage.servicePointsOut + change.points,
          members,
          customersPeak: Math.max(outage.customersPeak, customersOut),
          areas,
          revision: commit,
        });
      }
      pending.clear();
    },
  };
  for (let point = 0; point < size; point += 1) ledger.refreshUnknown(point);
  return ledger;
}
