/** Parts of the view kept in the address: read through a schema, written without a new step in the history (rule L13). */

import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'wouter';
import type * as z from 'zod';

/** Changes several parts at once; two separate changes in one moment would overwrite each other. `null` takes a part out. */
export function usePutAddress(): (changes: Readonly<Record<string, string | null>>) => void {
  const [, setParams] = useSearchParams();
  const newest = useRef(setParams);
  newest.current = setParams;
  return useCallback((changes) => {
    newest.current(
      (old) => {
        const changed = new URLSearchParams(old);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) changed.delete(key);
          else changed.set(key, value);
        }
        return changed;
      },
      { replace: true },
    );
  }, []);
}

/** What does not fit the schema counts as absent. */
export function useAddress<T extends string>(key: string, schema: z.ZodType<T>): [T | null, (value: T | null) => void] {
  const [params] = useSearchParams();
  const put = usePutAddress();
  const text = params.get(key);
  const value = useMemo(() => {
    const checked = schema.safeParse(text);
    return checked.success ? checked.data : null;
  }, [schema, text]);
  return [value, useCallback((next) => put({ [key]: next }), [put, key])];
}
