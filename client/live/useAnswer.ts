/** One HTTP question tied to a component: asked again when its key changes, the old answer kept meanwhile. */

import { useEffect, useState } from 'react';
import type * as z from 'zod';
import type { Answer } from './api.ts';
import { useLive } from './LiveContext.tsx';

export type Asked<T> = { readonly answer: Answer<T> | null; readonly asking: boolean; again(): void };

/** `path` null asks nothing. `renewOn` changes → asked again, at most twice a second. */
export function useAnswer<T>(path: string | null, schema: z.ZodType<T>, renewOn: unknown = null): Asked<T> {
  const { api } = useLive();
  const [kept, setKept] = useState<{ path: string; answer: Answer<T> } | null>(null);
  const [asking, setAsking] = useState(false);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: renewOn and round are there to ask again
  useEffect(() => {
    if (path === null) return;
    const control = new AbortController();
    const timer = setTimeout(
      () => {
        setAsking(true);
        void api.get(path, schema, control.signal).then((answer) => {
          if (control.signal.aborted) return;
          setKept({ path, answer });
          setAsking(false);
        });
      },
      kept?.path === path ? 500 : 0,
    );
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [api, path, schema, renewOn, round]);
  const answer = kept && kept.path === path ? kept.answer : null;
  return { answer, asking, again: () => setRound((n) => n + 1) };
}
