/** Notes from the place, the newest first. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import type { PartProps } from './JobSheet.tsx';

export function NotePart({ job, doing }: PartProps) {
  const t = useTranslations('crew.note');
  const format = useFormat();
  const [text, setText] = useState('');
  const words = text.trim();
  return (
    <details className="crew-part">
      <summary>
        {t('title')} <strong>{format.number(job.notes.length)}</strong>
      </summary>
      <form
        className="crew-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (words === '') return;
          setText('');
          void doing.act(job, { type: 'job.note', text: words });
        }}
      >
        <label>
          {t('what')}
          <textarea value={text} maxLength={2000} rows={3} onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="submit" className="crew-strong" disabled={words === ''}>
          {t('send')}
        </button>
      </form>
      <ol className="crew-outbox">
        {job.notes.toReversed().map(({ at, by, text: said }) => (
          <li key={`${at} ${by} ${said}`}>
            {format.seconds(Date.parse(at))} · {by}: {said}
          </li>
        ))}
      </ol>
    </details>
  );
}
