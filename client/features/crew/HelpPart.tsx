/** Asks for help, or says that it is no longer needed. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { PartProps } from './JobSheet.tsx';

export function HelpPart({ job, doing, crew }: PartProps & { crew: CrewRecord }) {
  const t = useTranslations('crew.help');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(job.help !== null);
  const words = text.trim();
  return (
    <section className="crew-part">
      {asked ? (
        <>
          <p>{t('asked', { crew: crew.name })}</p>
          <button
            type="button"
            onClick={() => {
              setAsked(false);
              void doing.act(job, { type: 'job.needHelp', needed: false });
            }}
          >
            {t('over')}
          </button>
        </>
      ) : (
        <form
          className="crew-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (words === '') return;
            setAsked(true);
            void doing.act(job, { type: 'job.needHelp', needed: true, text: words });
          }}
        >
          <label>
            {t('what')}
            <input value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
          </label>
          <button type="submit" className="crew-strong" disabled={words === ''}>
            {t('send')}
          </button>
        </form>
      )}
    </section>
  );
}
