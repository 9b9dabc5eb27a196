/** What of an estimate people hear: rounded up, and changed only when the change is worth telling (rules T7, T8). */

import type { EstimateSettings } from './settings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Upward to 15 minutes less than 4 h ahead, 30 less than 12 h, 60 beyond. */
export function roundUp(at: number, now: number): number {
  const ahead = at - now;
  const step = ahead < 4 * HOUR_MS ? 15 * MINUTE_MS : ahead < 12 * HOUR_MS ? 30 * MINUTE_MS : HOUR_MS;
  return Math.ceil(at / step) * step;
}

export type Told = { readonly at: number; readonly toldAt: number };

/** Whether a new value is worth replacing what was told. */
export function worthTelling(next: number, told: Told | null, now: number, settings: EstimateSettings): boolean {
  if (told === null) return true;
  if (told.at <= now) return true;
  const remaining = Math.max(0, told.at - now);
  const smallest = Math.max(settings.etrDeltaMs, settings.etrDeltaShare * remaining);
  return Math.abs(next - told.at) >= smallest && now - told.toldAt >= settings.etrMinGapMs;
}
