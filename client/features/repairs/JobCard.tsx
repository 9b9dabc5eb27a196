/** One job as a card: points, what and where, customers, the promise, crew, estimate and marks. */

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuEntry } from '../../ui/menuEntries.ts';
import { CARD_HEIGHT } from './boardLayout.ts';
import { ClockText } from './ClockText.tsx';
import { JobMarks } from './JobMarks.tsx';
import { usePrioritySentence } from './PriorityParts.tsx';

declare module 'react' {
  interface CSSProperties {
    /** Place and size by variables, so that the print style can do without them. */
    '--top'?: string;
    '--height'?: string;
  }
}

type Props = {
  id: string;
  top: number;
  column: number;
  place: number;
  total: number;
  selected: boolean;
  tabStop: boolean;
  sending: boolean;
  refusal: string | null;
  menuOpen: boolean;
  entriesOf(id: string): readonly MenuEntry[];
  onMenu(id: string, open: boolean): void;
};

function Card(props: Props) {
  const { id, top, column, place, total, selected, tabStop, sending, refusal, menuOpen, entriesOf, onMenu } = props;
  const t = useTranslations('repairs');
  const format = useFormat();
  const sentence = usePrioritySentence();
  const job = useRecord('job', id);
  const crew = useRecord('crew', job?.crew ?? null);
  if (!job) return null;
  const customers = Math.max(job.customersOut + job.customersPredicted, 0);
  const estimate = job.estimate && format.clock(Date.parse(job.estimate.at), Date.parse(job.updatedAt));
  return (
    <div
      className="job-card"
      role="listitem"
      aria-posinset={place}
      aria-setsize={total}
      aria-label={`${job.title}, ${t(`status.${job.status}`)}`}
      aria-current={selected || undefined}
      data-id={id}
      data-column={column}
      data-sending={sending || undefined}
      data-ended={job.closedAt !== null || undefined}
      tabIndex={tabStop ? 0 : -1}
      style={{ '--top': `${top}px`, '--height': `${CARD_HEIGHT}px` }}
    >
      <header className="job-card-head">
        <strong className="job-points" title={sentence(job)}>
          {format.number(Math.round(job.priority))}
        </strong>
        <span className="cut job-title" lang="es" title={job.title}>
          {job.title}
        </span>
        <Menu
          entries={menuOpen ? entriesOf(id) : []}
          plain
          icon
          className="job-menu"
          label={t('move.menu', { title: job.title })}
          open={menuOpen}
          onOpen={(open) => onMenu(id, open)}
        >
          ⋯
        </Menu>
      </header>
      <p className="job-card-line">
        <span className="cut">{t('customers', { count: customers, formatted: format.number(customers) })}</span>
        <JobMarks job={job} />
      </p>
      <p className="job-card-line">
        <ClockText clock={job.clock} />
      </p>
      <p className="job-card-line muted">
        <span className="cut" lang="es">
          {crew ? `${crew.code} · ${crew.name}` : (job.crew ?? t('noCrew'))}
        </span>
        {estimate && <span title={t('estimate')}>→ {estimate}</span>}
      </p>
      {refusal !== null ? (
        <p className="job-refusal" role="alert" title={refusal}>
          {refusal}
        </p>
      ) : (
        <p className="job-card-line muted">
          <span className="cut">{sending ? t('move.sending') : t(`status.${job.status}`)}</span>
          {job.verification.state !== 'none' && job.verification.toVerify > 0 && (
            <span>
              {t('verify.short', { verified: format.number(job.verification.verified), all: format.number(job.verification.toVerify) })}
            </span>
          )}
        </p>
      )}
    </div>
  );
}

export const JobCard = memo(Card);
