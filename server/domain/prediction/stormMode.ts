/** Storm mode: proposed when calls, outages or customers out pass their limits, switched by a supervisor; thins the meters with it, or when they pile up (rules P20, A13, A14). */

import type { Fact } from '../core.ts';
import type { MeterDesk } from '../meters/desk.ts';
import type { MeterSettings } from '../meters/settings.ts';
import type { World } from '../world.ts';
import { bellwethersOf } from './bellwethers.ts';
import type { Overlay } from './overlay.ts';

export type StormReason = 'calls' | 'outages' | 'customers' | 'calm';

export type StormState = {
  readonly on: boolean;
  /** Last switched at; null when never. Epoch milliseconds. */
  readonly since: number | null;
  readonly by: string | null;
  readonly reason: string | null;
  /** What a supervisor is asked to do, and why. */
  readonly proposal: { readonly on: boolean; readonly reason: StormReason; readonly since: number } | null;
  readonly thinned: boolean;
  /** Since when everything has been below half of the limits. */
  readonly calmSince: number | null;
  readonly calls: readonly (readonly [minute: number, count: number])[];
  /** Next look at the limits. */
  readonly lookAt: number;
};

const MINUTE_MS = 60_000;
const LOOK_MS = 10_000;
/** Rule P20. */
const CALLS_FACTOR = 10;
const CALLS_WINDOW_MINUTES = 10;
const MOST_OUTAGES = 30;
const MOST_OUT_SHARE = 0.05;
const CALM_MS = 60 * MINUTE_MS;
/** Minutes remembered: what an hour usually brings is their mean. */
const REMEMBERED_MINUTES = 24 * 60;
/** Before a day is known: one caller an hour among so many customers, and one in ten minutes at least. */
const CUSTOMERS_PER_CALL = 5_000;
const LEAST_USUAL = 6;

const atRest: StormState = {
  on: false,
  since: null,
  by: null,
  reason: null,
  proposal: null,
  thinned: false,
  calmSince: null,
  calls: [],
  lookAt: 0,
};

export type StormModeOptions = {
  readonly world: World;
  readonly overlay: Overlay;
  readonly desk: MeterDesk;
  readonly settings: MeterSettings;
  readonly saved?: StormState | null;
};

export function createStormMode({ world, overlay, desk, settings, saved = null }: StormModeOptions) {
  const { ledger, network } = world;
  const { tally } = ledger;
  const bellwethers = bellwethersOf(network, overlay.tree);
  const calls = new Map<number, number>(saved?.calls);
  let { on, since, by, reason, proposal, thinned, calmSince, lookAt } = saved ?? atRest;
  let changed = false;
  let facts: Fact[] = [];
  if (thinned) desk.thin(bellwethers.has);

  const customers = tally.all.total[0]!;
  const callsFrom = (minute: number): number => [...calls].reduce((sum, [at, count]) => sum + (at >= minute ? count : 0), 0);

  /** How far each limit of rule P20 is used, 1 = reached. */
  function pressure(now: number): Readonly<Record<Exclude<StormReason, 'calm'>, number>> {
    const minute = Math.floor(now / MINUTE_MS);
    const first = calls.keys().next().value ?? minute;
    const known = minute - first - CALLS_WINDOW_MINUTES;
    const recent = callsFrom(minute - CALLS_WINDOW_MINUTES + 1);
    const floor = Math.max(LEAST_USUAL, customers / CUSTOMERS_PER_CALL);
    const usual = known < 60 ? floor : Math.max(floor, ((callsFrom(0) - recent) / known) * 60);
    let unplanned = 0;
    for (const { origin } of ledger.open()) if (origin !== 'planned' && origin !== 'switching') unplanned += 1;
    for (const { level } of overlay.all()) if (level === 'device') unplanned += 1;
    return {
      calls: (recent * (60 / CALLS_WINDOW_MINUTES)) / (CALLS_FACTOR * usual),
      outages: unplanned / MOST_OUTAGES,
      customers: tally.all.out[0]! / (MOST_OUT_SHARE * Math.max(1, customers)),
    };
  }

  function propose(next: NonNullable<StormState['proposal']>): void {
    if (proposal?.on === next.on) return;
    proposal = next;
    changed = true;
    facts.push({ type: 'storm.proposed', about: null, at: next.since, body: { on: next.on, reason: next.reason } });
  }

  function withdraw(): void {
    if (proposal) changed = true;
    proposal = null;
  }

  function thin(now: number): void {
    const backlog = desk.waiting();
    const wanted = on || backlog > settings.backlog || (thinned && backlog > settings.backlog / 2);
    if (wanted === thinned) return;
    thinned = wanted;
    changed = true;
    desk.thin(wanted ? bellwethers.has : null);
    facts.push({ type: wanted ? 'meters.thinned' : 'meters.all', about: null, at: now, body: { used: bellwethers.count, backlog } });
  }

  return {
    /** A call came in, whatever it was about. */
    called(at: number): void {
      const minute = Math.floor(at / MINUTE_MS);
      calls.set(minute, (calls.get(minute) ?? 0) + 1);
    },
    look(now: number): void {
      if (now < lookAt) return;
      lookAt = now + LOOK_MS;
      for (const minute of calls.keys()) {
        if (minute >= Math.floor(now / MINUTE_MS) - REMEMBERED_MINUTES) break;
        calls.delete(minute);
      }
      const used = pressure(now);
      const over = (['calls', 'outages', 'customers'] as const).find((each) => used[each] > 1);
      const calm = Math.max(used.calls, used.outages, used.customers) < 0.5;
      calmSince = calm ? (calmSince ?? now) : null;
      if (!on && over) propose({ on: true, reason: over, since: now });
      else if (on && calmSince !== null && now - calmSince >= CALM_MS) propose({ on: false, reason: 'calm', since: now });
      else if (!on && calm) withdraw();
      thin(now);
    },
    set(next: boolean, why: string | null, who: string, now: number): void {
      if (next === on) return;
      on = next;
      since = now;
      by = who;
      reason = why;
      proposal = null;
      calmSince = null;
      changed = true;
      overlay.setMode(next ? 'storm' : 'normal');
      thin(now);
      facts.push({ type: next ? 'storm.on' : 'storm.off', about: null, at: now, body: { reason: why, by: who } });
    },
    isOn: (): boolean => on,
    /** Meters that feed predictions, of all; null while all do. */
    thinned: () => (thinned ? { used: bellwethers.count, of: network.servicePoints.count } : null),
    takeChanged(): boolean {
      const was = changed;
      changed = false;
      return was;
    },
    takeFacts(): readonly Fact[] {
      const taken = facts;
      facts = [];
      return taken;
    },
    state: (): StormState => ({ on, since, by, reason, proposal, thinned, calmSince, calls: [...calls], lookAt }),
  };
}
