/** What a trace found: asked from the server, which knows the present switching. */

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { useAnswer } from '../../live/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';

export type Trace = { readonly from: string; readonly direction: 'up' | 'down'; readonly branches: readonly string[] };

const traceAnswer = z.object({ branches: z.array(z.string()), servicePoints: z.number().int(), customers: z.number().int() });

export function TraceNote({
  trace,
  onBranches,
  onClose,
}: {
  trace: Trace;
  onBranches(branches: readonly string[]): void;
  onClose(): void;
}) {
  const t = useTranslations('map');
  const word = useWord();
  const format = useFormat();
  const { answer } = useAnswer(`/api/v1/trace/${encodeURIComponent(trace.from)}?direction=${trace.direction}`, traceAnswer);
  const tell = useRef(onBranches);
  tell.current = onBranches;
  useEffect(() => {
    if (answer?.ok) tell.current(answer.value.branches);
  }, [answer]);
  return (
    <p className="map-trace" role="status">
      {!answer && t('loading')}
      {answer?.ok &&
        t('traced', {
          direction: trace.direction,
          branches: format.number(answer.value.branches.length),
          customers: format.number(answer.value.customers),
        })}
      {answer && !answer.ok && t('traceFailed', { message: word('refusal', answer.code) })}
      <Button plain onPress={onClose}>
        {t('traceOff')}
      </Button>
    </p>
  );
}
