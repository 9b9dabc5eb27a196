/** Rows gathered by feeder: a heading for each, its rows below it in the order asked for, headings in the order of their first row. */

import { useCallback, useMemo, useState } from 'react';
import * as z from 'zod';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useAddress } from '../../live/useAddress.ts';
import { customersOf } from './outageOrder.ts';

export type OutageGroup = {
  readonly id: string;
  /** Null gathers what belongs to no feeder. */
  readonly feeder: string | null;
  readonly outages: number;
  readonly customers: number;
  readonly folded: boolean;
};

export type OutageGroups = {
  readonly chosen: boolean;
  choose(grouped: boolean): void;
  /** Ids of rows and headings in the order shown. */
  readonly ids: readonly string[];
  readonly groups: ReadonlyMap<string, OutageGroup>;
  fold(id: string): void;
  /** Changes when the person groups, folds or unfolds. */
  readonly arrangement: string;
};

const groupText = z.enum(['feeder']);
const PREFIX = 'heading/';

export const isHeading = (id: string): boolean => id.startsWith(PREFIX);

export function useOutageGroups(rows: readonly OutageRecord[]): OutageGroups {
  const [group, setGroup] = useAddress('group', groupText);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { ids, groups } = useMemo(() => {
    if (group === null) return { ids: rows.map(({ id }) => id), groups: new Map<string, OutageGroup>() };
    const gathered = new Map<string | null, OutageRecord[]>();
    for (const outage of rows) {
      const members = gathered.get(outage.feeder);
      if (members) members.push(outage);
      else gathered.set(outage.feeder, [outage]);
    }
    const headings = new Map<string, OutageGroup>();
    const shown: string[] = [];
    for (const [feeder, members] of gathered) {
      const id = `${PREFIX}${feeder ?? ''}`;
      const customers = members.reduce((sum, outage) => sum + customersOf(outage), 0);
      headings.set(id, { id, feeder, outages: members.length, customers, folded: folded.has(id) });
      shown.push(id);
      if (!folded.has(id)) for (const member of members) shown.push(member.id);
    }
    return { ids: shown, groups: headings };
  }, [rows, group, folded]);
  const fold = useCallback((id: string) => {
    setFolded((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const arrangement = `${group} ${[...folded].join()}`;
  return { arrangement, chosen: group !== null, choose: (grouped) => setGroup(grouped ? 'feeder' : null), ids, groups, fold };
}
