/** Parts of the view kept in the address: read through a schema, written without a new step in the history (rule L13). */

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type * as z from 'zod';

/** What does not fit the schema counts as absent. `null` takes the part out of the address. */
export function useAddress<T extends string>(key: string, schema: z.ZodType<T>): [T | null, (value: T | null) => void] {
  const [params, setParams] = useSearchParams();
  const text = params.get(key);
  const value = useMemo(() => {
    const checked = schema.safeParse(text);
    return checked.success ? checked.data : null;
  }, [schema, text]);
  const put = useCallback(
    (next: T | null) =>
      setParams(
        (old) => {
          const changed = new URLSearchParams(old);
          if (next === null) changed.delete(key);
          else changed.set(key, next);
          return changed;
        },
        { replace: true },
      ),
    [key, setParams],
  );
  return [value, put];
}
