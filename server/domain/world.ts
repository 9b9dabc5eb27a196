/** Everything the core works on, built once and handed to each of its parts. */

import type { Fact } from './core.ts';
import { createPoints, type Points } from './evidence/points.ts';
import { createLiveEnergisation, type LiveEnergisation } from './network/liveEnergisation.ts';
import { type Network, NONE } from './network/network.ts';
import { createGroups, type Groups } from './outages/groups.ts';
import { createLedger, type Ledger } from './outages/ledger.ts';
import type { HistoryEntry, Outage } from './outages/outage.ts';
import { createOwnFaults, type OwnFaults } from './outages/ownFaults.ts';
import { createSequences, type Sequences } from './outages/sequence.ts';
import { createTimers, type Timers } from './outages/timers.ts';
import { createTouch, type Touch } from './outages/touch.ts';
import { createUndoLog, type UndoLog } from './outages/undo.ts';
import type { DomainSettings } from './settings.ts';

export type World = {
  readonly network: Network;
  readonly settings: DomainSettings;
  readonly energisation: LiveEnergisation;
  readonly groups: Groups;
  readonly undo: UndoLog;
  readonly touch: Touch;
  readonly points: Points;
  readonly ledger: Ledger;
  readonly timers: Timers;
  readonly sequences: Sequences;
  /** Service points with trouble of their own, whatever the network does. */
  readonly ownFaults: OwnFaults;
  /** Approved switching orders: openings of these branches in this time are the plan's own (rule E7). Read at the door only. */
  readonly orders: Map<string, { readonly branches: readonly number[]; readonly from: number; readonly to: number }>;
  /** Facts of the step that is being taken. */
  readonly facts: Fact[];
  emit(fact: Fact): void;
  /** Changes an outage and writes the change into its history and the facts. */
  note(outage: Outage, entry: HistoryEntry, commit: number): void;
};

export function createWorld(network: Network, settings: DomainSettings): World {
  const undo = createUndoLog();
  const touch = createTouch({ feeders: network.feeders.length, areas: network.areas.length, devices: network.branches.count });
  const energisation = createLiveEnergisation(network);
  const ledger = createLedger({ energisation, settings, undo, touch });
  const facts: Fact[] = [];
  return {
    network,
    settings,
    energisation,
    groups: createGroups(network),
    undo,
    touch,
    points: createPoints(network, undo),
    ledger,
    timers: createTimers(undo),
    sequences: createSequences(undo),
    ownFaults: createOwnFaults(undo),
    orders: new Map(),
    facts,
    emit: (fact) => {
      facts.push(fact);
    },
    note(outage, entry, commit) {
      ledger.put({ ...outage, history: [...outage.history, entry], revision: commit });
      facts.push({ type: `outage.${entry.what}`, about: outage.id, at: entry.at, body: { ...entry.values, by: entry.by } });
    },
  };
}

/** The group whose timers a branch uses. */
export const groupOf = (world: World, branch: number): number => world.groups.ofBranch(branch)[0] ?? NONE;
