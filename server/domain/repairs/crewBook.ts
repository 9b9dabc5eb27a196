/** Crews as they last said: where they are, what they do, what they can (rule R16). */

import type { CrewRecord } from '../../../shared/records/crew.ts';

export type CrewStatus = CrewRecord['status'];
export type Doing = CrewRecord['spans'][number]['doing'];
export type Span = { readonly job: string | null; readonly doing: Doing; readonly from: number; readonly to: number | null };

export type Crew = {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly skills: readonly string[];
  readonly vehicle: string | null;
  readonly people: number | null;
  readonly phone: string | null;
  /** Index of its home area, NONE when not said. */
  readonly area: number;
  readonly capacity: number;
  readonly shift: { readonly startsAt: number; readonly endsAt: number } | null;
  readonly status: CrewStatus;
  readonly statusAt: number;
  readonly heardAt: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly positionAt: number | null;
  readonly onDutySince: number | null;
  readonly note: string | null;
  readonly estimateAt: number | null;
  readonly users: readonly string[];
  readonly spans: readonly Span[];
};

const USUAL_CAPACITY = 8;
const SPANS_KEPT = 60;
const DAY_MS = 24 * 3_600_000;

export type CrewBookState = { readonly crews: readonly Crew[] };
export type CrewBook = ReturnType<typeof createCrewBook>;

const codeOf = (id: string): string =>
  id
    .replace(/[^0-9A-Za-z]/g, '')
    .slice(-4)
    .toUpperCase() || 'C';

/** What the bar on the timeline shows while the crew says this. */
function doingAt(status: CrewStatus): Doing {
  switch (status) {
    case 'off-duty':
      return 'off';
    case 'en-route':
      return 'travel';
    case 'arrived':
    case 'working':
      return 'work';
    case 'available':
    case 'assigned':
    case 'complete':
      return 'waiting';
  }
}

export function createCrewBook(saved: CrewBookState | null) {
  const crews = new Map<string, Crew>(saved?.crews.map((crew) => [crew.id, crew]));
  let touched = new Set<string>();

  function put(crew: Crew): Crew {
    if (crews.get(crew.id) === crew) return crew;
    crews.set(crew.id, crew);
    touched.add(crew.id);
    return crew;
  }

  function withSpan(crew: Crew, at: number, job: string | null): readonly Span[] {
    const doing = doingAt(crew.status);
    const last = crew.spans.at(-1);
    const about = doing === 'travel' || doing === 'work' ? job : null;
    if (last && last.to === null && last.doing === doing && last.job === about) return crew.spans;
    const begun = last ? Math.max(at, last.from) : at;
    const ended = last && last.to === null ? [...crew.spans.slice(0, -1), { ...last, to: begun }] : crew.spans;
    return [...ended, { job: about, doing, from: begun, to: null }].filter(({ to }) => to === null || to > at - DAY_MS).slice(-SPANS_KEPT);
  }

  return {
    put,
    get: (id: string): Crew | null => crews.get(id) ?? null,
    all: (): Iterable<Crew> => crews.values(),
    /** The crew as known, or as one of which nothing is known yet. */
    known(id: string, now: number): Crew {
      return (
        crews.get(id) ?? {
          id,
          name: id,
          code: codeOf(id),
          skills: [],
          vehicle: null,
          people: null,
          phone: null,
          area: -1,
          capacity: USUAL_CAPACITY,
          shift: null,
          status: 'available',
          statusAt: now,
          heardAt: null,
          lon: null,
          lat: null,
          positionAt: null,
          onDutySince: null,
          note: null,
          estimateAt: null,
          users: [],
          spans: [],
        }
      );
    },
    /** An older word than the one that stands changes nothing. */
    said(crew: Crew, status: CrewStatus, at: number, job: string | null): Crew {
      if (at < crew.statusAt && crew.spans.length > 0) return crew;
      const off = status === 'off-duty';
      const next: Crew = {
        ...crew,
        status,
        statusAt: at,
        onDutySince: off ? null : (crew.onDutySince ?? at),
        estimateAt: status === 'available' || off ? null : crew.estimateAt,
        // R16: where people are after work is nobody's business.
        ...(off ? { lon: null, lat: null, positionAt: null } : {}),
      };
      return put({ ...next, spans: withSpan(next, at, job) });
    },
    /** Crew a person works with: the one joined last, else the one with the person's name. */
    ofUser(user: string): string | null {
      for (const { id, users } of crews.values()) if (users.includes(user)) return id;
      return crews.has(user) ? user : null;
    },
    touch: (id: string): void => void touched.add(id),
    takeTouched(): readonly string[] {
      const taken = [...touched];
      touched = new Set();
      return taken;
    },
    state: (): CrewBookState => ({ crews: [...crews.values()] }),
  };
}
