/** Moves under way: a card stands in its new column at once, and goes back with the reason when the server says no. */

import { useCallback, useEffect, useState } from 'react';
import type { JobRecord, JobStatus } from '../../../shared/records/job.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { askServer } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { type Column, columnOf, columns, moveTo } from './columns.ts';

export type Question =
  /** A step that only goes with a reason. */
  | { readonly kind: 'reason'; readonly job: JobRecord; readonly status: JobStatus; readonly column: Column }
  | { readonly kind: 'assign'; readonly job: string };

export type RefusedMove = { readonly job: string; readonly code: string; readonly message: string };

export type Moves = {
  /** Column of cards whose move is not confirmed yet. */
  readonly provisional: ReadonlyMap<string, number>;
  readonly refused: RefusedMove | null;
  readonly question: Question | null;
  move(id: string, column: Column): void;
  step(id: string, status: JobStatus, needsReason: boolean): void;
  assign(id: string): void;
  answer(reason: string): void;
  dismiss(): void;
};

/** A confirmed move whose record does not come is shown as the record stands after this time. */
const PATIENCE_MS = 4_000;

export function useMoves(): Moves {
  const { store, line } = useLive();
  const live = useIsLive();
  const [provisional, setProvisional] = useState<ReadonlyMap<string, number>>(new Map());
  const [refused, setRefused] = useState<RefusedMove | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);

  const settle = useCallback((id: string) => {
    setProvisional((now) => {
      if (!now.has(id)) return now;
      const next = new Map(now);
      next.delete(id);
      return next;
    });
  }, []);
  useEffect(
    () =>
      store.onChange((change) => {
        for (const id of change.ids.get('job') ?? []) settle(id);
      }),
    [store, settle],
  );

  const ask = useCallback(
    async (job: JobRecord, to: JobStatus, column: Column, reason: string | null) => {
      setRefused(null);
      setProvisional((now) => new Map(now).set(job.id, columns.indexOf(column)));
      const said = await askServer(line, {
        type: 'job.setStatus',
        job: job.id,
        status: to,
        expectedRevision: job.revision,
        ...(reason ? { reason } : {}),
      });
      if (said.state === 'done') return void setTimeout(() => settle(job.id), PATIENCE_MS);
      settle(job.id);
      setRefused({ job: job.id, code: said.code, message: said.message });
    },
    [line, settle],
  );

  return {
    provisional,
    refused,
    question,
    move(id, column) {
      const job = store.get('job', id);
      if (!job) return;
      if (!live) return setRefused({ job: id, code: 'network', message: '' });
      const move = moveTo(job, column);
      if (move.kind === 'refused')
        return move.why === 'already-there' ? setRefused(null) : setRefused({ job: id, code: move.why, message: '' });
      setRefused(null);
      if (move.kind === 'assign') setQuestion({ kind: 'assign', job: id });
      else if (move.needsReason) setQuestion({ kind: 'reason', job, status: move.status, column });
      else void ask(job, move.status, column, null);
    },
    step(id, to, needsReason) {
      const job = store.get('job', id);
      if (!job) return;
      const column = columnOf({ ...job, status: to });
      if (needsReason) setQuestion({ kind: 'reason', job, status: to, column });
      else void ask(job, to, column, null);
    },
    assign: (id) => setQuestion({ kind: 'assign', job: id }),
    answer(reason) {
      if (question?.kind !== 'reason') return;
      setQuestion(null);
      void ask(question.job, question.status, question.column, reason);
    },
    dismiss() {
      setQuestion(null);
      setRefused(null);
    },
  };
}
