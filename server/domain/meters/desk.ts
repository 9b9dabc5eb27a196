/** Sorts meter events into what they prove: reports, proofs, flickers, repeats; each counted in exactly one bucket (section A). */

import { createMeterAccount, type MeterAccount } from './account.ts';
import { createHeldGasps, type HeldGasps } from './held.ts';
import type { MeterSettings } from './settings.ts';

export type MeterEventKind = 'last-gasp' | 'power-up' | 'ping-on' | 'ping-off';

export type MeterEvent = {
  readonly point: number;
  /** Who spoke: a service point may have several meters behind it (rule A4). */
  readonly meter: string;
  readonly kind: MeterEventKind;
  /** Effective meter time, epoch milliseconds. */
  readonly at: number;
  readonly receivedAt: number;
  /** Meters behind this one message, normally 1. */
  readonly weight: number;
  /** An open confirmed or planned outage holds the service point (rule A6). */
  readonly explained: boolean;
  /** History: completes records, proves nothing live (INV-5). */
  readonly history: boolean;
};

/** What the rest of the core has to know. */
export type MeterFinding =
  /** The service point is dark, said by its meter. */
  | { readonly type: 'dark'; readonly point: number; readonly at: number; readonly by: 'gasp' | 'ping' }
  /** The service point has supply. */
  | { readonly type: 'on'; readonly point: number; readonly at: number; readonly by: 'power-up' | 'ping' }
  /** Gone and back inside the hold-off. */
  | { readonly type: 'flicker'; readonly point: number; readonly from: number; readonly to: number; readonly weight: number }
  /** Corroborates an outage that is known. */
  | { readonly type: 'corroborates'; readonly point: number; readonly at: number; readonly kind: MeterEventKind };

type Last = {
  readonly kind: MeterEventKind;
  readonly at: number;
  /** Meters that said it. */
  readonly by: readonly string[];
  /** It ended a flicker. */
  readonly flicker: boolean;
};

export type MeterDeskState = {
  readonly held: readonly (readonly [point: number, at: number, dueAt: number, weight: number])[];
  readonly last: readonly (readonly [point: number, kind: MeterEventKind, at: number])[];
  readonly account: readonly (readonly [key: string, count: number])[];
};

export type MeterDesk = {
  readonly account: MeterAccount;
  hear(event: MeterEvent): readonly MeterFinding[];
  /** Gasps whose hold-off has run out become reports; one that an outage explains by now corroborates it. */
  release(now: number, explained: (point: number) => boolean): readonly MeterFinding[];
  nextDeadline(): number | null;
  /** Storm throttling: only these meters feed prediction (rule A13); null = all. */
  thin(bellwether: ((point: number) => boolean) | null): void;
  waiting(): number;
  /** This service point has a meter that was heard at least once. */
  hasSpoken(point: number): boolean;
  state(): MeterDeskState;
};

const isOn = (kind: MeterEventKind): boolean => kind === 'power-up' || kind === 'ping-on';

export function createMeterDesk(settings: MeterSettings, saved: MeterDeskState | null = null): MeterDesk {
  const account = createMeterAccount();
  const held: HeldGasps = createHeldGasps();
  const lasts = new Map<number, Last>();
  let bellwether: ((point: number) => boolean) | null = null;

  if (saved) {
    account.restore(saved.account);
    for (const [point, at, dueAt, weight] of saved.held) held.set({ point, at, dueAt, weight });
    for (const [point, kind, at] of saved.last) lasts.set(point, { kind, at, by: [], flicker: false });
  }

  const isSame = (last: Last | undefined, { kind, at }: MeterEvent): last is Last =>
    last?.kind === kind && Math.abs(at - last.at) <= settings.dedupeMs;

  const note = (event: MeterEvent, flicker = false): void => {
    const { point, kind, at, meter } = event;
    const last = lasts.get(point);
    if (last && at < last.at) return;
    const same = isSame(last, event);
    lasts.set(point, { kind, at, by: same ? [...last.by, meter] : [meter], flicker: flicker || (same && last.flicker) });
  };

  const isRepeat = (last: Last | undefined, event: MeterEvent): boolean => isSame(last, event) && last.by.includes(event.meter);

  function gasp(event: MeterEvent): readonly MeterFinding[] {
    const { point, at, weight, kind } = event;
    const last = lasts.get(point);
    if (last && isOn(last.kind) && last.at >= at) {
      const flicker = last.at - at <= settings.holdOffMs && last.kind === 'power-up';
      account.enter(flicker ? 'suppressed' : 'attached', flicker ? 'flicker' : 'history', weight);
      return flicker ? [{ type: 'flicker', point, from: at, to: last.at, weight }] : [];
    }
    const waiting = held.get(point);
    if (isRepeat(last, event) || (waiting && last?.by.includes(event.meter))) {
      account.enter('suppressed', 'duplicate', weight);
      return [];
    }
    note(event);
    if (waiting) {
      account.enter('pending', 'held', weight);
      held.set({ ...waiting, weight: waiting.weight + weight });
      return [];
    }
    if (event.explained) {
      account.enter('attached', 'outage', weight);
      return [{ type: 'corroborates', point, at, kind }];
    }
    if (bellwether && !bellwether(point)) {
      account.enter('suppressed', 'thinned', weight);
      return [];
    }
    account.enter('pending', 'held', weight);
    held.set({ point, at, dueAt: at + settings.holdOffMs, weight });
    return [];
  }

  function powerUp(event: MeterEvent): readonly MeterFinding[] {
    const { point, at, weight } = event;
    const waiting = held.get(point);
    const last = lasts.get(point);
    if (waiting && at >= waiting.at) {
      held.remove(point);
      const flicker = at - waiting.at <= settings.holdOffMs;
      note(event, flicker);
      account.settle(flicker ? 'suppressed' : 'attached', flicker ? 'flicker' : 'report', waiting.weight);
      account.enter(flicker ? 'suppressed' : 'attached', flicker ? 'flicker' : 'restoration', weight);
      return flicker ? [{ type: 'flicker', point, from: waiting.at, to: at, weight }] : [{ type: 'on', point, at, by: 'power-up' }];
    }
    if (isRepeat(last, event)) {
      account.enter('suppressed', 'duplicate', weight);
      return [];
    }
    if (isSame(last, event) && last.flicker) {
      note(event);
      account.enter('suppressed', 'flicker', weight);
      return [];
    }
    if (last && last.at > at) {
      account.enter('attached', 'history', weight);
      return [];
    }
    note(event);
    account.enter('attached', event.explained ? 'restoration' : 'proof', weight);
    return [{ type: 'on', point, at, by: 'power-up' }];
  }

  function ping(event: MeterEvent): readonly MeterFinding[] {
    const { point, at, weight, kind } = event;
    const last = lasts.get(point);
    if (last && last.at > at) {
      account.enter('attached', 'history', weight);
      return [];
    }
    note(event);
    if (kind === 'ping-on') {
      const waiting = held.get(point);
      if (waiting) {
        held.remove(point);
        account.settle('suppressed', 'flicker', waiting.weight);
      }
      account.enter('attached', 'proof', weight);
      return [{ type: 'on', point, at, by: 'ping' }];
    }
    account.enter('attached', event.explained ? 'outage' : 'report', weight);
    return [event.explained ? { type: 'corroborates', point, at, kind } : { type: 'dark', point, at, by: 'ping' }];
  }

  return {
    account,
    hear(event) {
      if (event.history) {
        account.enter('attached', 'history', event.weight);
        return [];
      }
      if (event.kind === 'last-gasp') return gasp(event);
      return event.kind === 'power-up' ? powerUp(event) : ping(event);
    },
    release(now, explained) {
      return held.takeDue(now).map(({ point, at, weight }): MeterFinding => {
        const known = explained(point);
        account.settle('attached', known ? 'outage' : 'report', weight);
        return known ? { type: 'corroborates', point, at, kind: 'last-gasp' } : { type: 'dark', point, at, by: 'gasp' };
      });
    },
    nextDeadline: () => held.nextDue(),
    thin(next) {
      bellwether = next;
    },
    waiting: () => held.size(),
    hasSpoken: (point) => lasts.has(point),
    state: () => ({
      held: [...held.all()].map(({ point, at, dueAt, weight }) => [point, at, dueAt, weight] as const),
      last: [...lasts].map(([point, { kind, at }]) => [point, kind, at] as const),
      account: [...account.reasons()],
    }),
  };
}
