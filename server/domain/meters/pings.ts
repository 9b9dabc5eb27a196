/** Asks meters whether they have supply, no faster than the head-end takes it, and reads silence (rules A8 to A10). */

import { createQueue } from './queue.ts';
import type { MeterSettings } from './settings.ts';

export type PingPurpose = 'verify-call' | 'verify-prediction' | 'verify-restoration';

export type PingRequest = { readonly point: number; readonly purpose: PingPurpose };

export type PingState = {
  readonly queued: readonly (readonly [point: number, purpose: PingPurpose])[];
  readonly asked: readonly (readonly [point: number, purpose: PingPurpose, askedAt: number])[];
  readonly sentUpTo: number;
  readonly heardAt: number | null;
};

export type Pings = {
  ask(point: number, purpose: PingPurpose): void;
  withdraw(point: number): void;
  /** Requests that may leave now, at most `pingRate` a second of domain time. */
  takeDue(now: number): readonly PingRequest[];
  /** Any answer of a meter proves that its head-end is alive (rule A9). */
  answered(point: number, at: number): void;
  heard(at: number): void;
  /** Requests without an answer for the timeout; `alive` says whether silence means off or only unknown. */
  takeSilent(now: number): readonly (PingRequest & { readonly askedAt: number; readonly alive: boolean })[];
  nextDeadline(): number | null;
  waiting(point: number): boolean;
  /** Some meter has spoken: there is an advanced metering system to ask. */
  heardSomeone(): boolean;
  state(): PingState;
};

export function createPings(settings: MeterSettings, saved: PingState | null = null): Pings {
  const queued = createQueue<PingPurpose>(saved?.queued);
  const asked = createQueue<{ readonly purpose: PingPurpose; readonly askedAt: number }>();
  for (const [point, purpose, askedAt] of saved?.asked ?? []) asked.add(point, { purpose, askedAt });
  let sentUpTo = saved?.sentUpTo ?? 0;
  let heardAt = saved?.heardAt ?? null;
  const spacing = 1000 / settings.pingRate;

  return {
    ask(point, purpose) {
      if (!queued.has(point) && !asked.has(point)) queued.add(point, purpose);
    },
    withdraw(point) {
      queued.delete(point);
      asked.delete(point);
    },
    takeDue(now) {
      const due: PingRequest[] = [];
      if (queued.size() === 0) return due;
      sentUpTo = Math.max(sentUpTo, now - 1000);
      for (let first = queued.first(); first && sentUpTo + spacing <= now; first = queued.first()) {
        const [point, purpose] = first;
        sentUpTo += spacing;
        queued.delete(point);
        asked.add(point, { purpose, askedAt: now });
        due.push({ point, purpose });
      }
      return due;
    },
    answered(point, at) {
      heardAt = Math.max(heardAt ?? at, at);
      queued.delete(point);
      asked.delete(point);
    },
    heard(at) {
      heardAt = Math.max(heardAt ?? at, at);
    },
    takeSilent(now) {
      const silent: (PingRequest & { readonly askedAt: number; readonly alive: boolean })[] = [];
      for (let first = asked.first(); first && first[1].askedAt + settings.pingTimeoutMs <= now; first = asked.first()) {
        const [point, { purpose, askedAt }] = first;
        asked.delete(point);
        silent.push({ point, purpose, askedAt, alive: heardAt !== null && heardAt >= askedAt - settings.collectorAliveMs });
      }
      return silent;
    },
    nextDeadline() {
      const first = asked.first();
      const timeout = first ? first[1].askedAt + settings.pingTimeoutMs : null;
      const send = queued.size() > 0 ? sentUpTo + spacing : null;
      if (timeout === null) return send;
      return send === null ? timeout : Math.min(send, timeout);
    },
    heardSomeone: () => heardAt !== null,
    waiting: (point) => queued.has(point) || asked.has(point),
    state: () => ({
      queued: [...queued.all()],
      asked: [...asked.all()].map(([point, { purpose, askedAt }]) => [point, purpose, askedAt] as const),
      sentUpTo,
      heardAt,
    }),
  };
}
