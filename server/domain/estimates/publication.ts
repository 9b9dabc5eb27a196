/** Says an estimate: rounded, only when worth it, with the change written down, and overdue ones called so (rules T7, T8, T9, T11). */

import type { Fact } from '../core.ts';
import type { Estimate, HistoryEntry, Outage } from '../outages/outage.ts';
import type { Estimated } from './estimate.ts';
import { roundUp, worthTelling } from './publish.ts';
import type { EstimateSettings } from './settings.ts';
import type { Track } from './track.ts';

export type Publication = {
  readonly outage: Outage;
  readonly track: Track;
  /** What stands now, null before the first. */
  readonly standing: Estimate | null;
  readonly next: Estimated;
  /** Crew whose word it is. */
  readonly by: string | null;
  readonly now: number;
  readonly commit: number;
  readonly settings: EstimateSettings;
};

const iso = (at: number): string => new Date(at).toISOString();

/** Why the new value replaces the old one. */
function reasonOf(standing: Estimate | null, next: Estimated, now: number): string {
  if (standing === null) return 'first';
  if (standing.at <= now) return 'overdue';
  return next.source === standing.source ? 'revised' : `by-${next.source}`;
}

function isWorthTelling({ standing, next, now, settings }: Publication, at: number): boolean {
  if (standing === null || standing.at <= now) return true;
  // A dispatcher's own word stands on the outage already.
  if (next.source === 'dispatcher') return false;
  if (next.source === 'crew') return standing.source !== 'crew' || standing.at !== at;
  return worthTelling(at, { at: standing.at, toldAt: standing.madeAt }, now, settings);
}

export function publish(of: Publication): { readonly track: Track; readonly facts: readonly Fact[] } {
  const { outage, standing, next, by, now, commit, settings } = of;
  const facts: Fact[] = [];
  const history: HistoryEntry[] = [];
  let { track } = of;
  const tell = (what: string, values: HistoryEntry['values'], who: string | null): void => {
    history.push({ at: now, what, values, commit, by: who });
    facts.push({ type: `outage.${what}`, about: outage.id, at: now, body: { ...values, by: who } });
  };

  if (standing !== null && standing.at <= now) {
    track = { ...track, overdue: track.overdue + 1 };
    tell('estimate-overdue', { at: iso(standing.at), source: standing.source, customers: outage.customersOut }, null);
  } else if (standing !== null && !track.asked && standing.at - now <= settings.etrWarnMs) {
    track = { ...track, asked: true };
    const body = { at: iso(standing.at), source: standing.source };
    facts.push({ type: 'outage.estimate-due', about: outage.id, at: now, body });
  }

  const ranOut = standing !== null && standing.at <= now;
  const at = roundUp(ranOut ? Math.max(next.at, now + settings.leastAheadMs) : Math.max(next.at, now + 1), now);
  if (isWorthTelling(of, at)) {
    const reason = reasonOf(standing, next, now);
    const { earliest, latest, source } = next;
    const who = source === 'crew' ? by : null;
    const made: Estimate = {
      at,
      earliest: earliest === null ? null : Math.min(earliest, at),
      latest: latest === null ? null : Math.max(latest, at),
      source,
      madeAt: now,
      by: who,
      reason,
      customersOut: outage.customersOut,
    };
    const values: Record<string, string | number> = { at: iso(at), source, reason, customers: outage.customersOut };
    if (standing !== null) values.was = iso(standing.at);
    tell('estimate-made', values, who);
    track = { ...track, estimates: [...track.estimates, made], asked: false };
  }
  if (history.length > 0) track = { ...track, history: [...track.history, ...history], revision: commit };
  return { track, facts };
}
