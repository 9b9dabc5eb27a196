/** Writes crews, and which of them could go to a job. */

import type { CrewRecord, CrewSuggestions } from '../../shared/records/crew.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import type { Crew } from '../domain/repairs/crewBook.ts';
import { isActive } from '../domain/repairs/job.ts';
import { suggestCrews } from '../domain/repairs/suggestions.ts';
import type { View } from '../domain/view.ts';

export function crewRecordOf(view: View, crew: Crew): CrewRecord {
  const queue = view.desks.repairs.shop.jobs.ofCrew(crew.id);
  const current = queue.find(isActive) ?? null;
  const { id, name, code, vehicle, people, phone, status, capacity, note, lon, lat } = crew;
  return {
    id,
    name,
    code,
    skills: [...crew.skills],
    vehicle,
    people,
    area: view.network.areas[crew.area]?.id ?? null,
    phone,
    status,
    statusAt: formatTime(crew.statusAt),
    heardAt: formatTimeOrNull(crew.heardAt),
    lon,
    lat,
    positionAt: formatTimeOrNull(crew.positionAt),
    shift: crew.shift && { startsAt: formatTime(crew.shift.startsAt), endsAt: formatTime(crew.shift.endsAt) },
    onDutyMinutes: crew.onDutySince === null ? 0 : Math.max(0, Math.floor((view.now() - crew.onDutySince) / 60_000)),
    job: current?.id ?? null,
    jobStatus: current?.status ?? null,
    queue: [...(current ? [current.id] : []), ...queue.filter((job) => job !== current).map((job) => job.id)],
    capacity,
    needsHelp: queue.some(({ help }) => help !== null),
    note,
    estimateAt: formatTimeOrNull(crew.estimateAt),
    users: [...crew.users],
    spans: crew.spans.map(({ job, doing, from, to }) => ({ job, doing, from: formatTime(from), to: formatTimeOrNull(to) })),
  };
}

/** `GET /api/v1/jobs/{id}/crew-suggestions`. */
export function crewSuggestionsOf(view: View, id: string): CrewSuggestions | null {
  const { repairs } = view.desks;
  const job = repairs.job(id);
  if (!job) return null;
  return {
    job: id,
    items: suggestCrews(repairs.shop, job, view.now()).map(({ crew, score, travelMinutes, distanceM, freeAt, fits, reasons }) => ({
      crew: crew.id,
      name: crew.name,
      score,
      travelMinutes,
      distanceM,
      distanceBy: distanceM === null ? 'unknown' : 'direct',
      freeAt: formatTimeOrNull(freeAt),
      fits,
      reasons: [...reasons],
    })),
  };
}
