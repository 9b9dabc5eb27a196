/** Everything known about one outage, the live part first, the history asked from the server. */

import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { type OutageRecord, outageDetail } from '../../../shared/records/outage.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import { CommandBar } from './CommandBar.tsx';
import { EstimateHistory } from './EstimateHistory.tsx';
import { EvidencePanel } from './EvidencePanel.tsx';
import { ExplanationPanel } from './ExplanationPanel.tsx';
import { OutageFacts } from './OutageFacts.tsx';
import { OutageMarks } from './OutageMarks.tsx';
import { OutageNumbers } from './OutageNumbers.tsx';
import { OutageSymbol } from './OutageSymbol.tsx';
import { ProposalPanel } from './ProposalPanel.tsx';
import { StepsPanel } from './StepsPanel.tsx';
import { TimelinePanel } from './TimelinePanel.tsx';
import './outages.css';
import '../../ui/card.css';

type Props = { id: string; onClose(): void; onSelectOutage(id: string): void; more?: ReactNode };

export function OutageDetail({ id, onClose, onSelectOutage, more }: Props) {
  const t = useTranslations('outages');
  const word = useWord();
  const format = useFormat();
  const live = useRecord('outage', id);
  const { answer, again } = useAnswer(`/api/v1/outages/${encodeURIComponent(id)}`, outageDetail, live?.revision ?? 0);
  const detail = answer?.ok ? answer.value : null;
  const kept = useRef<OutageRecord | null>(null);
  if (kept.current?.id !== id) kept.current = null;
  if (live) kept.current = live;
  const outage = live ?? detail ?? kept.current;
  const top = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another outage starts at its top
  useEffect(() => {
    if (top.current) top.current.scrollTop = 0;
  }, [id]);

  const head = (name: string) => (
    <header className="detail-head">
      {outage && <OutageSymbol outage={outage} size={26} />}
      <div className="detail-title">
        <h2 className="cut" lang="es">
          {name}
        </h2>
        {outage && (
          <p className="muted cut">
            {word('state', outage.state)}
            {outage.voidReason !== null && ` (${word('voidReason', outage.voidReason)})`} · {word('deviceKind', outage.device.kind)} ·{' '}
            {outage.id}
            {outage.endedAt !== null &&
              ` · ${t('mark.closed', { time: format.clock(Date.parse(outage.endedAt), Date.parse(outage.endedAt)) })}`}
          </p>
        )}
      </div>
      {outage && <OutageMarks outage={outage} />}
      <Button plain icon label={t('close')} shortcut="Escape" onPress={onClose}>
        ×
      </Button>
    </header>
  );
  if (!outage) {
    return (
      <section className="detail" aria-label={t('detail', { name: id })}>
        {head(id)}
        <p className="empty">{answer && !answer.ok ? t('gone') : t('loading')}</p>
      </section>
    );
  }
  return (
    <section className="detail" aria-label={t('detail', { name: outage.device.name })}>
      {head(outage.device.name)}
      <div className="detail-scroll" ref={top}>
        <OutageNumbers outage={outage} />
        <CommandBar key={outage.id} outage={outage} estimates={detail?.estimates ?? []} />
        {outage.proposal && <ProposalPanel key={`${outage.id} ${outage.proposal.device}`} outage={outage} proposal={outage.proposal} />}
        <OutageFacts outage={outage} onSelectOutage={onSelectOutage} />
        {answer && !answer.ok && (
          <p className="refusal" role="alert">
            {t('detailFailed', { message: word('refusal', answer.code) })} <Button onPress={again}>{t('retry')}</Button>
          </p>
        )}
        <ExplanationPanel outage={outage} explanation={detail?.explanation ?? null} />
        <StepsPanel outage={outage} steps={detail?.steps ?? null} nested={detail?.nested ?? []} onSelectOutage={onSelectOutage} />
        {more}
        <TimelinePanel entries={detail?.history ?? null} />
        <EstimateHistory estimates={detail?.estimates ?? null} />
        <EvidencePanel items={detail?.evidenceItems ?? null} />
      </div>
    </section>
  );
}
