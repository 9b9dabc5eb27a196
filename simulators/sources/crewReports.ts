/** What crews tell: where they are, what they do, when they hope to be done. A phone without network tells it later. */

import { formatTime } from '../../shared/time.ts';
import { jsonConnection } from '../connection.ts';
import type { WorldEvent } from '../worldEvent.ts';
import type { View } from './view.ts';

export const CREWS = 'crews';

/** Name of a crew on the wire, from its number from 0. */
export const crewName = (crew: number): string => `crew-${String(crew + 1).padStart(2, '0')}`;

// A phone is out of reach about once in two hours, for ten minutes or so.
const REACH_MEAN_MS = 120 * 60_000;
const SILENT_MS = [4 * 60_000, 16 * 60_000] as const;

export const crewReports: View = ({ world, post }) => {
  const random = world.random('crew phones');
  const silentUntil = new Map<number, number>();
  const nextSilence = new Map<number, number>();

  function send(event: Extract<WorldEvent, { type: 'crew' }>, at: number): void {
    const { crew, status, lon, lat, estimateAt, note } = event;
    post.send(CREWS, 'crew', crewName(crew), at, {
      ...(Number.isNaN(lon) || Number.isNaN(lat) ? {} : { lat: round(lat), lon: round(lon) }),
      status: status ?? undefined,
      estimate: estimateAt === null ? undefined : { at: formatTime(Math.round(post.wireTime(estimateAt))) },
      note: note ?? undefined,
    });
  }

  /** Until when this crew's phone is out of reach. */
  function reachAgain(crew: number, now: number): number {
    const begins = nextSilence.get(crew) ?? now + random.wait(REACH_MEAN_MS);
    if (now < begins) {
      nextSilence.set(crew, begins);
      return silentUntil.get(crew) ?? now;
    }
    const until = now + random.between(...SILENT_MS);
    silentUntil.set(crew, until);
    nextSilence.set(crew, until + random.wait(REACH_MEAN_MS));
    return until;
  }

  world.listen((event) => {
    if (event.type !== 'crew') return;
    const at = world.now();
    const wait = reachAgain(event.crew, at) - at;
    if (wait <= 0) send(event, at);
    else world.after(wait, () => send(event, at));
  });
  return [jsonConnection(CREWS)];
};

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
