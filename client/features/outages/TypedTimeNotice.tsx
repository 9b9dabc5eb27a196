/** Says how a typed time was understood, and asks when it does not exist or exists twice (rule T4). */

import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import type { TypedTime } from '../../ui/zoneTime.ts';

export function TypedTimeNotice({ typed, onChoose }: { typed: TypedTime | null; onChoose(ms: number): void }) {
  const t = useTranslations('outages.command');
  const format = useFormat();
  const now = useNow();
  if (!typed) return null;
  const pick = (ms: number) => (
    <Button key={ms} onPress={() => onChoose(ms)}>
      {format.seconds(ms)} {format.offset(ms)}
    </Button>
  );
  switch (typed.kind) {
    case 'bad':
      return <p role="status">{t('timeBad')}</p>;
    case 'one':
      return (
        <p className="muted" role="status">
          {typed.ms <= now ? t('timePast') : `${format.full(typed.ms)} (+${format.duration(typed.ms - now)})`}
        </p>
      );
    case 'gap':
      return (
        <p role="status">
          {t('timeGap', { before: format.seconds(typed.before), after: format.seconds(typed.after) })} {pick(typed.before)}{' '}
          {pick(typed.after)}
        </p>
      );
    case 'twice':
      return (
        <p role="status">
          {t('timeTwice')} {pick(typed.first)} {pick(typed.second)}
        </p>
      );
  }
}
