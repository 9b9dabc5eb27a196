/** The last messages that were refused, with the reason in words and what was sent. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { explainReason } from '../../../shared/reasons.ts';
import { type RejectionRecord, rejectionRecord } from '../../../shared/records/source.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { useWord } from '../../ui/useWord.ts';

const LIMIT = 100;
const rejectionsAnswer = z.object({ total: z.number().int(), items: z.array(rejectionRecord) });

function useReason(): (code: string) => string {
  const { locale } = useFormat();
  return (code) => {
    const sentence = explainReason(code);
    return sentence ? (locale === 'zh-CN' ? sentence.zh : sentence.en) : code;
  };
}

function RejectionDialog({ rejection, onClose }: { rejection: RejectionRecord; onClose(): void }) {
  const t = useTranslations('sources');
  const reason = useReason();
  return (
    <Dialog title={rejection.reason} closeLabel={t('close')} onClose={onClose} wide>
      <p>{reason(rejection.reason)}</p>
      <dl className="facts">
        <div className="fact">
          <dt>{t('at')}</dt>
          <dd>
            <Moment at={rejection.at} />
          </dd>
        </div>
        <div className="fact">
          <dt>{t('topic')}</dt>
          <dd>
            <code>{rejection.topic}</code>
          </dd>
        </div>
        <div className="fact">
          <dt>{t('reason')}</dt>
          <dd>{rejection.detail}</dd>
        </div>
      </dl>
      <h3>{t('payload')}</h3>
      <pre className="rejection-payload">
        <code>{rejection.payload}</code>
      </pre>
      <Button onPress={() => void navigator.clipboard?.writeText(rejection.payload)}>{t('copy')}</Button>
    </Dialog>
  );
}

export function Rejections() {
  const t = useTranslations('sources');
  const format = useFormat();
  const word = useWord();
  const reason = useReason();
  const summary = useRecord('summary', 'summary');
  const [inspected, setInspected] = useState<RejectionRecord | null>(null);
  const { answer } = useAnswer(`/api/v1/rejections?limit=${LIMIT}`, rejectionsAnswer, summary?.messages.rejected);
  const items = answer?.ok ? answer.value.items : [];
  useKeys([{ keys: 'i', label: t('firstRejection'), run: () => void (items[0] && setInspected(items[0])) }]);
  return (
    <section className="rejections" aria-label={t('rejections')}>
      <header className="rejections-head">
        <h2>{t('rejections')}</h2>
        {answer?.ok && (
          <span className="muted">{t('rejectionsTotal', { count: answer.value.total, formatted: format.number(answer.value.total) })}</span>
        )}
      </header>
      {answer && !answer.ok && <p className="refusal">{t('rejectionsFailed', { message: word('refusal', answer.code) })}</p>}
      {answer?.ok && items.length === 0 && <p className="empty">{t('rejectionsNone')}</p>}
      <ul className="rejections-list">
        {items.map((item) => (
          <li key={`${item.at} ${item.topic} ${item.payload}`}>
            <button type="button" className="rejection" aria-label={t('inspect', { topic: item.topic })} onClick={() => setInspected(item)}>
              <span className="rejection-line">
                <strong className="cut">{item.reason}</strong>
                <Moment at={item.at} />
              </span>
              <span className="muted cut">{item.topic}</span>
              <span className="cut" title={item.detail}>
                {reason(item.reason)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {inspected && <RejectionDialog rejection={inspected} onClose={() => setInspected(null)} />}
    </section>
  );
}
