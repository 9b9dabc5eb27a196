/** Tells a switch that operates from a contact that chatters (rule E32). */

import type { DomainSettings } from '../settings.ts';
import type { SourcePoint } from './points.ts';

/** Changes within the window that ends at `t`, oldest first, with this one when it is a change. */
export function recentChanges(point: SourcePoint, t: number, changed: boolean, settings: DomainSettings): readonly number[] {
  const since = t - settings.chatterWindowMs;
  const recent = point.changes.filter((at) => at > since).slice(-settings.chatterChanges - 1);
  return changed ? [...recent, t].slice(-settings.chatterChanges - 1) : recent;
}

/** The limit exceeds a full reclose cycle of seven changes. */
export const isChatter = (changes: readonly number[], settings: DomainSettings): boolean => changes.length > settings.chatterChanges;
