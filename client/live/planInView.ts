/** Which switching plan is drawn on the map, in the address: "outage:7/1" is the first plan of that outage. */

import { useCallback } from 'react';
import * as z from 'zod';
import { useAddress } from './useAddress.ts';

export type PlanInView = { readonly outage: string /** From 0. */; readonly place: number };

const planText = z.string().regex(/^.{1,200}\/[1-9]$/);

export function usePlanInView(): [PlanInView | null, (plan: PlanInView | null) => void] {
  const [text, setText] = useAddress('plan', planText);
  const cut = text?.lastIndexOf('/') ?? -1;
  const plan = text === null ? null : { outage: text.slice(0, cut), place: Number(text.slice(cut + 1)) - 1 };
  return [plan, useCallback((next) => setText(next && `${next.outage}/${next.place + 1}`), [setText])];
}
