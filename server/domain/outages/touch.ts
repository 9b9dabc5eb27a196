/** Remembers what changed since somebody last asked. */

export type Touch = {
  mark(kind: 'outage' | 'source' | 'report', id: string): void;
  mark(kind: 'feeder' | 'area' | 'device', index: number): void;
  mark(kind: 'outage' | 'source' | 'report' | 'feeder' | 'area' | 'device', id: string | number): void;
  take(): Touched;
  /** Branches marked since the last call of this one. */
  takeDevices(): ReadonlySet<number>;
};

export type Touched = {
  readonly outages: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
  readonly feeders: ReadonlySet<number>;
  readonly areas: ReadonlySet<number>;
  readonly devices: ReadonlySet<number>;
};

type Sets = { [K in keyof Touched]: Set<Touched[K] extends ReadonlySet<infer T> ? T : never> };

const empty = (): Sets => ({
  outages: new Set(),
  sources: new Set(),
  reports: new Set(),
  feeders: new Set(),
  areas: new Set(),
  devices: new Set(),
});

export function createTouch(): Touch {
  let sets = empty();
  let devices = new Set<number>();
  return {
    mark(kind: string, id: string | number) {
      if (typeof id === 'string') {
        if (kind === 'outage') sets.outages.add(id);
        else if (kind === 'source') sets.sources.add(id);
        else sets.reports.add(id);
      } else if (kind === 'feeder') sets.feeders.add(id);
      else if (kind === 'area') sets.areas.add(id);
      else {
        sets.devices.add(id);
        devices.add(id);
      }
    },
    take() {
      const taken = sets;
      sets = empty();
      return taken;
    },
    takeDevices() {
      const taken = devices;
      devices = new Set();
      return taken;
    },
  };
}
