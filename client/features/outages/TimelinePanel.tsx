/** The append-only history of an outage in sentences, newest first. */

import { useTranslations } from 'use-intl';
import type { TimelineEntry } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useSentence } from './useSentence.ts';

export function TimelinePanel({ entries }: { entries: readonly TimelineEntry[] | null }) {
  const t = useTranslations('outages.timeline');
  const format = useFormat();
  const sentence = useSentence();
  if (!entries) return null;
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      {entries.length === 0 && <p className="muted">{t('none')}</p>}
      <ol className="timeline">
        {entries.toReversed().map(({ at, what, values, commit, by }) => {
          const ms = Date.parse(at);
          return (
            <li key={`${at} ${what} ${commit} ${JSON.stringify(values)}`}>
              <time dateTime={at} title={format.full(ms)}>
                {format.seconds(ms)}
              </time>
              <span title={commit === null ? undefined : t('commit', { commit: format.number(commit) })}>
                {sentence(what, values)}
                {by !== null && <span className="muted"> {t('by', { who: by })}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
