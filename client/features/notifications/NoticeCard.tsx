/** One notice: its coverage ledger, its text in both languages, what can be done with it, and who stands where. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LedgerPart } from '../../../shared/records/notification.ts';
import { useMay } from '../../live/useCommand.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { RecipientList } from './RecipientList.tsx';

type FormName = 'hold' | 'release' | 'send' | 'sendQuiet';

export function NoticeCard({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('notifications');
  const format = useFormat();
  const may = useMay();
  const notice = useRecord('notification', id);
  const [form, setForm] = useState<FormName | null>(null);
  const [part, setPart] = useState<LedgerPart>('manualPending');
  if (!notice) return null;
  const forms: readonly FormName[] = notice.state === 'held' ? ['release'] : ['hold', 'send', 'sendQuiet'];
  const share = notice.affected === 0 ? 0 : notice.covered / notice.affected;
  return (
    <section className="detail" aria-label={`${t(`kind.${notice.kind}`)} ${notice.about}`}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>{t(`kind.${notice.kind}`)}</h2>
          <p className="muted cut">
            {notice.about} · {t(`state.${notice.state}`)}
          </p>
        </div>
        <Button plain icon label={t('close')} onPress={onClose}>
          ×
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <div className="detail-scroll" tabIndex={0}>
        {notice.holdReason !== null && <p>{t('heldBecause', { reason: notice.holdReason })}</p>}
        {may('notification.hold') && (
          <div className="command-row">
            {forms.map((name) => (
              <Button key={name} pressed={form === name} onPress={() => setForm(form === name ? null : name)}>
                {t(name)}
              </Button>
            ))}
          </div>
        )}
        {form !== null && (
          <ReasonForm
            key={form}
            title={t(form)}
            label={t('reason')}
            optional={form === 'release' || form === 'send'}
            onDone={() => setForm(null)}
            wish={(text) => {
              const reason = text === '' ? {} : { reason: text };
              if (form === 'hold') return { type: 'notification.hold', notification: id, reason: text };
              if (form === 'release') return { type: 'notification.release', notification: id, ...reason };
              return { type: 'notification.send', notification: id, ...reason, ...(form === 'sendQuiet' ? { overrideQuiet: true } : {}) };
            }}
          />
        )}
        <CoverageTable notice={notice} part={part} onPart={setPart} />
        <p>{t('target', { goal: format.percent(notice.target), share: format.percent(share) })}</p>
        <p className="muted">{t('sent', notice.sent)}</p>
        <h3>{t('preview')}</h3>
        {(['en', 'zh-CN'] as const).map((language) => (
          <p key={language} className="split-text" lang={language}>
            {notice.text[language]} <small className="muted">{t('segments', { count: notice.segments[language] })}</small>
          </p>
        ))}
        <RecipientList notice={notice} part={part} />
      </div>
    </section>
  );
}
