/** Outages that have ended, asked from the server when the list is switched to them. */

import * as z from 'zod';
import { type OutageRecord, outageRecord } from '../../../shared/records/outage.ts';
import { useAddress } from '../../live/useAddress.ts';
import { useAnswer } from '../../live/useAnswer.ts';

const stateText = z.enum(['ended']);
const listAnswer = z.object({ items: z.array(outageRecord) });
const LIMIT = 500;

export type EndedOutages = {
  readonly chosen: boolean;
  choose(ended: boolean): void;
  /** Null while the list follows the live feed. */
  readonly rows: readonly OutageRecord[] | null;
  readonly loading: boolean;
  readonly failure: string | null;
};

const NONE: readonly OutageRecord[] = [];

export function useEndedOutages(): EndedOutages {
  const [state, setState] = useAddress('state', stateText);
  const chosen = state === 'ended';
  const { answer } = useAnswer(chosen ? `/api/v1/outages?state=ended&limit=${LIMIT}` : null, listAnswer);
  return {
    chosen,
    choose: (ended) => setState(ended ? 'ended' : null),
    rows: !chosen ? null : answer?.ok ? answer.value.items : NONE,
    loading: chosen && answer === null,
    failure: chosen && answer && !answer.ok ? answer.message || answer.code : null,
  };
}
