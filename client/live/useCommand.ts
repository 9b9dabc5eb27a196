/** Asking the server for something: sending, done, or refused in words beside the control (rule L9). */

import { useCallback, useEffect, useRef, useState } from 'react';
import { commandAccess } from '../../shared/access.ts';
import type { Command, CommandType } from '../../shared/commands.ts';
import { commandAnswer } from '../../shared/live.ts';
import { useLive } from './LiveContext.tsx';
import type { Line } from './line.ts';
import { uniqueId } from './uniqueId.ts';

export type CommandState =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | { readonly state: 'done'; readonly revision: number }
  | { readonly state: 'refused'; readonly code: string; readonly message: string };

export type Answered = Extract<CommandState, { readonly state: 'done' | 'refused' }>;

type WithoutId<T> = T extends { id: string } ? Omit<T, 'id'> : never;
export type Wish = WithoutId<Command>;

/** One request and what became of it; never rejects. */
export async function askServer(line: Pick<Line, 'command'>, wish: Wish): Promise<Answered> {
  const answer = await line
    .command({ ...wish, id: uniqueId() })
    .then((payload) => commandAnswer.safeParse(payload))
    .catch(() => null);
  if (!answer?.success) return { state: 'refused', code: answer ? 'answer-format' : 'no-answer', message: '' };
  const { data } = answer;
  return data.ok ? { state: 'done', revision: data.revision } : { state: 'refused', code: data.code, message: data.message };
}

export type Sender = { readonly status: CommandState; send(wish: Wish): Promise<boolean>; reset(): void };

/** The server keeps the last word: the record changes only when a delta brings it. */
export function useCommand(): Sender {
  const { line } = useLive();
  const [status, setStatus] = useState<CommandState>({ state: 'idle' });
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const send = useCallback(
    async (wish: Wish) => {
      setStatus({ state: 'sending' });
      const next = await askServer(line, wish);
      if (mounted.current) setStatus(next);
      return next.state === 'done';
    },
    [line],
  );
  const reset = useCallback(() => setStatus({ state: 'idle' }), []);
  return { status, send, reset };
}

/** Whether the person's role may ask for this at all; the server decides in any case. */
export function useMay(): (type: CommandType) => boolean {
  const { person } = useLive();
  return useCallback((type) => commandAccess[type].includes(person.role), [person.role]);
}
