/** Remembers what changed since somebody last asked. */

export type Touch = {
  mark(kind: 'outage' | 'source' | 'report', id: string): void;
  mark(kind: 'feeder' | 'area' | 'device', index: number): void;
  mark(kind: 'outage' | 'source' | 'report' | 'feeder' | 'area' | 'device', id: string | number): void;
  take(): Touched;
  /** Branches marked since the last call of this one. */
  takeDevices(): ReadonlySet<number>;
  /** Outages marked since the last call of this one. */
  takeOutages(): ReadonlySet<string>;
  /** Outages marked since the last call of this one, for the desks. */
  takeChanged(): ReadonlySet<string>;
};

export type Touched = {
  readonly outages: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
  readonly feeders: ReadonlySet<number>;
  readonly areas: ReadonlySet<number>;
  readonly devices: ReadonlySet<number>;
};

/** A set of small numbers that is cheap to add to a million times. */
function createMarks(size: number): { add(index: number): void; take(): Set<number> } {
  const marked = new Uint8Array(size);
  let list: number[] = [];
  return {
    add(index) {
      if (marked[index]) return;
      marked[index] = 1;
      list.push(index);
    },
    take() {
      const taken = new Set(list);
      for (const index of list) marked[index] = 0;
      list = [];
      return taken;
    },
  };
}

export type TouchSizes = { readonly feeders: number; readonly areas: number; readonly devices: number };

export function createTouch(sizes: TouchSizes): Touch {
  const feeders = createMarks(sizes.feeders);
  const areas = createMarks(sizes.areas);
  const devices = createMarks(sizes.devices);
  const unjudged = createMarks(sizes.devices);
  let outages = new Set<string>();
  let unread = new Set<string>();
  let unsettled = new Set<string>();
  let sources = new Set<string>();
  let reports = new Set<string>();
  return {
    mark(kind: string, id: string | number) {
      if (typeof id === 'string') {
        if (kind === 'outage') {
          outages.add(id);
          unread.add(id);
          unsettled.add(id);
        } else if (kind === 'source') sources.add(id);
        else reports.add(id);
      } else if (kind === 'feeder') feeders.add(id);
      else if (kind === 'area') areas.add(id);
      else {
        devices.add(id);
        unjudged.add(id);
      }
    },
    take() {
      const taken = { outages, sources, reports, feeders: feeders.take(), areas: areas.take(), devices: devices.take() };
      outages = new Set();
      sources = new Set();
      reports = new Set();
      return taken;
    },
    takeDevices: () => unjudged.take(),
    takeOutages() {
      const taken = unread;
      unread = new Set();
      return taken;
    },
    takeChanged() {
      const taken = unsettled;
      unsettled = new Set();
      return taken;
    },
  };
}
