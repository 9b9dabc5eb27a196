/** What the board shows: filter, lanes and order from the address, jobs from the records. */

import { useCallback, useMemo } from 'react';
import * as z from 'zod';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useAddress, usePutAddress } from '../../live/useAddress.ts';
import { useRecords } from '../../live/useRecord.ts';
import { isLate, type JobFilter, type LaneKind, laneKinds, type Only, only, type PlaceNames, passes } from './jobFilter.ts';

const anyText = z.string().min(1).max(200);
const onlyPart = z.enum(only);
const lanePart = z.enum(laneKinds);
const endedPart = z.literal('1');

export type BoardView = {
  readonly jobs: readonly JobRecord[];
  readonly hidden: { readonly count: number; readonly late: number };
  readonly filter: JobFilter;
  readonly lanes: LaneKind;
  readonly names: PlaceNames;
  /** Changes when the person asks for something else. */
  readonly arrangement: string;
  setText(text: string): void;
  setArea(area: string | null): void;
  setCrew(crew: string | null): void;
  setOnly(only: Only | null): void;
  setEnded(ended: boolean): void;
  setLanes(lanes: LaneKind): void;
  clear(): void;
};

const all = (table: ReadonlyMap<string, JobRecord>): readonly JobRecord[] => [...table.values()];
const howMany = (table: ReadonlyMap<string, unknown>) => table.size;

export function usePlaceNames(): PlaceNames {
  const { store } = useLive();
  const areas = useRecords('area', howMany);
  const crews = useRecords('crew', howMany);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts stand for the tables
  return useMemo<PlaceNames>(
    () => ({
      area: (id) => (id === null ? '' : (store.get('area', id)?.name ?? id)),
      crew: (id) => (id === null ? '' : (store.get('crew', id)?.name ?? id)),
    }),
    [store, areas, crews],
  );
}

export function useBoardView(): BoardView {
  const [q, setQ] = useAddress('q', anyText);
  const [area, setArea] = useAddress('area', anyText);
  const [crew, setCrew] = useAddress('crew', anyText);
  const [wanted, setOnly] = useAddress('only', onlyPart);
  const [ended, setEnded] = useAddress('ended', endedPart);
  const [lanes, setLanes] = useAddress('lanes', lanePart);
  const put = usePutAddress();
  const names = usePlaceNames();
  const live = useRecords('job', all);
  const filter = useMemo<JobFilter>(
    () => ({ text: q ?? '', area, crew, only: wanted, ended: ended !== null }),
    [q, area, crew, wanted, ended],
  );
  const { jobs, hidden } = useMemo(() => {
    const shown = live.filter((job) => passes(job, filter, names));
    const kept = new Set(shown);
    const held = live.filter((job) => !kept.has(job) && (filter.ended || job.closedAt === null));
    return { jobs: shown, hidden: { count: held.length, late: held.filter(isLate).length } };
  }, [live, filter, names]);
  const clear = useCallback(() => put({ q: null, area: null, crew: null, only: null }), [put]);
  return {
    jobs,
    hidden,
    filter,
    lanes: lanes ?? 'none',
    names,
    arrangement: `${q}|${area}|${crew}|${wanted}|${ended}|${lanes}`,
    setText: (text) => setQ(text === '' ? null : text.slice(0, 200)),
    setArea,
    setCrew,
    setOnly,
    setEnded: (next) => setEnded(next ? '1' : null),
    setLanes: (next) => setLanes(next === 'none' ? null : next),
    clear,
  };
}
