/** What crews say of themselves: who is on duty, who is at which outage, and until when they hope to be done (rules T1, T4, T6). */

import type { CrewMessage } from '../../../shared/messages/crew.ts';

export type CrewAtWork = {
  readonly id: string;
  readonly status: NonNullable<CrewMessage['status']>;
  readonly statusAt: number;
  readonly heardAt: number;
  /** Sent to a job and not done with it yet. */
  readonly assignedAt: number | null;
  readonly enRouteAt: number | null;
  readonly arrivedAt: number | null;
  /** Outage it works on, once it said so. */
  readonly outage: string | null;
  readonly estimateAt: number | null;
};

/** An outage of which a crew said something new, and the time its job took when it is done. */
export type CrewWord = { readonly outage: string; readonly doneMs: number | null };

export type Crews = {
  /** `named` finds the open outage that a job number or a branch stands for. */
  hear(message: CrewMessage, receivedAt: number, named: (word: string) => string | null): readonly CrewWord[];
  /** Crews on duty that were heard since. */
  onDuty(since: number): readonly CrewAtWork[];
  at(outage: string): CrewAtWork | null;
  forget(outage: string): void;
  state(): readonly CrewAtWork[];
};

const isAhead = (status: CrewAtWork['status']): boolean => status !== 'available' && status !== 'off-duty' && status !== 'complete';

/** true when the crew is busy with a job. */
export const isBusy = ({ status, assignedAt }: CrewAtWork): boolean => isAhead(status) && assignedAt !== null;

export function createCrews(saved: readonly CrewAtWork[] = []): Crews {
  const crews = new Map(saved.map((crew) => [crew.id, crew]));
  const atOutage = new Map(saved.flatMap((crew) => (crew.outage === null ? [] : [[crew.outage, crew.id] as const])));

  /** The outage a message speaks of: by its job, else by the names of open devices in its note. */
  function spokenOf({ job, note }: CrewMessage, named: (word: string) => string | null): string | null {
    const byJob = job === null ? null : named(job);
    if (byJob !== null || note === null) return byJob;
    for (const word of note.split(/[\s,;]+/)) {
      const outage = word === '' ? null : named(word);
      if (outage !== null) return outage;
    }
    return null;
  }

  function moved(crew: CrewAtWork, { status, at }: CrewMessage): CrewAtWork {
    if (status === null || at < crew.statusAt) return crew;
    const next = { ...crew, status, statusAt: at };
    switch (status) {
      case 'available':
      case 'off-duty':
        return { ...next, assignedAt: null, enRouteAt: null, arrivedAt: null, outage: null, estimateAt: null };
      case 'assigned':
        return { ...next, assignedAt: at, enRouteAt: null, arrivedAt: null, outage: null, estimateAt: null };
      case 'en-route':
        return { ...next, assignedAt: crew.assignedAt ?? at, enRouteAt: at };
      case 'arrived':
      case 'working':
        return { ...next, assignedAt: crew.assignedAt ?? at, arrivedAt: crew.arrivedAt ?? at };
      case 'complete':
        return next;
    }
  }

  return {
    hear(message, receivedAt, named) {
      if (message.replay || message.test || message.quality !== 'good') return [];
      const before: CrewAtWork = crews.get(message.id) ?? {
        id: message.id,
        status: 'available',
        statusAt: Number.NEGATIVE_INFINITY,
        heardAt: receivedAt,
        assignedAt: null,
        enRouteAt: null,
        arrivedAt: null,
        outage: null,
        estimateAt: null,
      };
      let crew = { ...moved(before, message), heardAt: receivedAt };
      const speaks = message.job !== null || message.note !== null;
      const outage = speaks ? (spokenOf(message, named) ?? crew.outage) : crew.outage;
      crew = { ...crew, outage, estimateAt: message.estimateAt ?? crew.estimateAt };
      crews.set(crew.id, crew);
      if (before.outage !== null && before.outage !== outage && atOutage.get(before.outage) === crew.id) atOutage.delete(before.outage);
      if (outage !== null) atOutage.set(outage, crew.id);
      const told = message.status !== null || message.estimateAt !== null || outage !== before.outage;
      if (!told) return [];
      const words: CrewWord[] = [];
      if (before.outage !== null && before.outage !== outage) words.push({ outage: before.outage, doneMs: null });
      const done = crew.status === 'complete' && before.status !== 'complete' && crew.assignedAt !== null;
      if (outage !== null) words.push({ outage, doneMs: done ? crew.statusAt - (crew.assignedAt ?? crew.statusAt) : null });
      return words;
    },
    onDuty: (since) => [...crews.values()].filter(({ heardAt, status }) => heardAt >= since && status !== 'off-duty'),
    at(outage) {
      const crew = crews.get(atOutage.get(outage) ?? '');
      return crew?.outage === outage ? crew : null;
    },
    forget: (outage) => void atOutage.delete(outage),
    state: () => [...crews.values()],
  };
}
