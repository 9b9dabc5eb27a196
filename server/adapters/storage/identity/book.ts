/** What a storage technology looks up and remembers so that repeats are recognised; one transaction sees its own earlier rows. */

import type { Kept, Sighting } from './identify.ts';
import type { SourceState } from './sourceState.ts';

export interface IdentityBook {
  source(name: string): SourceState | null;
  keepSource(name: string, state: SourceState): void;
  /** Kept events of that source with that number, in any epoch. */
  sightings(source: string, seq: number): readonly Sighting[];
  keepSighting(source: string, seq: number, sighting: Sighting): void;
  event(eventId: string): Kept | null;
  keepEvent(eventId: string, kept: Kept): void;
  content(contentHash: string): number | null;
  keepContent(contentHash: string, commit: number): void;
  /** Idempotency keys of commands. */
  command(key: string): Kept | null;
  keepCommand(key: string, kept: Kept): void;
}
