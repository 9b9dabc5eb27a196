/** What was typed, sent a moment after the last key; an old answer never replaces a newer one, and nothing of it enters the address. */

import { useEffect, useState } from 'react';
import * as z from 'zod';
import { type CustomerRecord, customerRecord } from '../../../shared/records/customer.ts';
import type { Answer } from '../../live/api.ts';
import { useLive } from '../../live/LiveContext.tsx';

const found = z.object({ items: z.array(customerRecord) });
const PAUSE_MS = 120;
const LEAST = 2;

export type Search = { readonly typed: string; readonly answer: Answer<{ items: CustomerRecord[] }> | null; readonly asking: boolean };

const isEnough = (text: string): boolean => text.length >= LEAST || /\p{Script=Han}/u.test(text);

export function useCustomerSearch(text: string): Search {
  const { api } = useLive();
  const [search, setSearch] = useState<Search>({ typed: '', answer: null, asking: false });
  const typed = text.trim();
  useEffect(() => {
    if (!isEnough(typed)) {
      setSearch({ typed, answer: null, asking: false });
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      setSearch((old) => ({ ...old, asking: true }));
      void api.post('/api/v1/customers/search', { q: typed, limit: 12 }, found).then((answer) => {
        if (current) setSearch({ typed, answer, asking: false });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, typed]);
  return search;
}
