/** The network file while it is being written: growing lists, short ids counted by kind. */

import type {
  NetworkArea,
  NetworkBranch,
  NetworkFeeder,
  NetworkNode,
  NetworkServicePoint,
  NetworkSource,
  NetworkSubstation,
  SwitchKind,
} from '../../shared/network.ts';

export type IdPrefix = 'a' | 'ss' | 'f' | 'cb' | 'r' | 'fu' | 'sw' | 'tie' | 't' | 'l' | 'n' | 'sp';

export type Draft = {
  readonly areas: NetworkArea[];
  readonly substations: NetworkSubstation[];
  readonly feeders: NetworkFeeder[];
  readonly sources: NetworkSource[];
  readonly nodes: NetworkNode[];
  readonly branches: NetworkBranch[];
  readonly servicePoints: NetworkServicePoint[];
  /** Next id of a kind: "n-1", "n-2" … */
  nextId(prefix: IdPrefix): string;
  /** The name itself when it is the first of its kind, else with a number after it. */
  uniqueName(name: string): string;
  /** Adds a node and gives back its id. */
  addNode(position: readonly [lon: number, lat: number]): string;
};

export const ID_OF_SWITCH: Readonly<Record<SwitchKind, IdPrefix>> = {
  breaker: 'cb',
  recloser: 'r',
  fuse: 'fu',
  tie: 'tie',
  sectionaliser: 'sw',
  'load-break': 'sw',
  disconnector: 'sw',
};

export function createDraft(): Draft {
  const counts = new Map<string, number>();
  const next = (key: string): number => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
  const names = new Map<string, number>();
  const nodes: NetworkNode[] = [];
  const nextId = (prefix: IdPrefix): string => `${prefix}-${next(prefix)}`;
  return {
    areas: [],
    substations: [],
    feeders: [],
    sources: [],
    nodes,
    branches: [],
    servicePoints: [],
    nextId,
    uniqueName(name) {
      const count = (names.get(name) ?? 0) + 1;
      names.set(name, count);
      return count === 1 ? name : `${name} ${count}`;
    },
    addNode([lon, lat]) {
      const id = nextId('n');
      nodes.push({ id, lon, lat });
      return id;
    },
  };
}
